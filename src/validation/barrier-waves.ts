import type { Command, View } from "../fleet/control/policy-contract.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { OPEN_GATE } from "../policies/gate-settings.js";
import type { RunPolicy } from "../simulation/run.js";
import { NEVER, type Time } from "../support/time.js";
import { playerOf, type SceneGroup } from "./scene.js";

/** A rollout in waves of exactly so many hosts. */
interface BarrierWaves {
  readonly waves: number;
  readonly hosts: number;
  readonly boot: NonNullable<SceneGroup["boot"]>;
  /** From the last host of a wave to the next wave [ms]. */
  readonly pause: Time;
}

/** Waves that have been let in, and when the next one is due; null: the last one is not through. */
interface Memory {
  readonly opened: number;
  readonly dueAt: Time | null;
}

/**
 * Plays one rollout. Every wave is a group of its own, because a share of a group is not an exact number of hosts: places in the
 * order of a rollout are drawn for each host apart.
 *
 * @returns how long it took, from the first host let in to the last one updated [ms].
 */
export function barrierWaves({ waves, hosts, boot, pause }: BarrierWaves) {
  const play = playerOf(
    {
      groups: Array.from({ length: waves }, () => ({ hosts, boot })),
      policy: { offer: { kind: "all-at-once" }, reboot: { kind: "immediate" } },
    },
    waveByWave(Math.round(pause)),
  );
  return (replication: number): Time => {
    let [began, ended, updated] = [NEVER, 0, 0];
    play(replication, {
      see({ time, kind }) {
        if (kind === TransitionKind.Granted) began = Math.min(began, time);
        if (kind !== TransitionKind.MarkedGood) return;
        updated += 1;
        ended = time;
      },
      done: () => updated === waves * hosts,
    });
    if (updated < waves * hosts) throw new Error("a rollout did not finish");
    return ended - began;
  };
}

/** Lets the next group in a while after the last host of the one before has reported success. */
function waveByWave(pause: Time): RunPolicy<unknown> {
  const policy: RunPolicy<Memory> = {
    start: () => ({ opened: 0, dueAt: null }),
    decide(view, { opened, dueAt }) {
      if (view.now === 0)
        return { memory: { opened, dueAt }, commands: gates(view), wakeAt: NEVER };
      if (opened === view.groups.length) {
        return { memory: { opened, dueAt }, commands: [], wakeAt: NEVER };
      }
      const due = dueAt ?? (isThrough(view, opened) ? view.now + pause : NEVER);
      if (due > view.now) {
        return {
          memory: { opened, dueAt: due === NEVER ? null : due },
          commands: [],
          wakeAt: due,
        };
      }
      return {
        memory: { opened: opened + 1, dueAt: null },
        commands: open(view, opened),
        wakeAt: NEVER,
      };
    },
  };
  return policy as RunPolicy<unknown>;
}

/** Whether a release has appeared, and the newest wave has taken it. */
function isThrough({ releases, groups }: View, opened: number): boolean {
  const release = releases[0];
  if (release?.publishedAt.every((at) => at === undefined)) return false;
  return opened === 0 || release!.stages[opened - 1]![0]!.successes === groups[opened - 1]!.hosts;
}

function gates(view: View): readonly Command[] {
  const drain = { kind: "none", timeout: NEVER, atTimeout: "reboot", retry: NEVER } as const;
  return view.groups.map((_, group) => ({ kind: "gate", group, gate: { ...OPEN_GATE, drain } }));
}

function open({ now, groups }: View, group: number): readonly Command[] {
  const wave = { group, release: 0 };
  return [
    { kind: "offer", ...wave, schedule: [[now, 1]], rank: "host", stages: [1] },
    {
      kind: "watch-stage",
      ...wave,
      stage: 0,
      successes: groups[group]!.hosts,
      failures: NEVER,
      troubles: NEVER,
    },
  ];
}
