import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { invariant } from "../support/invariant.js";
import type { Interval } from "./interval.js";
import { CONFIDENCE } from "./student-t.js";

/** Counts below which a proportion is rare: the approximate interval is then left for the exact one. */
const RARE = 5;

function check(count: number, n: number): void {
  invariant(
    Number.isInteger(count) && Number.isInteger(n) && count >= 0 && count <= n && n > 0,
    () => `proportion: expected 0 <= count <= n and n > 0, got ${count} of ${n}`,
  );
}

/**
 * The score interval of a proportion, whose coverage is on average the one it states.
 *
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilson(count: number, n: number, confidence = CONFIDENCE): Interval {
  check(count, n);
  const z = normalQuantile((1 + confidence) / 2, 0, 1);
  const share = count / n;
  const weight = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: count === 0 ? 0 : centre - half,
    high: count === n ? 1 : centre + half,
    method: "Wilson",
  };
}

/**
 * The exact interval of a proportion: it covers at least as often as it states, whatever the proportion.
 *
 * @see Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934)
 */
export function clopperPearson(count: number, n: number, confidence = CONFIDENCE): Interval {
  check(count, n);
  const tail = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    high: count === n ? 1 : betaQuantile(1 - tail, count + 1, n - count),
    method: "Clopper–Pearson",
  };
}

/**
 * What can be said of something that happened in none of `n` trials, or in all: the exact one-sided bound, about 3/n from the
 * end at 95 %.
 *
 * @param count 0 or n
 * @see Hanley & Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983)
 */
export function ruleOfThree(count: number, n: number, confidence = CONFIDENCE): Interval {
  check(count, n);
  invariant(count === 0 || count === n, () => `rule of three: expected none or all, got ${count}`);
  const distance = 1 - Math.pow(1 - confidence, 1 / n);
  return count === 0
    ? { low: 0, high: distance, method: "rule of three" }
    : { low: 1 - distance, high: 1, method: "rule of three" };
}

/** The interval that is right for a count: the rule of three for none or all, the exact one for few, Wilson's for others. */
export function proportionInterval(count: number, n: number, confidence = CONFIDENCE): Interval {
  if (count === 0 || count === n) return ruleOfThree(count, n, confidence);
  const isRare = Math.min(count, n - count) < RARE;
  return isRare ? clopperPearson(count, n, confidence) : wilson(count, n, confidence);
}
