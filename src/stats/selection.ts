import { invariant } from "../support/invariant.js";

/** What a selection of the best promises. */
export interface SelectionGoal {
  /** Systems to choose from, at least two. */
  readonly systems: number;
  /** The smallest difference worth telling, in the unit of the observations, above 0. */
  readonly indifference: number;
  /** Probability of choosing the best where it is better by the indifference or more; [0.5..1). */
  readonly confidence: number;
  /** Observations of each before any system is given up, at least 2. */
  readonly first: number;
}

/** A selection in progress. */
export interface Selection {
  /** Takes one observation of every system, smaller being better; those of systems given up are not looked at. */
  add(observations: readonly number[]): void;
  /** Systems not given up, ascending; one is left when the best is chosen. */
  readonly remaining: readonly number[];
  /** Observations of each so far. */
  readonly n: number;
}

/** Sums over observations of the differences of two systems. */
interface PairSums {
  sum: number;
  /** Of the first observations. */
  squares: number;
  /** The first difference, taken off all others so that squares stay small. */
  origin: number;
  /** Of the first observations; 0 before there are that many. */
  variance: number;
}

/**
 * Chooses the best of several systems one observation at a time: a system is given up when another one has gained on it more than
 * luck allows. Observations may share luck across systems, which makes the choice faster. The spread of each pair is that of the
 * first observations, for which the promise is proven at any sample size; with a spread that is updated (KN++) it holds in the
 * limit only.
 *
 * @see Kim & Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11 (2001), with c = 1
 */
export function startSelection({
  systems,
  indifference,
  confidence,
  first,
}: SelectionGoal): Selection {
  invariant(
    systems >= 2 && indifference > 0 && confidence < 1 && first >= 2,
    () => `selection: got ${systems} systems, indifference ${indifference}, first ${first}`,
  );
  const pairs: PairSums[] = Array.from({ length: systems * systems }, () => ({
    sum: 0,
    squares: 0,
    origin: 0,
    variance: 0,
  }));
  let remaining = Array.from({ length: systems }, (_, system) => system);
  let n = 0;
  const freedom = first - 1;
  const h2 = freedom * (Math.pow((2 * (1 - confidence)) / (systems - 1), -2 / freedom) - 1);
  const gains = (i: number, j: number): boolean => {
    const { sum, origin, variance } = pairs[i * systems + j]!;
    const room = Math.max(0, (h2 * variance) / (2 * indifference) - (indifference * n) / 2);
    const total = sum + n * origin;
    // At room 0 one of two that are alike has to go: the later one.
    return total > room || (room === 0 && total === 0 && i > j);
  };
  return {
    get remaining() {
      return remaining;
    },
    get n() {
      return n;
    },
    add(observations) {
      n += 1;
      for (const i of remaining) {
        for (const j of remaining) {
          const pair = pairs[i * systems + j]!;
          const difference = observations[i]! - observations[j]!;
          if (n === 1) pair.origin = difference;
          pair.sum += difference - pair.origin;
          if (n > first) continue;
          pair.squares += (difference - pair.origin) * (difference - pair.origin);
          if (n < first) continue;
          pair.variance = Math.max(0, (pair.squares - (pair.sum * pair.sum) / n) / (n - 1));
        }
      }
      if (n < first) return;
      remaining = remaining.filter((i) => !remaining.some((j) => j !== i && gains(i, j)));
    },
  };
}
