import type { DistributionConfig } from "../random/distribution.js";
import { exp, ln, ln1p, normalQuantile, power } from "../random/elementary.js";
import { variateOf } from "../random/variate-of.js";

/**
 * The quantile of one distribution at one place. A variate that is to be drawn from costs milliseconds to make, which one look is
 * not worth.
 *
 * @param u 0 < u < 1
 */
export function quantileOf(config: DistributionConfig, u: number): number {
  switch (config.dist) {
    case "constant":
      return config.value;
    case "uniform":
      return config.min + u * (config.max - config.min);
    case "exponential":
      return -config.mean * ln1p(-u);
    case "lognormal": {
      const { median, p95 } = config;
      const spread = ln(p95 / median) / normalQuantile(0.95);
      return median * exp(spread * normalQuantile(u));
    }
    case "weibull":
      return config.scale * power(-ln1p(-u), 1 / config.shape);
    case "triangular":
    case "empirical":
      return variateOf(config).at(u);
  }
}
