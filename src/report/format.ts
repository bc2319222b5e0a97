/** Figures in words. Formatting happens here and nowhere else. */

const MINUTE = 60;
const HOUR = 3_600;

/** Whether a metric is a ratio that reads better as a percentage. */
export function isRatio(metric: string): boolean {
  return metric === "availability";
}

/** How a metric is scaled for people: divide by `factor`, print `unit`. */
export interface Scale {
  readonly unit: string;
  readonly factor: number;
}

/** The scale in which figures of this size read well: seconds grow to minutes and hours, ratios become percentages. */
export function scaleFor(unit: string, largest: number, isRatio: boolean): Scale {
  if (isRatio) return { unit: "%", factor: 0.01 };
  const [, subject = ""] = /^(.*-)?s$/.exec(unit) ?? [];
  if (/^(.*-)?s$/.test(unit)) {
    if (largest >= 10 * HOUR) return { unit: `${subject}h`, factor: HOUR };
    if (largest >= 10 * MINUTE) return { unit: `${subject}min`, factor: MINUTE };
  }
  if (unit === "min" && largest >= 300) return { unit: "h", factor: MINUTE };
  return { unit, factor: 1 };
}

/**
 * A figure to as many digits as its interval supports: two of the half-width's own; three where there is no interval.
 *
 * @param halfWidth of the interval, in the same unit; null or 0 where there is none.
 */
export function figure(value: number, halfWidth: number | null): string {
  const decimals =
    halfWidth === null || halfWidth === 0 ? decimalsOf(value, 3) : decimalsOf(halfWidth, 2);
  return withThousands(value.toFixed(decimals));
}

/** A half-width to two digits. */
export function margin(halfWidth: number): string {
  return withThousands(halfWidth.toFixed(halfWidth === 0 ? 0 : decimalsOf(halfWidth, 2)));
}

/** Decimals that show `digits` significant digits of a value, none beyond the point for large ones. */
function decimalsOf(value: number, digits: number): number {
  if (value === 0 || Number.isInteger(value)) return 0;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return Math.min(8, Math.max(0, digits - 1 - magnitude));
}

/** Groups thousands; a minus sign that is one. */
function withThousands(text: string): string {
  const [whole = "", fraction] = text.replace("-", "").split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const negative = text.startsWith("-") && Number(text) !== 0;
  return `${negative ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** A duration [ms] in the two largest units that matter, "2d 3h". */
export function durationInWords(ms: number): string {
  const units: readonly [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "m"],
    [1_000, "s"],
  ];
  const first = units.findIndex(([size]) => ms >= size);
  if (first < 0) return `${ms}ms`;
  const [size, name] = units[first]!;
  const whole = Math.floor(ms / size);
  const [smaller, smallerName] = units[first + 1] ?? [1, "ms"];
  const rest = Math.floor((ms - whole * size) / smaller);
  return rest === 0 ? `${whole}${name}` : `${whole}${name} ${rest}${smallerName}`;
}

/** A moment of a run [ms since its start] as people say it, "day 1, 22:17"; the first day is day 0. */
export function momentInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  return `day ${Math.floor(minutes / 1_440)}, ${time}`;
}

/** A figure with six digits, in full whatever its size. */
export function sixDigits(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 6 });
}
