import type { Time } from "../support/time.js";

/** What a level came to over the time it was watched for. */
export interface Watched {
  /** Its average over time. */
  readonly mean: number;
  /** Share of the time in which it was as asked [0..1]. */
  readonly share: number;
}

/** A number that goes up and down in the course of a run (hosts that are down, say), watched from a moment on. */
export interface Level {
  change(by: number, time: Time): void;
  /** Ends the watch. */
  until(time: Time): Watched;
}

/**
 * Begins to follow a level from time 0.
 *
 * @param start where it stands at first.
 * @param from when the watch begins [ms]; changes before count for where it stands then.
 * @param isAsked what of it is asked for.
 */
export function followLevel(start: number, from: Time, isAsked: (level: number) => boolean): Level {
  let [level, since, area, asked] = [start, from, 0, 0];
  const change = (by: number, time: Time): void => {
    const passed = time - since;
    if (passed > 0) {
      area += level * passed;
      if (isAsked(level)) asked += passed;
      since = time;
    }
    level += by;
  };
  return {
    change,
    until(time) {
      change(0, time);
      return { mean: area / (time - from), share: asked / (time - from) };
    },
  };
}
