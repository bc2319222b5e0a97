import type { Time } from "../../support/time.js";

/**
 * A server whose bandwidth all downloads share equally, each up to what its host can take. Kept in "virtual bytes": what every
 * download under way has received since the start of the run. A download is done when that counter reaches its mark, so
 * arrivals and departures touch one number instead of every download (processor sharing by virtual time).
 */
export interface FairShare {
  /** Virtual bytes so far, and when that was worked out. */
  received: number;
  at: Time;
  /** Downloads under way; rate is zero while the server is down. */
  active: number;
  stopped: boolean;
  /** Makes a pending completion stale. */
  epoch: number;
  /** Binary heap of (mark, host, update epoch); entries of broken-off downloads stay until they surface. */
  size: number;
  marks: Float64Array;
  hosts: Int32Array;
  epochs: Uint16Array;
}

/** An idle server. */
export function createFairShare(): FairShare {
  return {
    received: 0,
    at: 0,
    active: 0,
    stopped: false,
    epoch: 0,
    size: 0,
    marks: new Float64Array(64),
    hosts: new Int32Array(64),
    epochs: new Uint16Array(64),
  };
}

/** Rate of one download now [bytes per ms]. */
export function rate(server: FairShare, bandwidth: number, hostBandwidth: number): number {
  if (server.stopped) return 0;
  return server.active === 0 ? hostBandwidth : Math.min(hostBandwidth, bandwidth / server.active);
}

/** Brings the virtual bytes up to `now`; call before anything changes the rate. */
export function advance(server: FairShare, now: Time, bytesPerMs: number): void {
  if (server.active > 0) server.received += bytesPerMs * (now - server.at);
  server.at = now;
}

/** Puts a download on the heap. */
export function enter(server: FairShare, mark: number, host: number, epoch: number): void {
  if (server.size === server.marks.length) grow(server);
  let slot = server.size++;
  while (slot > 0) {
    const parent = (slot - 1) >> 1;
    if (server.marks[parent]! <= mark) break;
    move(server, parent, slot);
    slot = parent;
  }
  server.marks[slot] = mark;
  server.hosts[slot] = host;
  server.epochs[slot] = epoch;
}

/** Takes the earliest entry off the heap; its host was `hosts[0]`. */
export function leave(server: FairShare): void {
  const last = --server.size;
  const mark = server.marks[last]!;
  const host = server.hosts[last]!;
  const epoch = server.epochs[last]!;
  let slot = 0;
  for (;;) {
    let child = 2 * slot + 1;
    if (child >= last) break;
    if (child + 1 < last && server.marks[child + 1]! < server.marks[child]!) child++;
    if (server.marks[child]! >= mark) break;
    move(server, child, slot);
    slot = child;
  }
  server.marks[slot] = mark;
  server.hosts[slot] = host;
  server.epochs[slot] = epoch;
}

function move(server: FairShare, from: number, to: number): void {
  server.marks[to] = server.marks[from]!;
  server.hosts[to] = server.hosts[from]!;
  server.epochs[to] = server.epochs[from]!;
}

function grow(server: FairShare): void {
  const marks = new Float64Array(server.size * 2);
  const hosts = new Int32Array(server.size * 2);
  const epochs = new Uint16Array(server.size * 2);
  marks.set(server.marks);
  hosts.set(server.hosts);
  epochs.set(server.epochs);
  Object.assign(server, { marks, hosts, epochs });
}
