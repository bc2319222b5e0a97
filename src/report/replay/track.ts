import { HostPhase, hostPhaseNames } from "../../fleet/state/phases.js";
import type { Columns } from "./columns.js";
import type { Detail } from "./replay-data.js";

/** Records between two keyframes: a jump applies at most so many. */
const KEYFRAME_EVERY = 4096;

/** Phases of all hosts under one policy at a time that can be moved to and fro. */
export class Track {
  readonly policy: string;
  readonly detail: Detail;
  readonly columns: Columns;
  /** Of each host, now. */
  readonly phase: Uint8Array;
  /** Hosts in each phase, now. */
  readonly counts: Uint32Array;
  readonly #keyframes: readonly Uint8Array[];
  /** Records that are applied. */
  #applied = 0;

  constructor(
    policy: string,
    detail: Detail,
    { columns, hosts }: { readonly columns: Columns; readonly hosts: number },
  ) {
    this.policy = policy;
    this.detail = detail;
    this.columns = columns;
    this.phase = new Uint8Array(hosts);
    this.counts = new Uint32Array(hostPhaseNames.length);
    this.counts[HostPhase.Serving] = hosts;
    this.#keyframes = keyframesOf(columns, hosts);
  }

  /** Moves to a time [ms]: everything up to and including it has happened. */
  seek(time: number): void {
    const end = recordsUntil(this.columns, time);
    const frame = Math.floor(end / KEYFRAME_EVERY);
    const isNear = end >= this.#applied && end - this.#applied <= KEYFRAME_EVERY;
    if (!isNear) this.#jump(frame);
    while (this.#applied < end) this.#apply(this.#applied++);
  }

  #jump(frame: number): void {
    this.phase.set(this.#keyframes[frame]!);
    this.counts.fill(0);
    for (const phase of this.phase) this.counts[phase]! += 1;
    this.#applied = frame * KEYFRAME_EVERY;
  }

  #apply(record: number): void {
    const to = this.columns.what[record]!;
    if (!isPhase(to)) return;
    const host = this.columns.host[record]!;
    this.counts[this.phase[host]!]! -= 1;
    this.counts[to]! += 1;
    this.phase[host] = to;
  }
}

/** Whether a record says a host's new phase. */
export function isPhase(what: number): boolean {
  return what < hostPhaseNames.length;
}

/** How many records there are up to and including a time [ms]. */
function recordsUntil({ time }: Columns, until: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyframesOf({ host, what }: Columns, hosts: number): Uint8Array[] {
  const now = new Uint8Array(hosts);
  const frames = [now.slice()];
  for (let i = 0; i < host.length; i++) {
    if (isPhase(what[i]!)) now[host[i]!] = what[i]!;
    if ((i + 1) % KEYFRAME_EVERY === 0) frames.push(now.slice());
  }
  return frames;
}

/** Hosts that do not serve, most of them in each of `bins` equal parts of the time up to the horizon [ms]. */
export function hostsAway(
  { host, what, time }: Columns,
  horizon: number,
  { hosts, bins }: { readonly hosts: number; readonly bins: number },
): Uint32Array {
  const away = new Uint8Array(hosts);
  const most = new Uint32Array(bins);
  let now = 0;
  let bin = 0;
  for (let i = 0; i < host.length; i++) {
    if (!isPhase(what[i]!)) continue;
    const at = Math.min(bins - 1, Math.floor((time[i]! / horizon) * bins));
    while (bin < at) most[++bin] = now;
    const isAway = Number(what[i] !== HostPhase.Serving && what[i] !== HostPhase.FallenBack);
    now += isAway - away[host[i]!]!;
    away[host[i]!] = isAway;
    most[bin] = Math.max(most[bin]!, now);
  }
  while (bin < bins - 1) most[++bin] = now;
  return most;
}
