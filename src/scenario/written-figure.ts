/** Figures as a scenario file writes them (`90s`, `5%`, `180MB`, a distribution), read into base units and written back. */
import { isSettings, type Settings } from "../policies/merge-settings.js";
import { parsePrice } from "../support/price.js";
import { parseDuration } from "../support/duration-text.js";
import { bandwidth, bytes, parsePercentage } from "../support/quantity.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";

/** What a figure measures. */
export type Measure =
  "duration" | "share" | "size" | "bandwidth" | "price" | "price per hour" | "number";

/** A figure in base units: [ms], [0..1], [bytes], [bytes per ms], money once or per hour, or a plain number. */
export interface WrittenFigure {
  readonly measure: Measure;
  /** That of a distribution is its centre. */
  readonly value: number;
  /** What of a distribution the value is, such as `median`; empty for what is no distribution. */
  readonly centre: string;
}

const sizes = bytes();
const bandwidths = bandwidth();

/** Reads a figure; undefined where it is none, as `never`, `unlimited` and names are. */
export function readFigure(written: unknown): WrittenFigure | undefined {
  if (typeof written === "number") return { measure: "number", value: written, centre: "" };
  if (isSettings(written)) return readDistribution(written as Settings);
  if (typeof written !== "string") return undefined;
  const found: readonly (readonly [Measure, number | undefined])[] = [
    ["duration", parseDuration(written)],
    ["share", parsePercentage(written)],
    ["size", sizes.safeParse(written).data],
    ["bandwidth", bandwidths.safeParse(written).data],
    ["price", parsePrice(written, "once")?.amount],
    ["price per hour", parsePrice(written, "by time")?.amount],
  ];
  const known = found.find(([, value]) => value !== undefined);
  return known && { measure: known[0], value: known[1]!, centre: "" };
}

/** The setting of a distribution that says where its centre lies. */
const CENTRES: Readonly<Record<string, string>> = {
  constant: "value",
  exponential: "mean",
  lognormal: "median",
  weibull: "scale",
  triangular: "mode",
};

function readDistribution(settings: Settings): WrittenFigure | undefined {
  const dist = String(settings["dist"]);
  const named = CENTRES[dist];
  const centre = named === undefined ? meanOf(dist, settings) : timeOf(settings[named]);
  return centre === undefined
    ? undefined
    : { measure: "duration", value: centre, centre: named ?? "mean" };
}

function meanOf(dist: string, { min, max, values }: Settings): number | undefined {
  const times = dist === "uniform" ? [min, max] : dist === "empirical" ? values : undefined;
  if (!Array.isArray(times)) return undefined;
  const known = times.map(timeOf);
  return known.some((time) => time === undefined) || known.length === 0
    ? undefined
    : known.reduce<number>((sum, time) => sum + time!, 0) / known.length;
}

function timeOf(written: unknown): number | undefined {
  return typeof written === "string" ? parseDuration(written) : undefined;
}

/**
 * Writes a figure with another value. A distribution is stretched: all its times by the same factor, so that its shape stays.
 *
 * @param like what stands there.
 */
export function writeFigure(
  like: unknown,
  { measure, value }: WrittenFigure,
  to: number,
): string | number | Settings {
  if (isSettings(like)) return stretched(like as Settings, to / value) as Settings;
  switch (measure) {
    case "duration":
      return writeDuration(to);
    case "share":
      return `${plainDecimal(100 * to)}%`;
    case "size":
      return `${Math.max(1, Math.round(to))}B`;
    case "bandwidth":
      return `${Math.max(1, Math.round(8_000 * to))}bit/s`;
    case "price":
      return `${plainDecimal(to)} ${parsePrice(String(like), "once")!.currency}`;
    case "price per hour":
      return `${plainDecimal(to)} ${parsePrice(String(like), "by time")!.currency}/h`;
    case "number":
      return Number(to.toPrecision(12));
  }
}

/** Without an exponent, which the format has not. */
function plainDecimal(value: number): string {
  return value.toFixed(8).replace(/\.?0+$/, "");
}

/** A duration in the largest unit that says it exactly. @param time [ms] */
export function writeDuration(time: number): string {
  const whole = Math.round(time);
  const [unit, size] = DURATION_UNITS.find(([, one]) => whole !== 0 && whole % one === 0) ?? [
    "ms",
    1,
  ];
  return `${whole / size}${unit}`;
}

const DURATION_UNITS: readonly (readonly [string, number])[] = [
  ["d", DAY],
  ["h", HOUR],
  ["m", MINUTE],
  ["s", SECOND],
];

/** Every duration within, by a factor; none becomes 0. */
function stretched(written: unknown, by: number): unknown {
  if (Array.isArray(written)) return written.map((one) => stretched(one, by));
  if (isSettings(written)) {
    return Object.fromEntries(
      Object.entries(written).map(([key, one]) => [key, stretched(one, by)]),
    );
  }
  const time = timeOf(written);
  if (time === undefined) return written;
  return writeDuration(time === 0 ? 0 : Math.max(1, time * by));
}
