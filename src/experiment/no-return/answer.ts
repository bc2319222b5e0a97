import { metricOutputs } from "../../metrics/index.js";
import type { Scenario } from "../../scenario/scenario.js";
import { wilson } from "../../stats/proportion.js";
import { quantileInterval } from "../../stats/quantile-interval.js";
import { MINUTE, type Time } from "../../support/time.js";
import { resultsOf, type ThreadOptions } from "../threads/run-tasks.js";
import type { Halts, Rollout } from "./halts.js";
import type { HaltedAt, HaltSubject, NoReturn } from "./no-return.js";

/** The point of no return of a rollout: until when a halt still averts a bad end, over many replications. */

/** Moments at which a halt is tried, from the first host that takes the release to the end. */
const MOMENTS = 12;
/** Share of the harm of a rollout without a halt from which on its end counts as bad. */
const BAD_SHARE = 0.5;

/** What is asked. */
export interface NoReturnQuestion extends HaltSubject {
  readonly scenario: Scenario;
  /** Harm from which on the end is bad, in the metric's unit; left out: half of that of the same replication without a halt. */
  readonly bad?: number | undefined;
  readonly replications: number;
}

/** How the work is done. */
export interface NoReturnOptions extends ThreadOptions {
  /** Called when a replication has been run, once without a halt and once with all of them. */
  readonly onRun?: () => void;
}

/**
 * Finds out until when a halt helps.
 *
 * @returns the same for any number of workers.
 * @throws Interrupted where the signal says so.
 */
export async function pointOfNoReturn(
  { scenario, policy, release, output, replications, bad }: NoReturnQuestion,
  { onRun, ...threads }: NoReturnOptions,
): Promise<NoReturn> {
  const subject = { policy, release, output };
  const options = { ...threads, ...(onRun && { onResult: onRun }) };
  const all = await resultsOf(
    "rollout",
    Array.from({ length: replications }, (_, replication) => ({
      scenario,
      input: { ...subject, replication },
    })),
    options,
  );
  const rollouts = all.filter((one) => one !== null);
  const badOf = ({ harm }: Rollout): number => bad ?? BAD_SHARE * harm;
  const moments = momentsOf(scenario, rollouts);
  const tried = await resultsOf(
    "halts",
    rollouts.map((rollout) => ({
      scenario,
      input: { ...subject, rollout, bad: badOf(rollout), moments },
    })),
    options,
  );
  const latest = tried.map((one) => one.latest).toSorted((a, b) => a - b);
  return {
    ...subject,
    harmed: rollouts.length,
    replications,
    unit: metricOutputs.find(({ name }) => name === output)?.unit ?? "",
    harm: rollouts.reduce((sum, { harm }) => sum + harm, 0) / Math.max(1, rollouts.length),
    halts: moments.flatMap((after, index) => {
      const ends = endsAt(index, tried, rollouts.map(badOf));
      return ends === undefined ? [] : { after, ...ends };
    }),
    latest,
    interval: latest.length === 0 ? null : quantileInterval(latest, 0.5),
  };
}

/** At once, after ten minutes, and from there each a constant factor later up to the end. */
function momentsOf({ horizon }: Scenario, rollouts: readonly Rollout[]): readonly Time[] {
  const first = 10 * MINUTE;
  const longest = rollouts.reduce((most, one) => Math.max(most, horizon - one.first), first);
  return Array.from({ length: MOMENTS }, (_, index) =>
    index === 0 ? 0 : Math.round(first * (longest / first) ** ((index - 1) / (MOMENTS - 2))),
  );
}

/** How the replications end that were halted at one moment; undefined where none got that far. */
function endsAt(
  index: number,
  tried: readonly Halts[],
  badFrom: readonly number[],
): Omit<HaltedAt, "after"> | undefined {
  const harms = tried.flatMap(({ harms: all }, number) =>
    index < all.length ? { harm: all[index]!, bad: badFrom[number]! } : [],
  );
  const of = harms.length;
  if (of === 0) return undefined;
  const bad = harms.filter((one) => one.harm >= one.bad).length;
  const harm = harms.reduce((sum, one) => sum + one.harm, 0) / of;
  return { bad, of, interval: wilson(bad, of), harm };
}
