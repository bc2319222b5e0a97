import { kindOf } from "../fleet/blockers/chain.js";
import type { Stall } from "../fleet/blockers/stall.js";
import type { FleetFacts } from "../fleet/state/model.js";
import { HostPhase } from "../fleet/state/phases.js";
import { type Transition, TransitionKind } from "../fleet/state/transitions.js";
import { durationInWords } from "../report/format.js";
import { sentenceOf } from "../report/why-it-stopped.js";
import type { Scenario } from "../scenario/scenario.js";
import { beginReplication, type ReplicationId } from "../simulation/simulate.js";
import type { Time } from "../support/time.js";
import { clockTime, narrate } from "./narrate.js";

/** How a group came to stand still, told in order: what was published, who got on last, and what the hosts did that it hangs on. */

/** The story of one group. */
export interface StallStory {
  readonly stall: Stall;
  /** In the order of time. */
  readonly steps: readonly { readonly time: Time; readonly words: string }[];
  /** Why its hosts wait at the moment that was asked about, and what would let them go on. */
  readonly why: readonly string[];
  readonly remedy: string;
}

/** What a host does that belongs to the story, by kind; the last of each is told. */
const TOLD: ReadonlySet<TransitionKind> = new Set<TransitionKind>([
  TransitionKind.Granted,
  TransitionKind.InstallEnded,
  TransitionKind.LockTaken,
  TransitionKind.RebootChosen,
  TransitionKind.BootAttempt,
  TransitionKind.Fallback,
  TransitionKind.HostPhase,
  TransitionKind.RepairBegan,
]);

/** Phases that a host is told to have come to: those in which it can stay. */
const STAYS: ReadonlySet<number> = new Set<number>([
  HostPhase.Draining,
  HostPhase.Degraded,
  HostPhase.FallenBack,
  HostPhase.Down,
  HostPhase.UnderRepair,
]);

/**
 * The stories of all groups that stand still in a replication. It is run twice: once to find them, once to hear what led to it.
 *
 * @param until the moment that is asked about [ms].
 */
export function storiesOf(scenario: Scenario, id: ReplicationId, until: Time): StallStory[] {
  const run = beginReplication(scenario, id);
  run.advance(until);
  const listeners = run.stalls().map((stall) => listenerFor(stall, run.world.facts));
  if (listeners.length === 0) return [];
  beginReplication(scenario, id, (transition) => {
    for (const listener of listeners) listener.hear(transition);
  }).advance(until);
  return listeners.map((listener) => listener.tell());
}

/** Hears a replication and keeps what belongs to the story of one group. */
function listenerFor(stall: Stall, facts: FleetFacts) {
  const group = facts.groups.findIndex(({ name }) => name === stall.group);
  const hosts = new Set(stall.chain.map(({ host }) => host));
  const faults = new Set(stall.chain.map(({ fault }) => fault));
  const kept = new Map<string, Transition>();
  const keyOf = (transition: Transition): string | undefined => {
    const { kind, subject, from, to, time } = transition;
    switch (kind) {
      case TransitionKind.Published:
      case TransitionKind.Withdrawn:
        return `${kind} ${subject} ${from}`;
      case TransitionKind.Halted:
      case TransitionKind.Resumed:
        return from === group ? `${kind} ${subject}` : undefined;
      case TransitionKind.FaultBegan:
        return faults.has(facts.faults[subject]!.label) ? `${kind} ${subject}` : undefined;
      case TransitionKind.RunningRelease:
        if (facts.groupOf[subject] !== group) return undefined;
        if (hosts.has(subject)) forget(kept, subject);
        return time === stall.since ? "last" : undefined;
      default: {
        if (!hosts.has(subject) || !TOLD.has(kind)) return undefined;
        if (kind === TransitionKind.HostPhase && !STAYS.has(to)) return undefined;
        return `${subject} ${kind} ${kind === TransitionKind.HostPhase ? to : ""}`;
      }
    }
  };
  return {
    hear(transition: Transition): void {
      const key = keyOf(transition);
      if (key === undefined) return;
      // Told where it happened last, so that the order is that of time.
      kept.delete(key);
      kept.set(key, { ...transition });
    },
    tell: (): StallStory => ({
      stall,
      steps: [...kept.values()].map((one) => ({ time: one.time, words: narrate(one, facts) })),
      why: stall.chain.map((blocker) => sentenceOf(blocker, stall.since)),
      remedy: kindOf(stall.chain.at(-1)!).remedy(stall.chain.at(-1)!),
    }),
  };
}

/** A host that has come to another release begins a new part of the story. */
function forget(kept: Map<string, Transition>, host: number): void {
  for (const key of kept.keys()) if (key.startsWith(`${host} `)) kept.delete(key);
}

/** A story as it is printed. */
export function storyText(
  { stall, steps, why, remedy }: StallStory,
  { policy, replication }: ReplicationId,
  until: Time,
): string {
  const { group, since, waiting, hosts, release, causes } = stall;
  const standing = `${group} stands still since ${clockTime(since)}, for ${durationInWords(until - since)}`;
  const lines = (some: StallStory["steps"]) =>
    some.map(({ time, words }) => `  ${clockTime(time)}  ${words}`);
  const others = causes
    .slice(1)
    .map(
      ({ root, hosts: n }) =>
        `  ${n} ${n === 1 ? "host" : "hosts"} for another reason: ${kindOf(root).says(root)}.`,
    );
  return [
    `${policy}, replication ${replication}: ${standing}; ${waiting} of ${hosts} hosts wait for ${release}.`,
    "",
    ...lines(steps.filter(({ time }) => time <= since)),
    `  ${clockTime(since)}  from here on no host of ${group} gets on`,
    ...lines(steps.filter(({ time }) => time > since)),
    "",
    `At ${clockTime(until)}:`,
    ...why.map((sentence) => `  ${sentence}`),
    ...others,
    `What would let it go on: ${remedy.replaceAll("`", "")}.`,
    "",
  ].join("\n");
}
