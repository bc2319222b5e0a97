import type { Time } from "../../support/time.js";
import type { World } from "../state/world.js";
import type { HoldsBack } from "./hold.js";

/** What keeps a host from getting on with its update: found in the state of the world, told as plain data. */

/** One thing that a host waits for. Plain data: it crosses from a worker and is written to files. */
export interface Blocker {
  /** Which of the kinds; `fleet/blockers/kinds` has one file for each. */
  readonly kind: string;
  /** The host that it is about, by number and by name (`web-12`). */
  readonly host: number;
  readonly hostName: string;
  /** The host on which it depends when this is over. */
  readonly nextHost?: string;
  readonly service?: string;
  readonly release?: string;
  /** The fault behind it, as the scenario names it. */
  readonly fault?: string;
  /** The part of the policy behind it, or a reason in words. */
  readonly by?: string;
  readonly figures: Readonly<Record<string, number>>;
  /** Since when, as far as the world keeps it [ms]. */
  readonly since: Time | null;
  /** When it is over by itself [ms]; null: not by itself, as far as can be told. */
  readonly until: Time | null;
}

/** What a kind of blocker finds, in indices. */
export interface Found {
  readonly service?: number;
  readonly release?: number;
  /** Index of the effect in the fault plan; below 0: none. */
  readonly fault?: number;
  readonly by?: string | undefined;
  readonly figures?: Readonly<Record<string, number>>;
  readonly since?: Time;
  readonly until?: Time;
  /** The host on which it depends when this is over; that one's blocker follows in the chain. */
  readonly next?: number;
}

/** What is looked at, and what is known besides. */
export interface Look {
  readonly world: World;
  /** The moment that is looked at: at or after the last event [ms]. */
  readonly now: Time;
  /** Of each group: the newest good release that its hosts could take; -1 where there is none. */
  readonly targets: readonly number[];
  readonly holdsBack: HoldsBack;
  /** The chains that have been followed already: many hosts wait for the same one. */
  readonly chains: Map<number, readonly Blocker[]>;
  /** The host that is to give a lock back before others get on; -1: nobody holds it. */
  holderToBlame(lock: number): number;
}

/**
 * A kind of blocker. Kinds are asked in the order of their list, and the first that finds something is the reason. It makes a
 * stall once it has lasted for longer than anybody would wait (`patience.ts`), counted from its `since`, or else from the moment at
 * which the group's progress stopped.
 */
export interface BlockerKind {
  readonly kind: string;
  /** One sentence: what a host waits for. */
  readonly doc: string;
  /** Whether it belongs to the plan, and is no stall, as long as its end is known. */
  readonly isPlan: boolean;
  /** Whether it is asked of hosts that wait for a release, of those that hold the lock, or of both. */
  readonly of: "waiting" | "holder" | "both";
  /** What holds this host back; undefined: nothing of this kind. */
  find(look: Look, host: number): Found | undefined;
  /** The reason in words, without a time: a clause that stands alone. */
  says(blocker: Blocker): string;
  /** What would let the host go on, in words. */
  remedy(blocker: Blocker): string;
}

/** Keeps the type of a kind where it is defined. */
export function defineBlocker(kind: BlockerKind): BlockerKind {
  return kind;
}

/** "1 host", "1,200 hosts". */
export function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** A whole number with its thousands apart. */
export function grouped(n: number): string {
  return String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** " (fault x)", or nothing. */
export function faultOf({ fault }: Blocker): string {
  return fault === undefined ? "" : ` (fault ${fault})`;
}
