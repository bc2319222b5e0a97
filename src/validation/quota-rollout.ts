import { TransitionKind } from "../fleet/state/transitions.js";
import { NEVER, type Time } from "../support/time.js";
import { ms, playerOf } from "./scene.js";

/** Hosts that wait for a server that grants so many updates in any period. */
interface QuotaRollout {
  readonly hosts: number;
  readonly max: number;
  /** [ms]. */
  readonly period: Time;
}

/** From the end of a period to the check that finds it so [ms]: the server's own period is shorter by that. */
const CHECK = 1;

/** Plays such hosts under the offer part `nebraska`. @returns from the first grant to the last [ms]. */
export function lastGrant({ hosts, max, period }: QuotaRollout): Time {
  const play = playerOf({
    groups: [{ hosts, mechanism: { kind: "in-place" } }],
    releases: [{ channels: { stable: "1s" }, packages: ["userland"] }],
    policy: {
      offer: { kind: "nebraska", max, period: ms(period - CHECK) },
      reboot: { kind: "manual" },
    },
  });
  let [first, last, granted] = [NEVER, 0, 0];
  play(0, {
    see({ time, kind }) {
      if (kind !== TransitionKind.Granted) return;
      first = Math.min(first, time);
      last = time;
      granted += 1;
    },
    done: () => granted === hosts,
  });
  if (granted !== hosts) throw new Error(`${granted} of ${hosts} hosts were let in`);
  return last - first;
}
