/** How many releases a train can have, and what they are called: known before anything is drawn. */
import type { DistributionConfig } from "../random/distribution.js";
import { variateOf } from "../random/variate-of.js";
import type { Time } from "../support/time.js";

/** Stands for the number of a release in the versions of a train. */
export const NUMBER = "<n>";

/** When the releases of a train come. */
export interface Timetable {
  readonly every: DistributionConfig;
  /** Of the first release where `every` is a duration, of the first wait where it is drawn [ms]; undefined: one `every`, and 0. */
  readonly from?: Time | undefined;
  /** Nothing comes from here on [ms]; undefined: the end of the run. */
  readonly until?: Time | undefined;
  /** Releases at most; undefined: as many as there is time for. */
  readonly count?: number | undefined;
}

/** The version of a release of a train. */
export function trainVersion(pattern: string, number: number): string {
  return pattern.replaceAll(NUMBER, String(number));
}

/** Whether the time from one release to the next is always the same. */
export function isRegular({ every }: Pick<Timetable, "every">): boolean {
  return every.dist === "constant";
}

/** When the first release, or the wait for it, begins [ms]. */
export function startOfTrain({ every, from }: Timetable): Time {
  return from ?? (every.dist === "constant" ? every.value : 0);
}

/** Waits beyond four times those of the median that are allowed for. */
const SPARE = 40;

/**
 * Releases that a train can have at most before the end of a run. Where waits are drawn that is a bound which more than one
 * run in 1e11 stays below, whatever the distribution: half the waits exceed the median, so that k waits within a time of h
 * medians mean at most h successes in k throws of a coin.
 *
 * @returns Infinity where the releases have no time between them.
 */
export function mostReleases(timetable: Timetable, horizon: Time): number {
  const { every, until = horizon, count = Number.POSITIVE_INFINITY } = timetable;
  const time = Math.min(horizon, until) - startOfTrain(timetable);
  if (time <= 0) return 0;
  const usual = variateOf(every).at(0.5);
  if (usual <= 0) return Math.min(count, Number.POSITIVE_INFINITY);
  const fitting = isRegular(timetable)
    ? Math.ceil(time / usual)
    : 4 * Math.ceil(time / usual) + SPARE;
  return Math.min(count, fitting);
}
