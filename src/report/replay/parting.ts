import { HostPhase } from "../../fleet/state/phases.js";
import { isPhase, type Track } from "./track.js";

/** The first moment at which hosts are in different phases under two policies that meet the same luck. */
export interface Parting {
  /** [ms] */
  readonly time: number;
  /** The first host of those that part then. */
  readonly host: number;
  /** How many part then. */
  readonly hosts: number;
  /** Its phases under the two. */
  readonly phases: readonly [number, number];
}

/** Where two policies part; undefined where no host's phases ever differ. */
export function firstParting(a: Track, b: Track): Parting | undefined {
  const merges = a.detail === "merged" || b.detail === "merged";
  const cursors = [new Cursor(a, merges), new Cursor(b, merges)] as const;
  for (;;) {
    const time = Math.min(cursors[0].nextTime, cursors[1].nextTime);
    if (time === Infinity) return undefined;
    // All of a moment first: what passes within it is no parting.
    const touched = [...cursors[0].advance(time), ...cursors[1].advance(time)];
    const parted = new Set(
      touched.filter((host) => cursors[0].phase[host] !== cursors[1].phase[host]),
    );
    if (parted.size === 0) continue;
    const host = Math.min(...parted);
    const phases = [cursors[0].phase[host]!, cursors[1].phase[host]!] as const;
    return { time, host, hosts: parted.size, phases };
  }
}

/** Goes through the phases of a track. */
class Cursor {
  readonly phase: Uint8Array;
  readonly #track: Track;
  readonly #merges: boolean;
  #at = 0;

  constructor(track: Track, merges: boolean) {
    this.#track = track;
    this.#merges = merges;
    this.phase = new Uint8Array(track.phase.length);
    this.#skip();
  }

  get nextTime(): number {
    return this.#track.columns.time[this.#at] ?? Infinity;
  }

  /** Applies what happens at this time and says to which hosts. */
  advance(time: number): number[] {
    const { host, what } = this.#track.columns;
    const touched: number[] = [];
    while (this.nextTime === time) {
      const to = what[this.#at]!;
      this.phase[host[this.#at]!] = this.#merges ? mergedPhase(to) : to;
      touched.push(host[this.#at]!);
      this.#at += 1;
      this.#skip();
    }
    return touched;
  }

  #skip(): void {
    const { what } = this.#track.columns;
    while (this.#at < what.length && !isPhase(what[this.#at]!)) this.#at += 1;
  }
}

/** A phase where the stages of a boot count as one. */
export function mergedPhase(phase: number): number {
  return phase > HostPhase.ShuttingDown && phase <= HostPhase.Workloads
    ? HostPhase.ShuttingDown
    : phase;
}
