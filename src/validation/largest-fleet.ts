import { TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { ms, playerOf, PUBLISHED } from "./scene.js";

interface Cadence {
  /** Hosts that may hold the lock at once, and how long each does [ms]. */
  readonly slots: number;
  readonly cycle: Time;
  /** From one release to the next [ms]. */
  readonly within: Time;
}

/** Hosts of the first fleet that is tried. */
const FIRST = 1_000;

/** Less than any part of a host that is no rounding. */
const ROUNDING = 1e-9;

/**
 * The largest fleet that a lock lets through between one release and the next, release after release: what of a fleet that is too large
 * for it is done by then, a hold that reaches into the next cadence in parts [hosts].
 */
export function largestFleet(cadence: Cadence): number {
  for (let hosts = FIRST; ; hosts *= 2) {
    const done = doneInTime(hosts, cadence);
    if (done < hosts) return Math.floor(done + ROUNDING);
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
  const taken = new Map<number, Time>();
  let end = -1;
  let done = 0;
  play(0, {
    see({ time, kind, subject }) {
      if (kind === TransitionKind.LockTaken) {
        if (end < 0) end = time + within;
        taken.set(subject, time);
      }
      if (kind !== TransitionKind.LockReleased) return;
      const began = taken.get(subject)!;
      if (time <= end) done += 1;
      else if (began < end) done += (end - began) / (time - began);
    },
  });
  return done;
}
