/** The point of no return in words and tables, alike on the terminal and in its report. */
import type { HaltedAt, NoReturn } from "../experiment/no-return/no-return.js";
import { DAY, HOUR, MINUTE } from "../support/time.js";

/** Columns of `haltRows`. */
export const HALT_HEAD = ["halted after", "bad end", "95 % interval", "mean harm"] as const;

/** What a halt at each moment comes to, up to the second at which it no longer helps: later ones do not either. */
export function haltRows(answer: NoReturn): readonly (readonly string[])[] {
  return haltsShown(answer).map(rowOf);
}

/** Halts up to the second moment at which none helps any longer. */
export function haltsShown({ halts }: NoReturn): readonly HaltedAt[] {
  const lost = halts.findIndex(({ bad, of }) => bad === of);
  return lost < 0 ? halts : halts.slice(0, lost + 2);
}

/** The answer in one or two sentences. */
export function noReturnSentences({
  policy,
  release,
  harmed,
  replications,
  latest,
  interval,
  output,
  harm,
  unit,
}: NoReturn): readonly string[] {
  const median = medianOf({ latest });
  if (median === undefined) {
    return [`\`${policy}\`: ${release} does no harm in any of ${replications} replications.`];
  }
  const between =
    interval === null
      ? "too few replications for an interval"
      : `95 % ${span(interval.low)} to ${span(interval.high)}`;
  return [
    `\`${policy}\`: a halt of ${release} averts a bad end until ${span(median)} after the first host has taken it (median; ${between}).`,
    `Without a halt it costs ${figure(harm)} ${unit} of ${output}; it does harm in ${harmed} of ${replications} replications.`,
  ];
}

/** The median of the latest halts that helped [ms]; undefined where the release does no harm. */
export function medianOf({ latest }: Pick<NoReturn, "latest">): number | undefined {
  return latest[Math.floor((latest.length - 1) / 2)];
}

function rowOf({ after, bad, of, interval, harm }: HaltedAt): string[] {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return [
    span(after),
    `${percent(bad / of)} (${bad}/${of})`,
    `${percent(interval.low)} to ${percent(interval.high)}`,
    figure(harm),
  ];
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

/** A length of time with its two largest units. */
export function span(time: number): string {
  const [days, hours, minutes] = [
    Math.floor(time / DAY),
    Math.floor((time % DAY) / HOUR),
    Math.floor((time % HOUR) / MINUTE),
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}
