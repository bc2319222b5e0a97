import { TransitionKind } from "../fleet/state/transitions.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

/** Hosts of one run: so many that their checks come at random. */
const HOSTS = 20_000;
/** Between two checks of the fleet, on average [ms]. */
const BETWEEN = 10_000;

/**
 * Every host checks for a release once, at a random time; a server that serves `slots` downloads at once sends away those who find
 * it busy. How long a download takes does not matter for the share of those, only its mean: here all take the same.
 *
 * @param load checks in the time of a download.
 * @returns the share of the checks that find no slot free [0..1].
 * @see Sevastyanov, "An ergodic theorem for Markov processes and its application to telephone systems with refusals" (1957)
 */
export function busyDownloads(slots: number, load: number): (replication: number) => number {
  const period = HOSTS * BETWEEN;
  const play = playerOf({
    groups: [{ hosts: HOSTS, agent: { period: ms(period) } }],
    releases: [
      {
        channels: { stable: ms(PUBLISHED) },
        // A kilobyte a second is a byte a millisecond.
        payload: `${Math.round(load * BETWEEN)}B`,
      },
    ],
    server: { maxDownloads: slots, hostBandwidth: "1kB/s" },
    policy: { offer: { kind: "all-at-once" }, reboot: { kind: "manual" } },
    horizon: PUBLISHED + period,
  });
  return (replication) => {
    let granted = 0;
    play(replication, {
      see({ kind }) {
        if (kind === TransitionKind.Granted) granted += 1;
      },
    });
    return 1 - granted / HOSTS;
  };
}
