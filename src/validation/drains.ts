import { ContainerPhase, HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { exponential, groupName, ms, playerOf, PUBLISHED } from "./scene.js";

/** Containers and groups of one run, about. */
const CONTAINERS = 10_000;
const MOST_GROUPS = 250;
/** A host that has been drained stays away to the end of the run, so that the other one of its group is not drained. */
const AWAY = 3_600_000;

interface Drain {
  readonly containers: number;
  /** Mean time from the order to stop to the end of a container [ms]. */
  readonly stop: number;
  /** When the host reboots all the same [ms]. */
  readonly grace: Time;
}

/** What became of the drains of one run, by drain. */
interface Drains {
  /** [ms] */
  readonly times: Float64Array;
  /** Containers that had not stopped when the host went down. */
  readonly killed: Float64Array;
}

/** Groups of two hosts, of which one is drained of its containers while the other has room for them. */
export function drains({ containers, stop, grace }: Drain): (replication: number) => Drains {
  const groups = Math.max(1, Math.min(MOST_GROUPS, Math.floor(CONTAINERS / (2 * containers))));
  const play = playerOf({
    groups: Array.from({ length: groups }, () => ({
      hosts: 2,
      capacity: 2 * containers,
      boot: { firmware: ms(AWAY) },
    })),
    services: Array.from({ length: groups }, (_, group) => ({
      name: `service-${group}`,
      group: groupName(group),
      replicas: 2 * containers,
      start: "0ms",
      pull: "0ms",
      stop: exponential(stop),
    })),
    policy: {
      offer: { kind: "all-at-once" },
      reboot: {
        kind: "semaphore",
        max: 1,
        drain: { kind: "evict", timeout: ms(grace), atTimeout: "reboot" },
      },
    },
    horizon: PUBLISHED + 1_000 + grace,
  });
  return (replication) => {
    const times = new Float64Array(groups);
    const killed = new Float64Array(groups);
    const stopping = new Int32Array(groups);
    play(replication, {
      see({ time, kind, subject, from, to }) {
        if (kind === TransitionKind.ContainerPhase) {
          const group = Math.floor(subject / (2 * containers));
          if (to === ContainerPhase.Stopping) stopping[group]! += 1;
          else if (from === ContainerPhase.Stopping) stopping[group]! -= 1;
        } else if (kind === TransitionKind.HostPhase) {
          const group = Math.floor(subject / 2);
          if (to === HostPhase.Draining) times[group]! -= time;
          if (to !== HostPhase.ShuttingDown) return;
          times[group]! += time;
          killed[group] = stopping[group]!;
        }
      },
    });
    return { times, killed };
  };
}
