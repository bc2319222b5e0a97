import { TransitionKind } from "../fleet/transitions.js";
import { SECOND, type Time } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

/** Hosts of one run. */
const HOSTS = 2_000;

/**
 * Plays hosts that poll with a fixed period, each at a phase of its own, when a release appears.
 *
 * @param period [s].
 * @returns how long each had to wait for its next poll [s].
 */
export function pollDelays(period: number): (replication: number) => Float64Array {
  const play = playerOf({
    groups: [
      { hosts: HOSTS, mechanism: { kind: "in-place" }, agent: { period: ms(period * SECOND) } },
    ],
    policy: { offer: { kind: "all-at-once" }, reboot: { kind: "manual" } },
    horizon: PUBLISHED + Math.ceil(period * SECOND) + PUBLISHED,
  });
  return (replication) => grantTimes(play, replication).map((time) => (time - PUBLISHED) / SECOND);
}

function grantTimes(play: ReturnType<typeof playerOf>, replication: number): Float64Array {
  const times = new Float64Array(HOSTS);
  let granted = 0;
  play(replication, {
    see({ time, kind, subject }: { time: Time; kind: number; subject: number }) {
      if (kind !== TransitionKind.Granted) return;
      times[subject] = time;
      granted += 1;
    },
  });
  if (granted !== HOSTS) throw new Error(`${granted} of ${HOSTS} hosts were let in once`);
  return times;
}
