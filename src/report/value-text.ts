import type { Measure } from "../scenario/written-figure.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";

/** Units of each measure, the largest first, each with its size in the base unit. */
const UNITS: Readonly<
  Record<"duration" | "size" | "bandwidth", readonly (readonly [string, number])[]>
> = {
  duration: [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
    ["s", SECOND],
    ["ms", 1],
  ],
  size: [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
    ["B", 1],
  ],
  bandwidth: [
    ["Gbit/s", 125_000],
    ["Mbit/s", 125],
    ["kbit/s", 0.125],
    ["bit/s", 0.000_125],
  ],
};

/** A value of a figure of a scenario for people, to three digits: "3.4 h", "12 %", "100 Mbit/s". @param value in the base unit. */
export function valueText({ measure }: { readonly measure: Measure }, value: number): string {
  if (measure === "share") return `${threeDigits(100 * value)} %`;
  if (measure === "number" || measure === "price") return threeDigits(value);
  if (measure === "price per hour") return `${threeDigits(value)} per hour`;
  const units = UNITS[measure];
  // 90 min reads better than 1.5 h, and 80 s than 1.33 min.
  const least = measure === "duration" ? 2 : 1;
  const fits = units.find(
    ([unit, size]) => value >= (unit === "ms" || unit === "s" ? 1 : least) * size,
  );
  const [unit, size] = fits ?? units.at(-1)!;
  return `${threeDigits(value / size)} ${unit}`;
}

function threeDigits(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
