import { proportionInterval } from "../stats/proportion.js";
import { halfWidth } from "../stats/student-t.js";
import type { Experiment } from "./formula.js";

/** Confidence of the limits within which a closed form has to lie [0..1]. */
const CONFIDENCE = 0.999;
/** Half the width of the limits, as a share of the estimate, at which a simulation is long enough. */
const RELATIVE = 0.02;
/** The same for probabilities, absolute: three decimal places. */
const ABSOLUTE = 0.0005;
/** Batches before the first look: a spread seen in fewer says little. */
const FEWEST = 10;
/** Batches after which a simulation is given up as too wide. */
const MOST = 400;

/** What a simulation says of a figure. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly trials: number;
  readonly isNarrow: boolean;
}

/** Adds batches until the limits are narrow enough. */
export function estimate(experiment: Experiment): Estimate {
  let [trials, sum, squares] = [0, 0, 0];
  for (let number = 0; ; number++) {
    const more = experiment.batch(number);
    trials += more.trials;
    sum += more.sum;
    squares += more.squares;
    if (number + 1 < FEWEST) continue;
    const found =
      experiment.kind === "share" ? limitsOfShare(sum, trials) : limitsOfMean(sum, squares, trials);
    if (found.isNarrow || number + 1 >= MOST) return found;
  }
}

function limitsOfShare(count: number, trials: number): Estimate {
  const { low, high } = proportionInterval(count, trials, CONFIDENCE);
  const value = count / trials;
  const half = (high - low) / 2;
  const isNarrow = half <= RELATIVE * value || half <= ABSOLUTE;
  return { value, low, high, trials, isNarrow };
}

function limitsOfMean(sum: number, squares: number, trials: number): Estimate {
  const value = sum / trials;
  const variance = Math.max(0, (squares - sum * value) / (trials - 1));
  const half = halfWidth(trials, variance, CONFIDENCE) ?? Number.POSITIVE_INFINITY;
  const isNarrow = half <= RELATIVE * Math.abs(value);
  return { value, low: value - half, high: value + half, trials, isNarrow };
}
