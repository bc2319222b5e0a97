import { TransitionKind } from "../fleet/state/transitions.js";
import type { Scene, SceneGroup } from "./scene.js";
import { playerOf } from "./scene.js";

/** Rollouts under a reboot lock: every group of hosts has a lock of its own, so each is a trial of its own. */
export interface LockedRollout {
  /** Hosts of one rollout, and those of them that may hold the lock at once. */
  readonly hosts: number;
  readonly slots: number;
  readonly boot: NonNullable<SceneGroup["boot"]>;
  readonly mechanism?: SceneGroup["mechanism"];
  /** Default: `agent-start`, as locksmith. */
  readonly releaseAt?: "agent-start" | "well";
  readonly defects?: readonly Readonly<Record<string, unknown>>[];
  readonly people?: NonNullable<Scene["people"]>;
}

/** What became of the rollouts of one run, by rollout. */
export interface LockedOutcome {
  /** From the first lock taken to the last one given back [ms]. */
  readonly durations: Float64Array;
  readonly locksTaken: Int32Array;
  readonly locksReturned: Int32Array;
  /** Boots of the new release that came up. */
  readonly updated: Int32Array;
}

/** Hosts of one run, about. */
const HOSTS = 10_000;
/** A free lock is found at once. */
const RETRY = "1ms";

/** Plays many such rollouts at a time, under the reboot part `semaphore`. */
export function lockedRollouts(rollout: LockedRollout): (replication: number) => LockedOutcome {
  const { hosts, slots, boot, mechanism = {}, releaseAt = "agent-start", defects = [] } = rollout;
  const rollouts = Math.min(1_000, Math.max(1, Math.floor(HOSTS / hosts)));
  const group: SceneGroup = { hosts, boot, mechanism };
  const play = playerOf({
    groups: Array.from({ length: rollouts }, () => group),
    releases: [{ channels: { stable: "1s" }, defects }],
    people: rollout.people ?? {},
    policy: {
      offer: { kind: "all-at-once" },
      reboot: { kind: "semaphore", max: slots, retry: RETRY, releaseAt },
    },
  });
  return (replication) => {
    const began = new Float64Array(rollouts).fill(-1);
    const durations = new Float64Array(rollouts);
    const [locksTaken, locksReturned, updated] = [0, 1, 2].map(() => new Int32Array(rollouts)) as [
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    play(replication, {
      see({ time, kind, subject, from }) {
        if (kind === TransitionKind.LockTaken) {
          if (locksTaken[from]! === 0) began[from] = time;
          locksTaken[from]! += 1;
        } else if (kind === TransitionKind.LockReleased) {
          locksReturned[from]! += 1;
          durations[from] = time - began[from]!;
        } else if (kind === TransitionKind.MarkedGood) updated[Math.floor(subject / hosts)]! += 1;
      },
    });
    return { durations, locksTaken, locksReturned, updated };
  };
}

/** How long each rollout of a run took; all must have come to their end. */
export function finishedDurations(
  { hosts }: LockedRollout,
  { durations, locksReturned }: LockedOutcome,
): Float64Array {
  if (locksReturned.some((count) => count !== hosts)) throw new Error("a rollout did not finish");
  return durations;
}
