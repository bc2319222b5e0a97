import { ContainerPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { MINUTE } from "../support/time.js";
import { groupName, ms, playerOf, PUBLISHED } from "./scene.js";

/** Containers and services of one run, about. */
const CONTAINERS = 10_000;
const MOST_SERVICES = 400;

interface Starts {
  /** Containers of one service. */
  readonly replicas: number;
  /** Hosts of one service, which has them for itself; its containers are dealt to them evenly. */
  readonly hosts: number;
  /** Probability that the start of a container gets no bridge [0..1]. */
  readonly failure: number;
}

/**
 * Every host reboots into a release whose bridge fails at some starts of containers, and what has not started is not tried again.
 *
 * @returns of each service, one after the other, how many of its containers are broken then.
 */
export function containerStarts({ replicas, hosts, failure }: Starts) {
  const services = Math.max(1, Math.min(MOST_SERVICES, Math.floor(CONTAINERS / replicas)));
  const indices = Array.from({ length: services }, (_, index) => index);
  const play = playerOf({
    groups: indices.map(() => ({ hosts, capacity: Math.ceil(replicas / hosts) })),
    services: indices.map((index) => ({
      name: `service-${index}`,
      group: groupName(index),
      replicas,
      start: "0ms",
      rescheduleAfter: "never",
      restart: { retries: 0 },
    })),
    releases: [
      {
        channels: { stable: ms(PUBLISHED) },
        defects: [{ kind: "broken-bridge", per: "container-start", probability: failure }],
      },
    ],
    horizon: MINUTE,
  });
  return (replication: number): Int32Array => {
    const broken = new Int32Array(services);
    play(replication, {
      see({ kind, subject, to }) {
        if (kind !== TransitionKind.ContainerPhase || to !== ContainerPhase.Failed) return;
        broken[Math.floor(subject / replicas)]! += 1;
      },
    });
    return broken;
  };
}
