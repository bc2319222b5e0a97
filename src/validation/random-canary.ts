import { TransitionKind } from "../fleet/state/transitions.js";
import { HOUR } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

/** A canary drawn from a fleet of which some hosts are bad: the first so many that happen to ask. */
export interface RandomCanary {
  readonly hosts: number;
  readonly bad: number;
  readonly canary: number;
}

/**
 * Plays canaries under the offer part `max-devices`. Every block of neighbours in the fleet stands for its bad hosts once, so that
 * a run tells of as many sets of bad hosts as there are blocks.
 *
 * @returns the share of the blocks that the canary of one run has hit [0..1].
 */
export function randomCanary({
  hosts,
  bad,
  canary,
}: RandomCanary): (replication: number) => number {
  const blocks = Math.floor(hosts / bad);
  const play = playerOf({
    groups: [{ hosts, agent: { period: ms(HOUR) } }],
    releases: [
      {
        channels: { stable: ms(PUBLISHED) },
        defects: [{ kind: "kernel-panic", per: "host", probability: 1 }],
      },
    ],
    policy: { offer: { kind: "max-devices", max: canary }, reboot: { kind: "immediate" } },
    horizon: PUBLISHED + HOUR + PUBLISHED,
  });
  return (replication) => {
    const hit = new Set<number>();
    play(replication, {
      see({ kind, subject }) {
        const block = Math.floor(subject / bad);
        if (kind === TransitionKind.DefectBit && block < blocks) hit.add(block);
      },
    });
    return hit.size / blocks;
  };
}
