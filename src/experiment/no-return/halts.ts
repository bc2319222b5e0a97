import { applyCommand } from "../../fleet/control/commands.js";
import { TransitionKind, type TransitionSink } from "../../fleet/state/transitions.js";
import { metrics } from "../../metrics/index.js";
import type { Scenario } from "../../scenario/scenario.js";
import { buildModel, policyOf } from "../../simulation/build-model.js";
import { finishWithPauses } from "../../simulation/simulate.js";
import { type Run, startRun } from "../../simulation/run.js";
import { MINUTE, type Time } from "../../support/time.js";
import type { Pause } from "../threads/pause.js";
import type { HaltSubject } from "./no-return.js";

/** What halts come to in one replication: it is forked along the way, and in each fork the release is halted and nothing else changed. */

/** A replication that nobody halts. */
export interface Rollout {
  readonly replication: number;
  /** When the first host took the release [ms]. */
  readonly first: Time;
  /** In the metric's unit. */
  readonly harm: number;
}

/** Runs a replication without a halt; null where the release reaches nobody or does no harm. @throws what a pause throws. */
export async function rolloutOf(
  scenario: Scenario,
  { replication, ...subject }: HaltSubject & { readonly replication: number },
  pause: Pause,
): Promise<Rollout | null> {
  let release = -1;
  let first = -1;
  const run = begin(scenario, subject, replication, ({ kind, to, time }) => {
    if (first < 0 && kind === TransitionKind.Granted && to === release) first = time;
  });
  release = releaseOf(run, subject);
  const { values } = await finishWithPauses(run, pause);
  const harm = values.scalars[subject.output] ?? 0;
  return first < 0 || harm <= 0 ? null : { replication, first, harm };
}

/** A rollout, and the moments at which a halt of it is tried. */
export interface HaltsQuestion extends HaltSubject {
  readonly rollout: Rollout;
  /** Harm from which on its end is bad. */
  readonly bad: number;
  /** Ascending [ms after the first host took the release]. */
  readonly moments: readonly Time[];
}

/** What halts of one rollout come to. */
export interface Halts {
  /** Harm at the end for each moment up to the end of the run. */
  readonly harms: readonly number[];
  /** The latest halt that averted a bad end [ms after the first host took the release]. */
  readonly latest: Time;
}

/** Tries a halt at each moment, and between the last that helped and the first that did not, to the minute. @throws what a pause throws. */
export async function haltsOf(
  scenario: Scenario,
  { rollout: { replication, first }, bad, moments, ...subject }: HaltsQuestion,
  pause: Pause,
): Promise<Halts> {
  const run = begin(scenario, subject, replication);
  const halt = (at: Run): Promise<number> => harmIfHalted(at, scenario, subject, pause);
  const harms: number[] = [];
  let helped = 0;
  let before: Run | undefined;
  let open: Gap | undefined;
  for (const after of moments) {
    if (first + after > scenario.horizon) break;
    run.advance(first + after);
    const harm = await halt(run);
    harms.push(harm);
    if (harm < bad) {
      helped = after;
      before = run.fork();
      open = undefined;
    } else if (open === undefined && before !== undefined) {
      open = { run: before, from: helped, until: after };
    }
  }
  const latest = open === undefined ? helped : await toTheMinute(open, first, bad, halt);
  return { harms, latest };
}

function begin(
  scenario: Scenario,
  { policy, output }: HaltSubject,
  replication: number,
  witness?: TransitionSink,
): Run {
  // A fork copies what is measured: that is the one metric here.
  const measured = metrics.filter(({ outputs }) => outputs.some(({ name }) => name === output));
  const model = buildModel(scenario, policy, replication);
  return startRun(model, policyOf(scenario, policy), witness, measured);
}

/** Index of the release. */
function releaseOf({ world }: Run, { release }: HaltSubject): number {
  return world.model.releases.findIndex(({ version }) => version === release);
}

/** Moments between which halts stop helping, with the run as it was at the first. */
interface Gap {
  readonly run: Run;
  readonly from: Time;
  readonly until: Time;
}

async function toTheMinute(
  { run, from, until }: Gap,
  first: Time,
  bad: number,
  halt: (at: Run) => Promise<number>,
): Promise<Time> {
  let [low, high] = [from, until];
  let base = run;
  while (high - low > MINUTE) {
    const middle = Math.round((low + high) / 2);
    const later = base.fork();
    later.advance(first + middle);
    if ((await halt(later)) < bad) {
      low = middle;
      base = later;
    } else high = middle;
  }
  return low;
}

/** Harm at the end if the release is halted everywhere now. The run itself goes on as if nothing had been. */
async function harmIfHalted(
  run: Run,
  scenario: Scenario,
  subject: HaltSubject,
  pause: Pause,
): Promise<number> {
  const halted = run.fork();
  const release = releaseOf(run, subject);
  for (const group of halted.world.model.groups.keys()) {
    applyCommand(halted.world, { kind: "halt", group, release });
  }
  const { values } = await finishWithPauses(halted, pause);
  return values.scalars[subject.output] ?? 0;
}
