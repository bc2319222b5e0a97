import type { Time } from "../support/time.js";

/**
 * The border between a policy and the world. A policy reads a `View` and answers with `Command`s; what the world needs to
 * know per host (may it take the release, may it reboot) it answers from the data the last commands left behind, without
 * waking the policy.
 */

/** What a policy may see: the upstream timeline so far and what has been reported. Never the truth. */
export interface View {
  readonly now: Time;
  /** Time of the week now [ms since Monday 00:00 UTC]. */
  readonly timeOfWeek: Time;
  /** Names of the channels; `publishedAt` and `withdrawn` of a release are in their order. */
  readonly channels: readonly string[];
  readonly groups: readonly GroupView[];
  readonly releases: readonly ReleaseView[];
}

/** A group of hosts as a policy sees it. */
export interface GroupView {
  readonly name: string;
  readonly hosts: number;
  /** Index of the channel it follows. */
  readonly channel: number;
}

/** A release as a policy sees it. */
export interface ReleaseView {
  readonly version: string;
  /** When it appeared on each channel, or undefined where it has not (yet). */
  readonly publishedAt: readonly (Time | undefined)[];
  /** Whether it has been taken off each channel again. */
  readonly withdrawn: readonly boolean[];
  /** Hosts that were let take it [hosts, counted at each grant]. */
  readonly grants: number;
  /** Reports of success and of failure that have arrived [reports]. */
  readonly successes: number;
  readonly failures: number;
  /** Hosts on it on which people noticed trouble [hosts, counted each time]. */
  readonly troubles: number;
}

/**
 * How the share of a group that may take a release grows: points of (time, share), times rising, shares never falling,
 * straight lines between them; two points of the same time make a step. Before the first point nobody may; after the last its share holds.
 */
export type OfferSchedule = readonly (readonly [time: Time, share: number])[];

/** When a host that wants to reboot may. */
export interface Gate {
  /** Hosts of the group that may be in an update reboot at once [hosts]; Infinity: no lock. */
  readonly maxReboots: number;
  /** Whether hosts of the group that are down for any reason count against `maxReboots` (Kubernetes, MCO). */
  readonly countsUnavailable: boolean;
  /** Whether the lock lives in a coordinator that a cut `lock` link makes unreachable. */
  readonly coordinator: boolean;
  /** When the holder gives the lock back: at its agent's start, whatever it booted (locksmith), or once it is well. */
  readonly releaseAt: "agent-start" | "well";
  /** Age at which a lock is taken from its holder [ms]; `NEVER`: held for ever (locksmith, airlock, kured default). */
  readonly ttl: Time;
  /** How often a waiting host asks again at most [ms]; a free lock is found after the least of the waiters' residuals. */
  readonly retry: Time;
  /** Wait between wanting and asking [ms]. */
  readonly delay: Time;
  /** Times of the week when a reboot may begin, [from, until) in [ms since Monday 00:00 UTC]; empty: always. */
  readonly windows: readonly (readonly [from: Time, until: Time])[];
  /** Whether the window is looked at again when the lock is got (the first locksmith did not). */
  readonly recheckWindow: boolean;
  /** Whether an update that needs a reboot ever asks for one; false: it waits for somebody else to reboot the host. */
  readonly automatic: boolean;
  readonly drain: DrainRule;
}

/** How containers leave before a reboot. */
export interface DrainRule {
  readonly kind: "none" | "evict";
  /** [ms]; `NEVER`: drain goes on for ever. */
  readonly timeout: Time;
  /** What happens at the timeout: reboot all the same, or give up and try again after `retry`. */
  readonly atTimeout: "reboot" | "give-up";
  /** Wait before a drain that was given up is tried again [ms]. */
  readonly retry: Time;
}

/** What a policy may order. A closed union: the world knows each. `group` and `release` are indices. */
export type Command =
  /** `rank`: which hosts come first: the same ones at every release, or newly drawn per release. Replaces an earlier offer. */
  | {
      readonly kind: "offer";
      readonly group: number;
      readonly release: number;
      readonly schedule: OfferSchedule;
      readonly rank: "host" | "release";
    }
  /** No more grants of the release in the group. Downloads under way go on. */
  | { readonly kind: "halt"; readonly group: number; readonly release: number }
  /** Takes a halt back. */
  | { readonly kind: "resume"; readonly group: number; readonly release: number }
  | { readonly kind: "gate"; readonly group: number; readonly gate: Gate }
  /** Wake the policy when the release has had `failures` failures reported, or `troubles` noticed, whichever comes first. */
  | {
      readonly kind: "watch";
      readonly release: number;
      readonly failures: number;
      readonly troubles: number;
    };

/** What a policy answers when it is woken. */
export interface Decision<Memory> {
  readonly memory: Memory;
  readonly commands: readonly Command[];
  /** When it wants to be woken next, besides for what it watches and what is published. `NEVER`: not by itself. */
  readonly wakeAt: Time;
}
