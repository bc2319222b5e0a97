import { HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { ms, playerOf } from "./scene.js";

/** Releases of one run, and hosts that take them all. */
const RELEASES = 10;
const HOSTS = 20;

/**
 * Hosts take a release every `every` [ms], and each time reboot for `length` [ms].
 *
 * @returns the share of the time in which a host does not serve [0..1].
 */
export function plannedDowntime(length: Time, every: Time): number {
  const horizon = Math.round(RELEASES * every);
  const play = playerOf({
    groups: [{ hosts: HOSTS, boot: { firmware: ms(length) } }],
    releases: Array.from({ length: RELEASES }, (_, nth) => ({
      channels: { stable: ms(nth * every) },
    })),
    horizon,
  });
  const left = new Float64Array(HOSTS);
  let down = 0;
  play(0, {
    see({ time, kind, subject, from, to }) {
      if (kind !== TransitionKind.HostPhase) return;
      if (from === HostPhase.Serving) left[subject] = time;
      if (to === HostPhase.Serving) down += time - left[subject]!;
    },
  });
  return down / (HOSTS * horizon);
}
