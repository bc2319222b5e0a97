/** What policies got done, in words. */
import type { Completion } from "../experiment/completion.js";
import type { ConstraintResult } from "../experiment/verdict.js";

/** A share in percent that is not rounded to 0 or 100 where it is neither. */
export function percentOf(share: number): string {
  const percent = 100 * share;
  if (percent > 99 && percent < 100) return `${Math.floor(percent * 10) / 10} %`;
  if (percent > 0 && percent < 1) return `${Math.ceil(percent * 10) / 10} %`;
  return `${Math.round(percent)} %`;
}

/** "33 % of hosts updated, stuck since day 1"; undefined for a policy that finished. */
export function unfinishedInWords({
  finished,
  patched,
  lastProgress,
  isStuck,
}: Completion): string | undefined {
  if (finished !== false) return undefined;
  const updated = `${percentOf(patched)} of hosts updated`;
  if (lastProgress === null) return updated;
  return `${updated}, ${isStuck ? "stuck since" : "last progress on"} ${dayOf(lastProgress)}`;
}

/** The same in a few characters, for a table: "yes", "no: 33 %, stuck since day 1"; "–" where no release fell due. */
export function completionCell({ finished, patched, lastProgress, isStuck }: Completion): string {
  if (finished === null) return "–";
  if (finished) return "yes";
  return isStuck && lastProgress !== null
    ? `no: ${percentOf(patched)}, stuck since ${dayOf(lastProgress)}`
    : `no: ${percentOf(patched)}`;
}

/** "day 1": days are counted from 0, as charts do. */
function dayOf(days: number): string {
  return `day ${Math.floor(days)}`;
}

/** A constraint that is not met, with what was found. */
export function brokenConstraint({ text, found }: ConstraintResult): string {
  return `${text} (found ${found === null ? "nothing" : Number(found.toPrecision(4))})`;
}
