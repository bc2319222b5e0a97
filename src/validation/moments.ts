/** Sums over trials, from a centre near their mean so that their powers lose no digits. */
export interface Moments {
  readonly trials: number;
  readonly mean: number;
  /** Unbiased sample variance. */
  readonly variance: number;
  /** Fourth central moment. */
  readonly fourth: number;
  /** Sum of the trials: the count of those that gave 1, where each gives 0 or 1. */
  readonly sum: number;
}

/** Collects trials as they come. */
export interface Collected {
  add(trials: ArrayLike<number>): void;
  moments(): Moments;
}

/** Begins to collect. */
export function collect(): Collected {
  let centre: number | undefined;
  let trials = 0;
  let [first, second, third, fourth] = [0, 0, 0, 0];
  return {
    add(values) {
      for (let i = 0; i < values.length; i++) {
        centre ??= values[i]!;
        const off = values[i]! - centre;
        trials += 1;
        first += off;
        second += off * off;
        third += off * off * off;
        fourth += off * off * off * off;
      }
    },
    moments() {
      const [m1, m2, m3, m4] = [first, second, third, fourth].map((sum) => sum / trials) as [
        number,
        number,
        number,
        number,
      ];
      const mean = (centre ?? 0) + m1;
      return {
        trials,
        mean,
        sum: (centre ?? 0) * trials + first,
        variance: Math.max(0, ((m2 - m1 * m1) * trials) / (trials - 1)),
        fourth: Math.max(0, m4 - 4 * m3 * m1 + 6 * m2 * m1 * m1 - 3 * m1 ** 4),
      };
    },
  };
}
