import type { Time } from "../../support/time.js";
import { SERIES_BINS } from "../metric.js";

/** A level that changes in steps, averaged over each of `SERIES_BINS` equal bins of the horizon. */
export interface AverageSeries {
  /** Time integral of the level over each bin [level-ms]. */
  readonly areas: Float64Array;
  /** Length of a bin [ms], not always an integer. */
  readonly width: number;
  bin: number;
  /** End of the present bin [ms]; Infinity in the last, so that rounding never needs one more. */
  binEnd: number;
  since: Time;
  level: number;
}

/** A series that is at `level` from the start. */
export function startAverages(horizon: Time, level: number): AverageSeries {
  const width = horizon / SERIES_BINS;
  return {
    areas: new Float64Array(SERIES_BINS),
    width,
    bin: 0,
    binEnd: width,
    since: 0,
    level,
  };
}

/** Changes the level by `by` from `time` on. Amortised O(1): each bin is entered once. */
export function step(series: AverageSeries, by: number, time: Time): void {
  advance(series, time);
  series.level += by;
}

/** The averages, the last level holding up to `horizon`. */
export function averages(series: AverageSeries, horizon: Time): Float64Array {
  advance(series, horizon);
  return series.areas.map((area) => area / series.width);
}

function advance(series: AverageSeries, time: Time): void {
  while (time > series.binEnd) {
    series.areas[series.bin]! += series.level * (series.binEnd - series.since);
    series.since = series.binEnd;
    series.bin += 1;
    series.binEnd =
      series.bin === SERIES_BINS - 1 ? Number.POSITIVE_INFINITY : (series.bin + 1) * series.width;
  }
  series.areas[series.bin]! += series.level * (time - series.since);
  series.since = time;
}
