import { TransitionKind } from "../fleet/transitions.js";
import type { Time } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

interface Cadence {
  /** Hosts that may hold the lock at once, and how long each does [ms]. */
  readonly slots: number;
  readonly cycle: Time;
  /** By when all have to be done [ms]. */
  readonly within: Time;
}

/** Hosts of the first fleet that is tried. */
const FIRST = 1_000;

/** The largest fleet that gets through its lock in time: what of a fleet that is too large for it is done by then [hosts]. */
export function largestFleet(cadence: Cadence): number {
  for (let hosts = FIRST; ; hosts *= 2) {
    const done = doneInTime(hosts, cadence);
    if (done < hosts) return done;
  }
}

function doneInTime(hosts: number, { slots, cycle, within }: Cadence): number {
  const play = playerOf({
    groups: [{ hosts, boot: { userland: ms(cycle) } }],
    policy: {
      offer: { kind: "all-at-once" },
      reboot: { kind: "semaphore", max: slots, retry: "1ms" },
    },
    horizon: PUBLISHED + within + cycle,
  });
  let began = -1;
  let done = 0;
  play(0, {
    see({ time, kind }) {
      if (kind === TransitionKind.LockTaken && began < 0) began = time;
      if (kind === TransitionKind.LockReleased && time <= began + within) done += 1;
    },
  });
  return done;
}
