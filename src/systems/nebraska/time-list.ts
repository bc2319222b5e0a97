import type { Time } from "../../support/time.js";

/**
 * Instances in the order of a time that each of them has: put in at the end, taken out anywhere, read from the oldest, each in
 * constant time. Two links an instance and plain typed arrays, so that it can be copied with the rest of the state.
 */
export interface TimeList {
  /** Links of each instance, -1 where it is not in the list; the last place is the ring's anchor. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** The time of each instance; of those in the list only. */
  readonly time: Float64Array;
}

const ABSENT = -1;

/** An empty list for instances 0 to `size` - 1. */
export function createTimeList(size: number): TimeList {
  const next = new Int32Array(size + 1).fill(ABSENT);
  const previous = new Int32Array(size + 1).fill(ABSENT);
  next[size] = size;
  previous[size] = size;
  return { next, previous, time: new Float64Array(size) };
}

/** Whether an instance is in the list. */
export function isListed({ next }: TimeList, instance: number): boolean {
  return next[instance] !== ABSENT;
}

/** Puts an instance at the end, wherever it was. `time` must not be before that of any other. */
export function putLast(list: TimeList, instance: number, time: Time): void {
  takeOut(list, instance);
  const { next, previous } = list;
  const anchor = next.length - 1;
  const last = previous[anchor]!;
  next[last] = instance;
  previous[instance] = last;
  next[instance] = anchor;
  previous[anchor] = instance;
  list.time[instance] = time;
}

/** Takes an instance out, if it is in. */
export function takeOut({ next, previous }: TimeList, instance: number): void {
  const after = next[instance]!;
  if (after === ABSENT) return;
  const before = previous[instance]!;
  next[before] = after;
  previous[after] = before;
  next[instance] = ABSENT;
  previous[instance] = ABSENT;
}

/** The instance whose time is the oldest, or -1. */
export function oldest({ next }: TimeList): number {
  const anchor = next.length - 1;
  const first = next[anchor]!;
  return first === anchor ? ABSENT : first;
}
