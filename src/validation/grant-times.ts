import type { Run } from "../simulation/run.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import type { PolicyInput } from "../policies/policy-input.js";
import type { Time } from "../support/time.js";
import { playerOf, PUBLISHED, type SceneGroup } from "./scene.js";

/** Hosts that a policy lets take a release, which is then done at once and without a reboot. */
export interface LetIn {
  readonly hosts: number;
  readonly agent?: NonNullable<SceneGroup["agent"]>;
  readonly offer: NonNullable<PolicyInput["offer"]>;
  readonly operator?: NonNullable<PolicyInput["operator"]>;
  /** How long after the publication one looks [ms]. */
  readonly horizon: Time;
}

/**
 * Plays such hosts. Those that do not say otherwise check every millisecond, so that they are let in as soon as the policy wants.
 *
 * @param begin sees the run before it begins.
 * @returns how long after the publication each was let in [ms]; Infinity: not in the time.
 */
export function grantTimes(
  { hosts, agent = {}, offer, operator = { kind: "none" }, horizon }: LetIn,
  begin?: (run: Run) => void,
): (replication: number) => Float64Array {
  const play = playerOf({
    groups: [{ hosts, mechanism: { kind: "in-place" }, agent }],
    releases: [{ channels: { stable: `${PUBLISHED}ms` }, packages: ["userland"] }],
    policy: { offer, reboot: { kind: "manual" }, operator },
    horizon: PUBLISHED + Math.ceil(horizon) + 2,
  });
  return (replication) => {
    const times = new Float64Array(hosts).fill(Number.POSITIVE_INFINITY);
    play(replication, {
      ...(begin === undefined ? {} : { begin }),
      see({ time, kind, subject }) {
        if (kind !== TransitionKind.Granted) return;
        if (times[subject] !== Number.POSITIVE_INFINITY) throw new Error("a host was let in twice");
        times[subject] = time - PUBLISHED;
      },
    });
    return times;
  };
}
