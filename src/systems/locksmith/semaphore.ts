/**
 * Locksmith's lock: a document in etcd with a counter, a maximum and the holders. It has no expiry and does not know who lives.
 *
 * @see coreos/locksmith lock/semaphore.go, lock/lock.go
 */

/** What came of asking. */
export const Lock = {
  Taken: 0,
  /** The counter is not above 0. Looked at first, so that a holder is told this too when nothing is free. */
  NoneFree: 1,
  /** It holds the lock already; the daemon takes that for a yes. */
  Held: 2,
} as const;
/** What came of asking. */
export type Lock = (typeof Lock)[keyof typeof Lock];

/** The maximum of a lock nobody has touched. */
export const FIRST_MAXIMUM = 1;

/** Asks for the lock, with the counter at `free`. */
export function lock(free: number, holds: boolean): Lock {
  if (free <= 0) return Lock.NoneFree;
  return holds ? Lock.Held : Lock.Taken;
}

/** The counter: a change of the maximum moves it by the difference, below 0 until enough holders are gone. */
export function freeOf(maximum: number, holders: number): number {
  return maximum - holders;
}
