import { ContainerPhase } from "../../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../../fleet/state/transitions.js";
import { TraceFold } from "../../report/trace.js";
import type { Scenario } from "../../scenario/scenario.js";
import { beginReplication, type ReplicationId } from "../../simulation/simulate.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { clockTime, hostOf, narrate } from "../narrate.js";
import { oneOf } from "../options.js";
import { loadWith } from "../scenario-options.js";
import { storiesOf, storyText } from "../stall-story.js";
import { addOwnPolicies, isModule } from "../own-policies.js";
import { writeAsked } from "../write-asked.js";

/** Options of `replay`, as commander gives them. */
export interface ReplayOptions {
  readonly policy?: string;
  readonly seed?: string;
  readonly replication: number;
  readonly host?: number;
  readonly from: number;
  readonly until: number;
  readonly containers?: true;
  readonly limit: number;
  readonly json?: true;
  readonly trace?: string;
  readonly stalls?: true;
}

/** Tells one replication again. */
export async function replay(file: string, options: ReplayOptions): Promise<ExitCode> {
  const written = loadWith(file, options.seed === undefined ? {} : { seed: options.seed });
  const modules = options.policy !== undefined && isModule(options.policy) ? [options.policy] : [];
  const { scenario, names } = await addOwnPolicies(written, modules);
  const policies = Object.keys(scenario.policies);
  const policy = names[0] ?? oneOf("--policy", options.policy ?? policies[0]!, policies);
  if (options.stalls === true) {
    const id = { policy, replication: options.replication };
    tellStalls(scenario, id, options);
    return ExitCode.Done;
  }
  const timeline: Transition[] = [];
  const run = beginReplication(
    scenario,
    { policy, replication: options.replication },
    (transition) => {
      // A trace needs the states that things are in when it begins.
      const from = options.trace === undefined ? options.from : 0;
      if (transition.time >= from && transition.time <= options.until)
        timeline.push({ ...transition });
    },
  );
  const { facts, state } = run.world;
  if (options.host !== undefined && options.host >= facts.hosts) {
    throw new UsageError(
      `--host: expected a host from 0 to ${facts.hosts - 1}, got ${options.host}`,
    );
  }
  const until = Math.min(options.until, facts.horizon);
  run.advance(until);
  if (options.trace !== undefined) {
    const trace = new TraceFold(facts);
    for (const transition of timeline) trace.add(transition);
    writeAsked(options.trace, trace.finish(until));
    process.stdout.write(`trace: ${options.trace} (open it at https://ui.perfetto.dev)\n`);
    return ExitCode.Done;
  }
  let lines = 0;
  for (const transition of timeline) {
    if (!isWanted(transition, options, state.containers.host)) continue;
    if (++lines > options.limit) {
      process.stderr.write(
        `stopped after ${options.limit} lines; --limit, --from, --until and --host choose others\n`,
      );
      break;
    }
    const words = narrate(transition, facts);
    const line =
      options.json === true
        ? JSON.stringify({ ...transition, words })
        : `${clockTime(transition.time)}  ${words}`;
    process.stdout.write(`${line}\n`);
  }
  return ExitCode.Done;
}

/** Prints how groups came to stand still. */
function tellStalls(
  scenario: Scenario,
  id: ReplicationId,
  { until, json }: Pick<ReplayOptions, "until" | "json">,
): void {
  const end = Math.min(until, scenario.horizon);
  const stories = storiesOf(scenario, id, end);
  if (json === true) {
    for (const story of stories) process.stdout.write(`${JSON.stringify({ ...id, ...story })}\n`);
  } else if (stories.length === 0) {
    process.stdout.write(`no group stands still at ${clockTime(end)}\n`);
  } else {
    process.stdout.write(stories.map((story) => storyText(story, id, end)).join("\n"));
  }
}

function isWanted(
  transition: Transition,
  options: ReplayOptions,
  hostOfContainer: Int32Array,
): boolean {
  const { kind } = transition;
  const ofContainer =
    kind === TransitionKind.ContainerPhase || kind === TransitionKind.ContainerMoved;
  if (ofContainer && options.containers !== true && !isGivenUp(transition)) return false;
  return options.host === undefined || hostOf(transition, hostOfContainer) === options.host;
}

/** The one thing that happens to a container which a timeline without containers still tells. */
function isGivenUp({ kind, to }: Transition): boolean {
  return kind === TransitionKind.ContainerPhase && to === ContainerPhase.Failed;
}
