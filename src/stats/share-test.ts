/**
 * A sequential test of a share against a bound. That a share is above its bound may show after any trial: hits are held against the
 * bound by a mixture of likelihood ratios, a supermartingale wherever the share is at most the bound, which by Ville's inequality
 * ever reaches 1/α with probability α at most. That a share is at most its bound cannot show before so many trials that the bound
 * would have brought a hit among them; from there on it is looked at now and then, and the exact binomial test of each look has a part of
 * the error that was settled beforehand. Those looks serve the other side as well, where it is close.
 *
 * @see Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical Statistics 41 (1970);
 *   Ramdas, Grünwald, Vovk & Shafer, "Game-theoretic statistics and safe anytime-valid inference", Statistical Science 38 (2023);
 *   Jennison & Turnbull, Group Sequential Methods (2000), chapter 7, for errors that are spent by looks
 */
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { invariant } from "../support/invariant.js";

/** What trials say of a share and its bound; `open`: not enough yet. */
export type ShareVerdict = "at-most" | "above" | "open";

/** What is tested, and how often a verdict may be wrong. */
export interface ShareTestRule {
  /** Above 0 and below 1. */
  readonly bound: number;
  /** Probability of the verdict "at most" where the share is above the bound, at most. */
  readonly atMost: number;
  /** Probability of the verdict "above" where the share is at most the bound, at most. */
  readonly above: number;
  /** Trials there can be. */
  readonly most: number;
}

/** A test under way. */
export interface ShareTest {
  /** Counts trials one by one until there is a verdict, which stays. */
  add(isHit: boolean): void;
  readonly verdict: ShareVerdict;
  /** Trials until the verdict, about, were hits to come at a share from here on; as many as there can be where they do not suffice. */
  trialsWanted(share: number): number;
}

/** Part of the error of "at most" that the first look has: most shares that keep a small bound are nowhere near it. */
const FIRST_LOOK = 0.65;
/** Growth of the number of trials from one look to the next. */
const GROWTH = 1.5;
/** Part of the error of "above" that is for every trial; the rest is for the looks. */
const ANY_TIME = 0.3;

/** Starts a test of whether a share is at most a bound. */
export function startShareTest({ bound, atMost, above, most }: ShareTestRule): ShareTest {
  invariant(bound > 0 && bound < 1, () => `share test: expected a bound in 0..1, got ${bound}`);
  const looks = looksOf(bound, atMost, most);
  const isLook = new Map(looks.map((n, index) => [n, index]));
  const atLook = {
    atMost: (index: number): number =>
      index === 0 ? FIRST_LOOK * atMost : ((1 - FIRST_LOOK) * atMost) / (looks.length - 1),
    above: ((1 - ANY_TIME) * above) / looks.length,
  };
  const bets = betsBeyond(bound);
  const wanted = -Math.log(ANY_TIME * above);
  let [n, hits] = [0, 0];
  let verdict: ShareVerdict = "open";
  /** What the look at so many trials with so many hits would say. */
  const judged = (index: number, count: number): ShareVerdict => {
    if (binomialCdf(count, looks[index]!, bound) <= atLook.atMost(index)) return "at-most";
    const tail = 1 - binomialCdf(count - 1, looks[index]!, bound);
    return count > 0 && tail <= atLook.above ? "above" : "open";
  };
  return {
    add(isHit) {
      if (verdict !== "open") return;
      n += 1;
      if (isHit) hits += 1;
      if (evidence(bets, n, hits) >= wanted) verdict = "above";
      const look = isLook.get(n);
      if (verdict === "open" && look !== undefined) verdict = judged(look, hits);
    },
    get verdict() {
      return verdict;
    },
    trialsWanted(share) {
      if (verdict !== "open") return 0;
      const soonest = looks.find(
        (at, index) => at > n && judged(index, Math.round(hits + share * (at - n))) !== "open",
      );
      return Math.min((soonest ?? most) - n, trialsTo(wanted, bets, { n, hits, share }));
    },
  };
}

/** Numbers of trials at which a look may say "at most": from the first one at which trials without any hit would. */
function looksOf(bound: number, atMost: number, most: number): readonly number[] {
  const first = Math.ceil(Math.log(FIRST_LOOK * atMost) / Math.log(1 - bound));
  const looks = [first];
  while (looks.at(-1)! < most) looks.push(Math.ceil(looks.at(-1)! * GROWTH));
  return [...looks.slice(0, -1), most];
}

/** A share beyond the bound that the mixture bets on, and the logarithm of what a trial adds to its ratio. */
interface Bet {
  readonly onHit: number;
  readonly onMiss: number;
}

/** Bets far beyond the bound and near to it: one of them is near the truth. */
function betsBeyond(bound: number): readonly Bet[] {
  const far = [0.5, 1.5, 2.5, 3.5].map((halvings) => bound + (1 - bound) * 2 ** -halvings);
  const near = [3, 2, 1.5].map((times) => times * bound);
  return [...far, ...near]
    .filter((share) => share < 1)
    .map((share) => ({
      onHit: Math.log(share / bound),
      onMiss: Math.log((1 - share) / (1 - bound)),
    }));
}

/** Logarithm of the mixture of all bets in equal parts. */
function evidence(bets: readonly Bet[], n: number, hits: number): number {
  const ratios = bets.map(({ onHit, onMiss }) => hits * onHit + (n - hits) * onMiss);
  const greatest = Math.max(...ratios);
  const sum = ratios.reduce((total, ratio) => total + Math.exp(ratio - greatest), 0);
  return greatest + Math.log(sum / bets.length);
}

/** Trials until one bet alone is enough, were hits to come at a share. */
function trialsTo(
  wanted: number,
  bets: readonly Bet[],
  { n, hits, share }: { readonly n: number; readonly hits: number; readonly share: number },
): number {
  const each = bets.map(({ onHit, onMiss }) => {
    const gain = share * onHit + (1 - share) * onMiss;
    const ratio = hits * onHit + (n - hits) * onMiss - Math.log(bets.length);
    return gain > 0 ? (wanted - ratio) / gain : Number.POSITIVE_INFINITY;
  });
  return Math.ceil(Math.min(...each));
}
