import { seedKey, stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import { bcaMean, drawResamples, skewness, type Resamples } from "../stats/bootstrap.js";
import type { Interval } from "../stats/interval.js";
import { proportionInterval } from "../stats/proportion.js";
import { quantileInterval } from "../stats/quantile-interval.js";
import { halfWidth } from "../stats/student-t.js";
import { summarise } from "../stats/summary.js";
import type { Estimate, MetricEstimate } from "./comparison.js";

/** Replications beyond which no bootstrap is made: its table would be large, and the mean of so many is nearly normal. */
const MOST_RESAMPLED = 500;

/** Observations per squared skewness below which the t interval is off. @see Cochran, Sampling Techniques (1977), section 2.15 */
const COCHRAN = 25;

/** The tables of resamples, by sample size: they depend on nothing else, so that the same figures have the same intervals. */
const tables = new Map<number, Resamples>();

function resamplesOf(n: number): Resamples {
  const known = tables.get(n);
  if (known !== undefined) return known;
  const luck = stream(seedKey("bootstrap"), Purpose.Resampling, n);
  const made = drawResamples(n, (resample, place) => uniform(luck, resample, place));
  tables.set(n, made);
  return made;
}

/** Estimates a mean over replications, of at least one value. */
export function estimate(values: readonly number[]): Estimate {
  const { n, mean, variance, min, median, max } = summarise(values);
  const half = halfWidth(n, variance);
  return {
    n,
    mean,
    halfWidth: half,
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    min,
    median,
    max,
    interval: half === null ? null : meanInterval(values, mean, half),
  };
}

/** The interval that is right for a mean: that of a proportion for yes and no, the bootstrap for few and skewed values. */
function meanInterval(values: readonly number[], mean: number, half: number): Interval {
  const n = values.length;
  const isYesOrNo = half > 0 && values.every((value) => value === 0 || value === 1);
  if (isYesOrNo) return proportionInterval(Math.round(mean * n), n);
  const skew = half === 0 ? 0 : skewness(values);
  if (n <= MOST_RESAMPLED && n < COCHRAN * skew * skew) return bcaMean(values, resamplesOf(n));
  return { low: mean - half, high: mean + half, method: "Student-t" };
}

/**
 * Estimates a metric: its mean, its median, and how often it was above 0 at all.
 *
 * @param notReached how many of the values are waits for something that was not reached: the mean is then restricted to the run.
 */
export function estimateMetric(values: readonly number[], notReached = 0): MetricEstimate {
  const happened = values.filter((value) => value !== 0).length;
  const sorted = values.toSorted((a, b) => a - b);
  return {
    ...estimate(values),
    notReached,
    medianInterval: quantileInterval(sorted, 0.5),
    happened: { count: happened, interval: proportionInterval(happened, values.length) },
  };
}
