import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { invariant } from "../support/invariant.js";
import type { Interval } from "./interval.js";
import { CONFIDENCE } from "./student-t.js";
import { mean, quantile } from "./summary.js";

/** Resamples that an interval rests on: Efron & Tibshirani ask for at least a thousand. */
const RESAMPLES = 2_000;

/** A uniform draw (0..1) for a place of a resample: keyed, so that an interval is the same whenever it is asked for. */
export type ResamplingDraw = (resample: number, place: number) => number;

/** The places that each resample takes its observations from: one table serves all samples of this size. */
export interface Resamples {
  readonly n: number;
  readonly places: Uint32Array;
}

/** Draws the places of 2,000 resamples of a sample of `n`. */
export function drawResamples(n: number, draw: ResamplingDraw): Resamples {
  const places = new Uint32Array(RESAMPLES * n);
  for (let at = 0; at < places.length; at++) {
    places[at] = Math.floor(draw(Math.floor(at / n), at % n) * n);
  }
  return { n, places };
}

/**
 * The bias-corrected and accelerated bootstrap interval of a mean: it leans to the side to which the sample is skewed.
 *
 * @param sample at least two observations; one that does not vary has itself for an interval.
 * @see Efron, "Better bootstrap confidence intervals", JASA 82 (1987); Efron & Tibshirani (1993), chapter 14
 */
export function bcaMean(
  sample: readonly number[],
  { n, places }: Resamples,
  confidence = CONFIDENCE,
): Interval {
  invariant(n === sample.length, () => `bootstrap: resamples of ${n} for ${sample.length} values`);
  invariant(n >= 2, () => `bootstrap: expected at least two values, got ${n}`);
  const centre = mean(sample);
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let total = 0;
    for (let at = resample * n; at < (resample + 1) * n; at++) total += sample[places[at]!]!;
    means[resample] = total / n;
  }
  const sorted = Array.from(means.sort());
  const below = sorted.filter((value) => value < centre).length;
  const ties = sorted.filter((value) => value === centre).length;
  const share = (below + ties / 2) / RESAMPLES;
  const isDegenerate = sorted[0] === sorted.at(-1);
  if (isDegenerate || share <= 0 || share >= 1) {
    return { low: sorted[0]!, high: sorted.at(-1)!, method: "BCa bootstrap" };
  }
  const bias = normalQuantile(share, 0, 1);
  const acceleration = accelerationOf(sample, centre);
  const corrected = (tail: number) => {
    const moved = bias + normalQuantile(tail, 0, 1);
    return normalCdf(bias + moved / (1 - acceleration * moved), 0, 1);
  };
  return {
    low: quantile(sorted, corrected((1 - confidence) / 2)),
    high: quantile(sorted, corrected((1 + confidence) / 2)),
    method: "BCa bootstrap",
  };
}

/** A sixth of the skewness of the jackknife values, which for a mean is that of the sample. */
function accelerationOf(sample: readonly number[], centre: number): number {
  let second = 0;
  let third = 0;
  for (const value of sample) {
    const gap = value - centre;
    second += gap * gap;
    third += gap * gap * gap;
  }
  return second === 0 ? 0 : third / (6 * second * Math.sqrt(second));
}

/**
 * Skewness of a sample, the third standardised moment; 0 for one that does not vary.
 * @see Joanes & Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998), g1
 */
export function skewness(sample: readonly number[]): number {
  return 6 * Math.sqrt(sample.length) * accelerationOf(sample, mean(sample));
}
