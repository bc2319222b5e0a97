import { ContainerPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { MINUTE } from "../support/time.js";
import { groupName, ms, playerOf } from "./scene.js";

/** Strikes of one run, the time between two, and how long a struck host is away [ms]. */
const STRIKES = 1_000;
const BETWEEN = 10 * MINUTE;
const AWAY = MINUTE;

interface Together {
  readonly hosts: number;
  /** Hosts that go down together, chosen at random each time. */
  readonly struck: number;
  readonly replicas: number;
}

/**
 * Services with each replica on a host of its own, and again and again some hosts that go down together.
 *
 * @param isHit whether a service is hit, by its replicas that are down.
 * @returns for each strike the share of the services that were hit [0..1].
 */
export function hostsHitTogether(
  { hosts, struck, replicas }: Together,
  isHit: (down: number) => boolean,
) {
  const services = Math.floor(hosts / replicas);
  const play = playerOf({
    groups: [{ hosts, capacity: 1, boot: { firmware: ms(AWAY) } }],
    services: Array.from({ length: services }, (_, index) => ({
      name: `service-${index}`,
      group: groupName(0),
      replicas,
      start: "0ms",
      rescheduleAfter: "never",
    })),
    releases: [],
    faults: [
      { kind: "host-crash", from: ms(BETWEEN), repeat: { every: ms(BETWEEN) }, count: struck },
    ],
    horizon: (STRIKES + 1) * BETWEEN,
  });
  return (replication: number): Float64Array => {
    const down = new Int32Array(STRIKES * services);
    play(replication, {
      see({ time, kind, subject, from }) {
        if (kind !== TransitionKind.ContainerPhase || from !== ContainerPhase.Serving) return;
        const strike = Math.round(time / BETWEEN) - 1;
        if (strike < STRIKES) down[strike * services + Math.floor(subject / replicas)]! += 1;
      },
    });
    const shares = new Float64Array(STRIKES);
    for (const [index, missing] of down.entries()) {
      if (isHit(missing)) shares[Math.floor(index / services)]! += 1 / services;
    }
    return shares;
  };
}
