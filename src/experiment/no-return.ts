import { applyCommand } from "../fleet/commands.js";
import { TransitionKind, type TransitionSink } from "../fleet/transitions.js";
import type { Scenario } from "../scenario/scenario.js";
import { metrics } from "../metrics/index.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import { type Run, startRun } from "../simulation/run.js";
import type { Interval } from "../stats/interval.js";
import { wilson } from "../stats/proportion.js";
import { quantileInterval } from "../stats/quantile-interval.js";
import { MINUTE, type Time } from "../support/time.js";

/**
 * The point of no return of a rollout: until when a halt still averts a bad end. Each replication is forked along the way, the
 * release halted in the fork and nothing else changed, so that what differs is what the halt did.
 */

/** Moments at which a halt is tried, from the first host that takes the release to the end. */
const MOMENTS = 12;
/** Share of the harm of a rollout without a halt from which on its end counts as bad. */
const BAD_SHARE = 0.5;

/** What is asked. */
export interface NoReturnQuestion {
  readonly scenario: Scenario;
  readonly policy: string;
  /** Version of the release. */
  readonly release: string;
  /** Output of a metric that measures the harm: more is worse. */
  readonly output: string;
  /** Harm from which on the end is bad, in the metric's unit; left out: half of that of the same replication without a halt. */
  readonly bad?: number | undefined;
  readonly replications: number;
}

/** What a halt so long after the first host took the release comes to. */
export interface HaltedAt {
  /** From the first host that took it to the halt [ms]. */
  readonly after: Time;
  /** Replications with a bad end, of how many. */
  readonly bad: number;
  readonly of: number;
  /** Of the probability of a bad end [0..1]. */
  readonly interval: Interval;
  /** Mean harm, in the metric's unit. */
  readonly harm: number;
}

/** The answer. */
export interface NoReturn {
  readonly policy: string;
  readonly release: string;
  readonly output: string;
  /** Replications in which the release did harm at all; only these count. */
  readonly harmed: number;
  readonly replications: number;
  /** Mean harm where nobody halts, over those. */
  readonly harm: number;
  readonly halts: readonly HaltedAt[];
  /** Latest halts that averted a bad end, one a replication, ascending [ms after the first host took it]. */
  readonly latest: readonly Time[];
  /** Of their median; null where there are too few. */
  readonly interval: Interval | null;
}

/** One replication, ready to be halted at any moment. */
interface Rollout {
  readonly run: Run;
  /** When the first host took the release [ms]. */
  readonly first: Time;
  /** Harm from which on its end is bad. */
  readonly bad: number;
  readonly harm: number;
}

/** Finds out until when a halt helps. */
export function pointOfNoReturn(question: NoReturnQuestion): NoReturn {
  const { policy, release, output, replications, scenario } = question;
  const rollouts = Array.from({ length: replications }, (_, number) =>
    rolloutOf(question, number),
  ).filter((one) => one !== undefined);
  const longest = rollouts.reduce((most, { first }) => Math.max(most, scenario.horizon - first), 0);
  const moments = Array.from({ length: MOMENTS }, (_, index) => momentOf(index, longest));
  const latest: Time[] = [];
  const table = moments.map(() => ({ bad: 0, of: 0, harm: 0 }));
  for (const rollout of rollouts) {
    const ends = follow(rollout, moments, question, (index, harm) => {
      const row = table[index]!;
      row.of += 1;
      row.harm += harm;
      if (harm >= rollout.bad) row.bad += 1;
    });
    latest.push(ends);
  }
  latest.sort((a, b) => a - b);
  return {
    policy,
    release,
    output,
    harmed: rollouts.length,
    replications,
    harm: rollouts.reduce((sum, { harm }) => sum + harm, 0) / Math.max(1, rollouts.length),
    halts: moments.flatMap((after, index) => {
      const { bad, of, harm } = table[index]!;
      return of === 0 ? [] : { after, bad, of, interval: wilson(bad, of), harm: harm / of };
    }),
    latest,
    interval: latest.length === 0 ? null : quantileInterval(latest, 0.5),
  };
}

/** At once, after ten minutes, and from there each a constant factor later up to the end. */
function momentOf(index: number, longest: Time): Time {
  if (index === 0) return 0;
  const first = 10 * MINUTE;
  return Math.round(first * (Math.max(longest, first) / first) ** ((index - 1) / (MOMENTS - 2)));
}

/** A replication without a halt; undefined where the release reaches nobody or does no harm. */
function rolloutOf(question: NoReturnQuestion, replication: number): Rollout | undefined {
  const { scenario, policy, output } = question;
  const release = releaseOf(question);
  const model = buildModel(scenario, policy, replication);
  // A fork copies what is measured: that is the one metric here.
  const measured = metrics.filter(({ outputs }) => outputs.some(({ name }) => name === output));
  const begin = (witness?: TransitionSink) =>
    startRun(model, policyOf(scenario, policy), witness, measured);
  let first = -1;
  const { values } = begin(({ kind, to, time }) => {
    if (first < 0 && kind === TransitionKind.Granted && to === release) first = time;
  }).finish();
  const harm = values.scalars[output] ?? 0;
  if (first < 0 || harm <= 0) return undefined;
  return {
    run: begin(),
    first,
    bad: question.bad ?? BAD_SHARE * harm,
    harm,
  };
}

/** Index of the release: a fix comes right after what it fixes. */
function releaseOf({ scenario, release }: NoReturnQuestion): number {
  return scenario.releases
    .flatMap(({ version, fix }) => (fix === undefined ? [version] : [version, fix.version]))
    .indexOf(release);
}

/** Tries a halt at each moment, and between the last that helped and the first that did not, to the minute. */
function follow(
  { run, first, bad }: Rollout,
  moments: readonly Time[],
  question: NoReturnQuestion,
  told: (index: number, harm: number) => void,
): Time {
  const { horizon } = question.scenario;
  let helped = 0;
  let before: Run | undefined;
  let open: { readonly run: Run; readonly from: Time; readonly until: Time } | undefined;
  for (const [index, after] of moments.entries()) {
    if (first + after > horizon) break;
    run.advance(first + after);
    const harm = harmIfHalted(run, question);
    told(index, harm);
    if (harm < bad) {
      helped = after;
      before = run.fork();
      open = undefined;
    } else if (open === undefined && before !== undefined) {
      open = { run: before, from: helped, until: after };
    }
  }
  return open === undefined ? helped : toTheMinute(open, first, bad, question);
}

function toTheMinute(
  { run, from, until }: { readonly run: Run; readonly from: Time; readonly until: Time },
  first: Time,
  bad: number,
  question: NoReturnQuestion,
): Time {
  let [low, high] = [from, until];
  let base = run;
  while (high - low > MINUTE) {
    const middle = Math.round((low + high) / 2);
    const later = base.fork();
    later.advance(first + middle);
    if (harmIfHalted(later, question) < bad) {
      low = middle;
      base = later;
    } else high = middle;
  }
  return low;
}

/** Harm at the end if the release is halted everywhere now. The run itself goes on as if nothing had been. */
function harmIfHalted(run: Run, question: NoReturnQuestion): number {
  const halted = run.fork();
  const release = releaseOf(question);
  for (const group of halted.world.model.groups.keys()) {
    applyCommand(halted.world, { kind: "halt", group, release });
  }
  return halted.finish().values.scalars[question.output] ?? 0;
}
