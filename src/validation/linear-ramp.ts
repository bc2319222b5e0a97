import { TransitionKind } from "../fleet/state/transitions.js";
import type { PolicyInput } from "../policies/policy-input.js";
import { HOUR, type Time } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

/** Hosts on all of which a release fails, under the offer part `linear-ramp`: the bad ones of a fleet, as no other matters. */
export interface BadHosts {
  readonly hosts: number;
  /** From the first host to the last [h]. */
  readonly duration: number;
}

/** Cincinnati's offer, its hosts ordered by their wariness. */
export const rampOf = (duration: number): NonNullable<PolicyInput["offer"]> => ({
  kind: "linear-ramp",
  duration: ms(duration * HOUR),
});

const ALWAYS = [{ kind: "kernel-panic", per: "boot", probability: 1 }];

/** Hosts of one run, about. */
const HOSTS = 10_000;

/**
 * Plays many such rollouts at once, each in a group of its own.
 *
 * @param hit which of the hits of a rollout to look for, from 1.
 * @returns when it came in each, from the publication [ms].
 */
export function timesOfHit(
  { hosts, duration }: BadHosts,
  hit: number,
): (replication: number) => Float64Array {
  const rollouts = Math.min(1_000, Math.max(1, Math.floor(HOSTS / hosts)));
  const play = playerOf({
    groups: Array.from({ length: rollouts }, () => ({
      hosts,
      mechanism: { panicReboot: "never" },
    })),
    releases: [{ channels: { stable: ms(PUBLISHED) }, defects: ALWAYS }],
    policy: { offer: rampOf(duration), reboot: { kind: "immediate" } },
    horizon: PUBLISHED + duration * HOUR + PUBLISHED,
  });
  return (replication) => {
    const hits = new Int32Array(rollouts);
    const times = new Float64Array(rollouts);
    let found = 0;
    play(replication, {
      see({ time, kind, subject }) {
        if (kind !== TransitionKind.DefectBit) return;
        const rollout = Math.floor(subject / hosts);
        hits[rollout]! += 1;
        if (hits[rollout] !== hit) return;
        times[rollout] = time - PUBLISHED;
        found += 1;
      },
      done: () => found === rollouts,
    });
    if (found < rollouts) throw new Error("a rollout had too few hits");
    return times;
  };
}

/**
 * Plays one such rollout that somebody halts, `reaction` after the server has heard of `reports` failures.
 *
 * @returns the hosts hit [hosts].
 */
export function hitsAtHalt(
  { hosts, duration }: BadHosts,
  { reports, reaction }: { readonly reports: number; readonly reaction: Time },
): (replication: number) => number {
  const play = playerOf({
    groups: [{ hosts }],
    releases: [{ channels: { stable: ms(PUBLISHED) }, defects: ALWAYS }],
    policy: {
      offer: rampOf(duration),
      reboot: { kind: "immediate" },
      operator: { kind: "on-call", failures: reports, troubles: "never", lag: ms(reaction) },
    },
    horizon: PUBLISHED + duration * HOUR + PUBLISHED,
  });
  return (replication) => {
    let hits = 0;
    let halted = false;
    play(replication, {
      see({ kind }) {
        if (kind === TransitionKind.DefectBit) hits += 1;
        if (kind === TransitionKind.Halted) halted = true;
      },
      done: () => halted,
    });
    return hits;
  };
}
