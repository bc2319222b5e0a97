/** A guess: one figure of the world, or several that say the same, that may be wrong, and how far. */
import { exp, ln } from "../../random/elementary.js";
import type { Settings } from "../../policies/merge-settings.js";
import type { Measure } from "../../scenario/written-figure.js";
import { readFigure, writeFigure } from "../../scenario/written-figure.js";
import { turnKnob } from "../knobs.js";

/** A place where a guess is written, or would be, and what stands there. */
export interface GuessPlace {
  readonly place: readonly (string | number)[];
  /** What the file says, or the default. */
  readonly written: unknown;
}

/** A guess and its range, in base units: [ms], [0..1], [bytes], [bytes per ms] or a plain number. */
export interface Guess {
  /** As `people.notice` or `services[*].start`. */
  readonly name: string;
  readonly measure: Measure;
  /** What of a distribution is meant, as `median`; empty for what is no distribution. */
  readonly centre: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Whether only whole numbers make sense. */
  readonly isWhole: boolean;
  /** Whether the scenario states the range; by its kind otherwise. */
  readonly isStated: boolean;
  /** Whether the file leaves it to the default. */
  readonly isDefault: boolean;
  readonly places: readonly GuessPlace[];
}

/** On what a range is even: a share by its odds, other figures by their ratio, and what may be 0 by its size. */
function scaleOf({ measure, low, high }: Guess): "odds" | "ratio" | "size" {
  if (measure === "share" && low > 0 && high < 1) return "odds";
  return low > 0 && measure !== "share" ? "ratio" : "size";
}

/** The value at a place of the range, 0 at its low end and 1 at its high one. */
export function valueAt(guess: Guess, at: number): number {
  const { low, high, isWhole } = guess;
  const value = unrounded(guess, at);
  const kept = Math.min(high, Math.max(low, value));
  return isWhole ? Math.round(kept) : kept;
}

function unrounded(guess: Guess, at: number): number {
  const { low, high } = guess;
  switch (scaleOf(guess)) {
    case "odds":
      return 1 / (1 + exp(-(logit(low) + at * (logit(high) - logit(low)))));
    case "ratio":
      return low * exp(at * ln(high / low));
    case "size":
      return low + at * (high - low);
  }
}

/** Where in the range a value stands, 0 at the low end and 1 at the high one. */
export function placeOf(guess: Guess, value: number): number {
  const { low, high } = guess;
  switch (scaleOf(guess)) {
    case "odds":
      return (logit(value) - logit(low)) / (logit(high) - logit(low));
    case "ratio":
      return ln(value / low) / ln(high / low);
    case "size":
      return (value - low) / (high - low);
  }
}

function logit(share: number): number {
  return ln(share / (1 - share));
}

/** The data with another value of a guess; what is given is not written to. */
export function turnGuess(data: Settings, guess: Guess, to: number): Settings {
  return guess.places.reduce((settings, { place, written }) => {
    const own = readFigure(written)!;
    // Several figures that are turned as one keep their proportions.
    const value = guess.value === own.value ? to : own.value * (to / guess.value);
    return turnKnob(settings, { place }, writeFigure(written, own, value));
  }, data);
}
