import { SECOND } from "../support/time.js";
import { grantTimes } from "./grant-times.js";
import { ms } from "./scene.js";

/** Hosts of one run. */
const HOSTS = 2_000;

/**
 * Plays hosts that poll with a fixed period, each at a phase of its own, when a release appears.
 *
 * @param period [s].
 * @returns how long each had to wait for its next poll [s].
 */
export function pollDelays(period: number): (replication: number) => Float64Array {
  const play = grantTimes({
    hosts: HOSTS,
    agent: { period: ms(period * SECOND) },
    offer: { kind: "all-at-once" },
    horizon: period * SECOND,
  });
  return (replication) => play(replication).map((wait) => wait / SECOND);
}
