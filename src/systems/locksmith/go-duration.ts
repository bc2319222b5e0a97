/**
 * Durations as Go reads them: `90m`, `1h30m`, `-1.5h`, `0`.
 *
 * @see golang/go src/time/format.go, ParseDuration
 */

/** [ns] */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  "\u00b5s": 1e3,
  "\u03bcs": 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3_600e9,
};

/** Largest duration that Go can hold, some 292 years [ns]. */
const LARGEST = 9_223_372_036_854_775_807;

const PART = /^(\d*)(?:\.(\d*))?([^\d.]+)/;

/**
 * Reads a duration; exact to the nanosecond below 104 days.
 *
 * @returns [ms]; undefined when it is none or Go cannot hold it.
 */
export function parseGoDuration(text: string): number | undefined {
  const isNegative = text.startsWith("-");
  let rest = isNegative || text.startsWith("+") ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") return undefined;
  let nanoseconds = 0;
  while (rest !== "") {
    const match = PART.exec(rest);
    if (match === null) return undefined;
    const [part, whole = "", fraction = "", name = ""] = match;
    const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
    if (unit === undefined || whole + fraction === "") return undefined;
    // In this order, as Go does: 0.3h is then a whole number of nanoseconds.
    const ofUnit = Math.floor(Number(fraction) * (unit / Number(`1e${fraction.length}`)));
    nanoseconds += Number(whole) * unit + ofUnit;
    rest = rest.slice(part.length);
  }
  if (nanoseconds > LARGEST) return undefined;
  return (isNegative ? 0 - nanoseconds : nanoseconds) / 1e6;
}
