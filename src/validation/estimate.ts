import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { proportionInterval } from "../stats/proportion.js";
import { halfWidth } from "../stats/student-t.js";
import type { Derived, Experiment } from "./formula.js";
import { collect, type Moments } from "./moments.js";

/** Confidence of the limits within which a closed form has to lie [0..1]. */
const CONFIDENCE = 0.999;
/** Half the width of the limits, as a share of the estimate, at which a simulation is long enough. */
const RELATIVE = 0.02;
/** The same for probabilities, absolute: three decimal places. */
const ABSOLUTE = 0.0005;
/**
 * And for probabilities, as a share of the estimate or of what it lacks to 1, whichever is smaller: some hundred events, so that
 * three decimal places of what hardly ever, or nearly always, happens are not passed for want of events.
 */
const OF_THE_RARER = 1 / 3;
/** Below this the logarithm of a probability is asked for, to the same relative width: its exponent is what anybody wants to know. */
const TINY = 1e-9;
/** Batches before the first look: a spread seen in fewer says little. */
const FEWEST = 10;
/** Batches after which a mean is let pass with this relative width, and batches after which a simulation is given up as too wide. */
const LONG = 1_500;
const AT_LENGTH = 0.1;
const MOST = 4_000;
/** The same for something that has not happened once. */
const HOPELESS = 400;
/** How many times as many batches there are at each look as at the one before. */
const FURTHER = 1.1;

/** What a simulation says of a figure. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Over all parts. */
  readonly trials: number;
  /** Batches of each part. */
  readonly batches: number;
  readonly isNarrow: boolean;
}

/** How long a simulation goes on. */
export interface Effort {
  /** Number of the first batch: other batches, other luck. */
  readonly from: number;
  /** Batches of each part before the first look. */
  readonly atLeast: number;
  /** Whether the closed form gives the probability 0 or 1: then the first look says whether it is so. */
  readonly isCertain: boolean;
}

/** The effort of a first look at a figure. */
export const FIRST_LOOK: Effort = { from: 0, atLeast: FEWEST, isCertain: false };

/** Adds batches until the limits are narrow enough. */
export function estimate(answer: Experiment | Derived, effort: Effort): Estimate {
  const parts = answer.kind === "derived" ? answer.parts : [answer];
  const collected = parts.map(() => collect());
  const { from, atLeast, isCertain } = effort;
  let next = atLeast;
  for (let batches = 0; ; batches++) {
    if (batches === next) {
      const limits = limitsOf(
        answer,
        collected.map((part) => part.moments()),
      );
      const found = { ...limits, batches };
      if (isCertain) return asCertain(found);
      if (found.isNarrow || batches >= (found.value === 0 ? HOPELESS : MOST)) return found;
      if (batches >= LONG && isKnownAtLength(found, answer)) return { ...found, isNarrow: true };
      next = Math.ceil(FURTHER * batches);
    }
    // Parts that ask the same of the same scenario must not share their luck.
    for (const [index, part] of parts.entries()) {
      collected[index]!.add(part.batch((from + batches) * parts.length + index));
    }
  }
}

type Limits = Omit<Estimate, "batches">;

/** A mean that takes very long to be known to 2 %: something that seldom happens is counted, and its number asked for. */
function isKnownAtLength({ value, low, high }: Limits, answer: Experiment | Derived): boolean {
  const isMean = answer.kind === "derived" ? !answer.isProbability : answer.kind === "mean";
  return isMean && (high - low) / 2 <= AT_LENGTH * Math.abs(value);
}

/** What is certain happens in every trial, or in none: one trial that says otherwise refutes it. */
function asCertain(found: Estimate): Estimate {
  const { value } = found;
  return { ...found, low: value, high: value, isNarrow: true };
}

function limitsOf(answer: Experiment | Derived, parts: readonly Moments[]): Limits {
  const [only] = parts as [Moments];
  switch (answer.kind) {
    case "share":
      return limitsOfShare(only);
    case "probability":
      return limitsOfMean(only, true);
    case "mean":
      return limitsOfMean(only, false);
    case "deviation":
      return limitsOfDeviation(only);
    case "derived":
      return limitsOfDerived(answer, parts);
  }
}

function limitsOfShare({ sum, trials }: Moments): Limits {
  const count = Math.round(sum);
  const { low, high } = proportionInterval(count, trials, CONFIDENCE);
  const value = count / trials;
  return { value, low, high, trials, isNarrow: isNarrow(value, (high - low) / 2, true) };
}

function limitsOfMean({ mean, variance, trials }: Moments, isProbability: boolean): Limits {
  const half = halfWidth(trials, variance, CONFIDENCE) ?? Number.POSITIVE_INFINITY;
  return around(mean, half, { trials, isProbability });
}

/** A sample's standard deviation is nearly normal in large samples, of variance (fourth moment - variance²) / (4 n variance). */
function limitsOfDeviation({ variance, fourth, trials }: Moments): Limits {
  const deviation = Math.sqrt(variance);
  const spread = Math.max(0, fourth - variance * variance) / (4 * variance * trials);
  return around(deviation, Z * Math.sqrt(spread), { trials, isProbability: false });
}

const Z = normalQuantile((1 + CONFIDENCE) / 2, 0, 1);
/** Step of a derivative, as a share of the figure. */
const STEP = 1e-4;

/** By the delta method: the parts are independent, and the figure is smooth in them. */
function limitsOfDerived({ figure, isProbability }: Derived, parts: readonly Moments[]): Limits {
  const means = parts.map(({ mean }) => mean);
  const value = figure(means);
  let variance = 0;
  for (const [index, part] of parts.entries()) {
    const step = STEP * part.mean;
    if (step === 0) continue;
    const moved = figure(means.with(index, part.mean + step));
    const slope = (moved - value) / step;
    variance += (slope * slope * part.variance) / part.trials;
  }
  const trials = parts.reduce((sum, part) => sum + part.trials, 0);
  const half = Z * Math.sqrt(variance);
  if (isProbability && value > 0 && value < TINY) return limitsOfTiny(value, half / value, trials);
  return around(value, half, { trials, isProbability });
}

/** Limits on the scale of logarithms. */
function limitsOfTiny(value: number, half: number, trials: number): Limits {
  return {
    value,
    low: value * Math.exp(-half),
    high: value * Math.exp(half),
    trials,
    isNarrow: half <= RELATIVE * -Math.log(value),
  };
}

function around(
  value: number,
  half: number,
  { trials, isProbability }: { trials: number; isProbability: boolean },
): Limits {
  return {
    value,
    low: value - half,
    high: value + half,
    trials,
    isNarrow: isNarrow(value, half, isProbability),
  };
}

function isNarrow(value: number, half: number, isProbability: boolean): boolean {
  const isCloseToFigure = half <= RELATIVE * Math.abs(value);
  if (!isProbability) return isCloseToFigure;
  const rarer = Math.min(value, 1 - value);
  return (isCloseToFigure || half <= ABSOLUTE) && half <= OF_THE_RARER * rarer;
}
