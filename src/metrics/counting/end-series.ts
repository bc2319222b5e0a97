import type { Time } from "../../support/time.js";
import { SERIES_BINS } from "../metric.js";

/** A level that changes in steps, as it is at the end of each of `SERIES_BINS` equal bins of the horizon. */
export interface EndSeries {
  readonly values: Float64Array;
  /** Length of a bin [ms], not always an integer. */
  readonly width: number;
  /** Bins whose value is known. */
  filled: number;
  level: number;
}

/** A series that is at `level` from the start. */
export function startEnds(horizon: Time, level: number): EndSeries {
  return {
    values: new Float64Array(SERIES_BINS),
    width: horizon / SERIES_BINS,
    filled: 0,
    level,
  };
}

/** Sets the level from `time` on; a change at the very end of a bin belongs to it. Amortised O(1). */
export function setLevel(series: EndSeries, level: number, time: Time): void {
  while (series.filled < SERIES_BINS && (series.filled + 1) * series.width < time) {
    series.values[series.filled++] = series.level;
  }
  series.level = level;
}

/** The values, the last level holding up to the horizon. */
export function ends(series: EndSeries): Float64Array {
  return series.values.fill(series.level, series.filled);
}
