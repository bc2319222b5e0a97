import { TransitionKind } from "../fleet/state/transitions.js";
import { HOUR, type Time } from "../support/time.js";
import { exponential, playerOf } from "./scene.js";

/** Hosts that share a rate of crashes, and crashes of one run, about. */
const [HOSTS, CRASHES] = [10, 20_000];
/** The longest a run may be [ms]: somewhat less than the longest of a scenario. */
const LONGEST = 80_000 * HOUR;
/** A run has at least as many crashes as expected less so many standard deviations, to be sure. */
const SLOW = 6;

/**
 * Plays hosts on a bad release that come up again at once after each crash: together a Poisson process.
 *
 * @param rate of the crashes of all hosts together [per hour].
 * @returns the times of crashes from the first boots of the release on: the `first` ones, as many in every run, and `all` until `until` [ms].
 */
export function crashReports(rate: number): (replication: number) => {
  readonly first: readonly Time[];
  readonly all: readonly Time[];
  readonly until: Time;
} {
  const until = Math.min(LONGEST, Math.ceil((CRASHES * HOUR) / rate));
  const play = playerOf({
    groups: [{ hosts: HOSTS }],
    releases: [
      {
        channels: { stable: "0s" },
        defects: [
          {
            kind: "latent-crash",
            per: "boot",
            probability: 1,
            after: exponential((HOSTS * HOUR) / rate),
          },
        ],
      },
    ],
    policy: { offer: { kind: "all-at-once" }, reboot: { kind: "immediate" } },
    horizon: until,
  });
  return (replication) => {
    const times: Time[] = [];
    play(replication, {
      see({ time, kind }) {
        if (kind === TransitionKind.DefectBit) times.push(time);
      },
    });
    const expected = (rate * until) / HOUR;
    const sure = Math.max(0, Math.floor(expected - SLOW * Math.sqrt(expected)));
    if (times.length < sure) throw new Error(`expected ${sure} crashes, saw ${times.length}`);
    return { first: times.slice(0, sure), all: times, until };
  };
}
