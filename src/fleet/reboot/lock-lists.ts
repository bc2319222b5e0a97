import { NEVER, type Time } from "../../support/time.js";

/** The lists behind a reboot lock, as plain data: who holds it, and who waits for it. */

/** Locks that were taken, the oldest first. Entries of locks given back meanwhile are stale and dropped when they come first. */
export interface HeldLocks {
  readonly hosts: number[];
  /** Lock epoch of each, by which a stale entry is told. */
  readonly epochs: number[];
  readonly since: Time[];
  /** When it may be taken from the holder; `NEVER` where it may not. Set when the lock is taken (kured). */
  readonly expires: Time[];
  /** Entries before this one are done with. */
  head: number;
}

/** No locks. */
export function noLocks(): HeldLocks {
  return { hosts: [], epochs: [], since: [], expires: [], head: 0 };
}

/** Adds a lock; it is the youngest. */
export function addLock(
  held: HeldLocks,
  host: number,
  epoch: number,
  times: { readonly since: Time; readonly expires: Time },
): void {
  held.hosts.push(host);
  held.epochs.push(epoch);
  held.since.push(times.since);
  held.expires.push(times.expires);
}

/** Drops stale entries from the front. @param epochs lock epoch of each host. @returns whether a lock is left. */
export function hasLocks(held: HeldLocks, epochs: Uint16Array): boolean {
  while (held.head < held.hosts.length && isStale(held, held.head, epochs)) held.head += 1;
  if (held.head > 64 && held.head * 2 > held.hosts.length) {
    for (const list of [held.hosts, held.epochs, held.since, held.expires]) {
      list.splice(0, held.head);
    }
    held.head = 0;
  }
  return held.head < held.hosts.length;
}

/** Whether the entry at `index` belongs to a lock that was given back. */
export function isStale(held: HeldLocks, index: number, epochs: Uint16Array): boolean {
  return epochs[held.hosts[index]!] !== held.epochs[index];
}

/** Hosts that wait, a binary heap by key: the least first, then whoever came first. */
export interface WaitingLine {
  readonly keys: number[];
  readonly arrivals: number[];
  readonly hosts: number[];
  /** Arrivals so far. */
  arrived: number;
  /** Since when there has been somebody in the line. */
  since: Time;
}

/** Nobody waits. */
export function nobodyWaits(): WaitingLine {
  return { keys: [], arrivals: [], hosts: [], arrived: 0, since: NEVER };
}

/** Puts a host into the line. */
export function enterLine(line: WaitingLine, host: number, key: number, now: Time): void {
  if (line.hosts.length === 0) line.since = now;
  let at = line.hosts.length;
  line.keys.push(key);
  line.arrivals.push(line.arrived++);
  line.hosts.push(host);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(line, at, parent)) return;
    swap(line, at, parent);
    at = parent;
  }
}

/** Takes the next host out of the line; -1 when nobody waits. */
export function leaveLine(line: WaitingLine): number {
  if (line.hosts.length === 0) return -1;
  const last = line.hosts.length - 1;
  swap(line, 0, last);
  const host = line.hosts.pop()!;
  line.keys.pop();
  line.arrivals.pop();
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    if (left >= last) return host;
    const least = left + 1 < last && isBefore(line, left + 1, left) ? left + 1 : left;
    if (!isBefore(line, least, at)) return host;
    swap(line, least, at);
    at = least;
  }
}

/** Takes everybody out of the line who is not to stay in it. */
export function keepInLine(line: WaitingLine, stays: (host: number) => boolean): void {
  const kept = line.hosts
    .map((host, at) => ({ host, key: line.keys[at]!, arrival: line.arrivals[at]! }))
    .filter(({ host }) => stays(host))
    .toSorted((a, b) => a.key - b.key || a.arrival - b.arrival);
  // In order, which is a heap too.
  for (const list of [line.keys, line.arrivals, line.hosts]) list.length = 0;
  for (const { host, key, arrival } of kept) {
    line.hosts.push(host);
    line.keys.push(key);
    line.arrivals.push(arrival);
  }
}

function isBefore({ keys, arrivals }: WaitingLine, a: number, b: number): boolean {
  return keys[a]! < keys[b]! || (keys[a] === keys[b] && arrivals[a]! < arrivals[b]!);
}

function swap({ keys, arrivals, hosts }: WaitingLine, a: number, b: number): void {
  for (const list of [keys, arrivals, hosts]) {
    const kept = list[a]!;
    list[a] = list[b]!;
    list[b] = kept;
  }
}
