import { invariant } from "../support/invariant.js";
import { exp, ln, ln1p, lnGamma, normalQuantile, power } from "./elementary.js";
import { linear, steps, tabulated, type Tails } from "./inversion.js";
import type { Variate } from "./variate.js";

/** A distribution as scenarios state it; all figures in one unit, in ms if they are durations, and none negative. */
export type DistributionConfig =
  | { readonly dist: "constant"; readonly value: number }
  | { readonly dist: "uniform"; readonly min: number; readonly max: number }
  | { readonly dist: "exponential"; readonly mean: number }
  /** Given by its median, above 0, and the value that 95 % do not exceed. */
  | { readonly dist: "lognormal"; readonly median: number; readonly p95: number }
  /** P(X > x) = exp(−(x / scale)^shape), shape 0.1..100: infant mortality below 1, wear-out above. */
  | { readonly dist: "weibull"; readonly shape: number; readonly scale: number }
  | {
      readonly dist: "triangular";
      readonly min: number;
      readonly mode: number;
      readonly max: number;
    }
  /** One of the values, each as probable as its weight, by default all alike. */
  | {
      readonly dist: "empirical";
      readonly values: readonly number[];
      readonly weights?: readonly number[] | undefined;
    };

/**
 * Makes a distribution ready to be drawn from. Constant, uniform and empirical variates are exact; the others are within
 * 1e-4 of the exact quantile from the first to the last 32-bit uniform. Costs some milliseconds: once per run, not per draw.
 *
 * @throws InvariantViolation when the figures make no distribution; the schema refuses those first.
 */
export function compile(config: DistributionConfig): Variate {
  switch (config.dist) {
    case "constant":
      return constant(config.value);
    case "uniform":
      invariant(0 <= config.min && config.min <= config.max, () => impossible(config));
      return linear(config.min, config.max);
    case "exponential":
      return weibull(1, config.mean);
    case "lognormal":
      return lognormal(config.median, config.p95);
    case "weibull":
      return weibull(config.shape, config.scale);
    case "triangular":
      return triangular(config.min, config.mode, config.max);
    case "empirical":
      return empirical(config.values, config.weights ?? config.values.map(() => 1));
  }
}

function impossible(config: DistributionConfig): string {
  return `compile: expected a possible distribution, got ${JSON.stringify(config)}`;
}

function constant(value: number): Variate {
  invariant(value >= 0 && Number.isFinite(value), () => impossible({ dist: "constant", value }));
  return linear(value, value);
}

/** The standard normal quantile of 0.95. */
const Z95 = normalQuantile(0.95);

function lognormal(median: number, p95: number): Variate {
  invariant(0 < median && median <= p95, () => impossible({ dist: "lognormal", median, p95 }));
  if (median === p95) return constant(median);
  const sigma = ln(p95 / median) / Z95;
  const tails: Tails = {
    lower: (v) => median * exp(sigma * normalQuantile(v)),
    upper: (v) => median * exp(-sigma * normalQuantile(v)),
  };
  return tabulated(tails, median * exp((sigma * sigma) / 2));
}

/** With shape 1, the exponential distribution. */
function weibull(shape: number, scale: number): Variate {
  invariant(shape >= 0.1 && shape <= 100 && scale >= 0, () =>
    impossible({ dist: "weibull", shape, scale }),
  );
  if (scale === 0) return constant(0);
  const tails: Tails = {
    lower: (v) => scale * power(-ln1p(-v), 1 / shape),
    upper: (v) => scale * power(-ln(v), 1 / shape),
  };
  return tabulated(tails, shape === 1 ? scale : scale * exp(lnGamma(1 + 1 / shape)));
}

function triangular(min: number, mode: number, max: number): Variate {
  invariant(0 <= min && min <= mode && mode <= max, () =>
    impossible({ dist: "triangular", min, mode, max }),
  );
  if (min === max) return constant(min);
  const width = max - min;
  const before = mode - min;
  const after = max - mode;
  // The probabilities up to and from the mode are before/width and after/width.
  const rising = (probability: number) => min + Math.sqrt(probability * width * before);
  const falling = (probability: number) => max - Math.sqrt(probability * width * after);
  const tails: Tails = {
    lower: (v) => (v * width < before ? rising(v) : falling(1 - v)),
    upper: (v) => (v * width < after ? falling(v) : rising(1 - v)),
  };
  return tabulated(tails, (min + mode + max) / 3);
}

function empirical(values: readonly number[], weights: readonly number[]): Variate {
  invariant(
    values.length === weights.length &&
      values.every((value) => value >= 0 && Number.isFinite(value)),
    () => impossible({ dist: "empirical", values, weights }),
  );
  return steps(values, weights);
}
