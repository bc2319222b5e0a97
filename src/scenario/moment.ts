/** Moments as scenarios write them: `31m after 2.1.0`. */
import { durationText, parseDuration } from "../support/duration-text.js";
import type { Time } from "../support/time.js";

/** So long after a release was first published to this fleet. */
export interface Moment {
  /** [ms] */
  readonly after: Time;
  readonly version: string;
}

/** Reads a moment; undefined where it is none. Whether there is such a release is checked apart. */
export function parseMoment(text: string): Moment | undefined {
  const [, written = "", version] = /^(\S+) after (\S(?:.*\S)?)$/.exec(text) ?? [];
  const after = parseDuration(written);
  return after === undefined || version === undefined ? undefined : { after, version };
}

/** A moment in its usual form, which names it. */
export function momentText({ after, version }: Moment): string {
  return `${durationText(after)} after ${version}`;
}
