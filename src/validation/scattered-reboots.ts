import { HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

interface Scattered {
  readonly hosts: number;
  /** Time between two checks of a host; when the first one is, is a matter of luck [ms]. */
  readonly period: Time;
  /** How long a host is away [ms]. */
  readonly away: Time;
}

/** What is told of a run, in the order of time since the release appeared [ms]. */
interface RebootWatch {
  readonly left: (host: number, time: Time) => void;
  readonly back?: (host: number, time: Time) => void;
}

/** Nobody coordinates: every host takes a release at its next check, and reboots at once. */
export function scatteredReboots({ hosts, period, away }: Scattered) {
  const play = playerOf({
    groups: [{ hosts, agent: { period: ms(period) }, boot: { firmware: ms(away) } }],
    horizon: PUBLISHED + period + away,
  });
  return (replication: number, { left, back }: RebootWatch): void => {
    play(replication, {
      see({ time, kind, subject, from, to }) {
        if (kind !== TransitionKind.HostPhase) return;
        if (from === HostPhase.Serving) left(subject, time - PUBLISHED);
        else if (to === HostPhase.Serving) back?.(subject, time - PUBLISHED);
      },
    });
  };
}
