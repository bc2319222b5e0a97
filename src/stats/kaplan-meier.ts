/** Lifetimes that ended, in any order, and those that were lost from sight before: how old they were then, and how many so old. */
export interface CensoredLifetimes {
  readonly ended: readonly number[];
  readonly open: readonly (readonly [age: number, count: number])[];
}

/** The product-limit estimate of how many lifetimes last longer than a time: steps down at each time at which some ended. */
export interface KaplanMeier {
  /** Times of the steps, ascending. */
  readonly times: readonly number[];
  /** Share that lasts longer than each of them [0..1], falling. */
  readonly share: readonly number[];
  /** The longest lifetime that was seen, ended or open; 0 where there is none. */
  readonly longest: number;
}

/** What rounding may leave of a share that is 0 or a quantile in truth. */
const ROUNDING = 1e-9;

/**
 * Estimates how long lifetimes last, of which some had not ended when they were lost from sight.
 *
 * @see Kaplan & Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958)
 */
export function kaplanMeier({ ended, open }: CensoredLifetimes): KaplanMeier {
  const ends = Float64Array.from(ended).sort();
  const lost = open.toSorted(([a], [b]) => a - b);
  const times: number[] = [];
  const share: number[] = [];
  let atRisk = ends.length + lost.reduce((sum, [, count]) => sum + count, 0);
  let left = 1;
  for (let i = 0, j = 0; i < ends.length;) {
    const time = ends[i]!;
    // What is lost from sight at the moment of an end is still at risk then.
    while (j < lost.length && lost[j]![0] < time) atRisk -= lost[j++]![1];
    let count = 0;
    while (i < ends.length && ends[i] === time) {
      i += 1;
      count += 1;
    }
    left *= 1 - count / atRisk;
    atRisk -= count;
    times.push(time);
    share.push(left <= ROUNDING ? 0 : left);
  }
  return { times, share, longest: Math.max(ends.at(-1) ?? 0, lost.at(-1)?.[0] ?? 0) };
}

/**
 * The time by which a share of the lifetimes has ended; null where so many are not known to end.
 *
 * @param ended [0..1], above 0.
 */
export function timeUntil({ times, share }: KaplanMeier, ended: number): number | null {
  const step = share.findIndex((left) => left <= 1 - ended + ROUNDING);
  return step < 0 ? null : times[step]!;
}

/** The mean lifetime, each cut off at `limit`: the area below the curve up to there; beyond the last step the curve stays level. */
export function restrictedMean({ times, share }: KaplanMeier, limit: number): number {
  let area = 0;
  let left = 1;
  let since = 0;
  for (const [i, time] of times.entries()) {
    if (time >= limit) break;
    area += left * (time - since);
    left = share[i]!;
    since = time;
  }
  return area + left * (limit - since);
}
