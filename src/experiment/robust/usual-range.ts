/** How far a figure of each kind is off at most where the scenario states no range. */
import type { WrittenFigure } from "../../scenario/written-figure.js";
import type { Guess } from "./guess.js";

/** Times, sizes, rates and counts: from so many times less to so many times more. */
const RATIO = 2;
/** Shares: the same of their odds, p / (1 - p), so that they stay shares. */
const ODDS_RATIO = 3;

/** The usual range; undefined for what is certain (a share of 0 or 1) and for what is 0. */
export function usualRange({
  measure,
  value,
}: WrittenFigure): Pick<Guess, "measure" | "low" | "high" | "isWhole"> | undefined {
  // A share may be written as a number.
  if (measure === "share" || (measure === "number" && value < 1)) {
    if (value <= 0 || value >= 1) return undefined;
    const odds = value / (1 - value);
    const shareOf = (ratio: number) => (odds * ratio) / (1 + odds * ratio);
    return {
      measure: "share",
      low: shareOf(1 / ODDS_RATIO),
      high: shareOf(ODDS_RATIO),
      isWhole: false,
    };
  }
  if (value <= 0) return undefined;
  const isWhole = measure === "number" && Number.isInteger(value);
  if (!isWhole) return { measure, low: value / RATIO, high: value * RATIO, isWhole };
  return { measure, low: Math.max(1, Math.floor(value / RATIO)), high: value * RATIO, isWhole };
}
