/**
 * The lock of airlock, a FleetLock server: slots, fixed when the lock of a group is first written, and the hosts that hold one.
 * It has no expiry, and no call that lists or evicts holders.
 *
 * @see coreos/airlock internal/lock/semaphore.go, internal/lock/lock.go; coreos/airlock#81
 */

/** What came of asking for a slot. */
export const Slot = {
  Taken: 0,
  /** It holds one already, which counts as a yes and changes nothing. */
  Held: 1,
  NoneFree: 2,
} as const;
/** What came of asking for a slot. */
export type Slot = (typeof Slot)[keyof typeof Slot];

/** Asks for a slot; locks are recursive. */
export function takeSlot(slots: number, holders: number, holds: boolean): Slot {
  if (holds) return Slot.Held;
  return holders >= slots ? Slot.NoneFree : Slot.Taken;
}

/**
 * Slots in force after another number was configured: those of the first time. The server only warns that they differ.
 *
 * @param written slots in the lock; undefined: it has not been written yet.
 */
export function slotsAfter(written: number | undefined, configured: number): number {
  return written ?? configured;
}
