import type { Time } from "../../support/time.js";
import type { OpenTimes } from "../../systems/windows/open-times.js";

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
  /** Moment at which the run started [ms since 1970-01-01 00:00 UTC]; only calendars need it. */
  readonly startedAt: number;
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
  /** Hosts that hold the group's reboot lock, those of other groups that share it included, as its coordinator knows them [hosts]. */
  readonly holders: number;
  /** Since when the oldest of these locks has been held; undefined where none is. */
  readonly oldestLock: Time | undefined;
}

/** What has been heard of the hosts of one stage of an offer. */
export interface StageView {
  /** Hosts whose place in the order of the rollout falls into the stage [hosts]. */
  readonly hosts: number;
  /** Hosts of it that were let take the release [hosts, counted at each grant]. */
  readonly grants: number;
  /** Reports of success and of failure from hosts of it [reports]. */
  readonly successes: number;
  readonly failures: number;
  /** Hosts of it on the release on which people noticed trouble [hosts, counted each time]. */
  readonly troubles: number;
}

/** A release as a policy sees it. */
export interface ReleaseView {
  readonly version: string;
  /** Every host has to run it before it may take a newer one. */
  readonly barrier: boolean;
  /** Hosts that run it are offered nothing any more. */
  readonly deadEnd: boolean;
  /** Comes from a pocket whose updates are never phased. */
  readonly security: boolean;
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
  /** By group: the stages of its standing offer, first one first; empty where it has none. */
  readonly stages: readonly (readonly StageView[])[];
}

/**
 * How the share of a group that may take a release grows: points of (time, share), times rising, shares never falling,
 * straight lines between them; two points of the same time make a step. Before the first point nobody may; after the last its share holds.
 */
export type OfferSchedule = readonly (readonly [time: Time, share: number])[];

/**
 * When each of `n` equal parts of the order of a rollout may take the release, the first part first; `NEVER`: not. For systems
 * that number hosts coarsely (Bottlerocket: 2048 seeds, apt: 101 buckets) and whose times need not rise with the number.
 */
export interface OfferTable {
  readonly times: readonly Time[];
}

/**
 * A host's place in the order of a rollout [0..1):
 * `host`: fixed; `release`: drawn anew for each release;
 * `wariness`: Cincinnati's hash of the host's uuid, fixed; `seed`: Bottlerocket's seed, drawn once, of 2048;
 * `phasing`: apt's draw from source, version and machine id, of 101.
 */
export type RankRule = "host" | "release" | "wariness" | "seed" | "phasing";

/** What an update server keeps count of before it grants (Nebraska). */
export interface Quota {
  /** Grants in any trailing `period`, and updates under way at once [hosts]; from 900,000 on no limit, unless in safe mode. */
  readonly max: number;
  readonly period: Time;
  /** An update under way for longer counts as timed out instead [ms]. */
  readonly timeout: Time;
  /** One host at a time until the first attempt has ended, however; a time-out switches the group off. */
  readonly safeMode: boolean;
  /** When it grants at all; undefined: always. */
  readonly officeHours: OpenTimes | undefined;
}

/** Which hosts of a group an offer is for, by the release they run, an index; -1 is older than all. */
export interface OfferFrom {
  /** Hosts that run at least this release (a barrier, a floor). */
  readonly atLeast: number;
  /** But not these (dead ends). */
  readonly except: readonly number[];
}

/** How long a host that found the lock taken waits before it asks again: `first`, doubled each time, at most `cap` [ms]. */
export interface RetryRule {
  readonly first: Time;
  readonly cap: Time;
}

/** Users who are logged in and hold a reboot up. */
export interface SessionRule {
  /** Share of hosts with a session at the moment of the reboot [0..1]. */
  readonly share: number;
  /** How long they hold it up at most [ms]. */
  readonly wait: Time;
}

/**
 * Whose rules the lock follows. `locksmith`: each host asks by itself; `fleetlock`: airlock, which keeps the capacity that a lock was
 * created with, whatever is ordered later; `kured`: expired holders are purged only when it is full; `mco`: a controller, one loop
 * that looks at all hosts and picks (OpenShift MCO, and alike FLUO, brupop and the system-upgrade-controller).
 */
export type LockKind = "locksmith" | "fleetlock" | "kured" | "mco";

/** Whom a lock is for: the hosts of one group, or those of all groups whose gates say so, together. */
export type LockScope = "group" | "cluster";

/**
 * Which of the waiting hosts gets the lock next: `race`: whoever asks first, at random; `first-come`; `index`: the order in which
 * hosts were made; `zone`: zone by zone, then `index` (OpenShift MCO); `hash`: a fixed order that looks random
 * (system-upgrade-controller); `fewest-crashes`: failed boots, then `index` (brupop).
 */
export type LockOrder = "race" | "first-come" | "index" | "zone" | "hash" | "fewest-crashes";

/** When a host that wants to reboot may. */
export interface Gate {
  /** Hosts that may hold the lock, and so be in an update reboot, at once [hosts]; Infinity: no lock. */
  readonly maxReboots: number;
  /** Whether hosts that the lock is for and that are down for any reason count against `maxReboots` (Kubernetes, MCO). */
  readonly countsUnavailable: boolean;
  readonly lock: LockKind;
  readonly lockScope: LockScope;
  readonly order: LockOrder;
  /** Whether the lock lives in a coordinator that a cut `lock` link makes unreachable. */
  readonly coordinator: boolean;
  /** What a host does that cannot reach the coordinator: fail closed, or fail open (locksmith's old best-effort). */
  readonly unreachable: "wait" | "reboot";
  /**
   * When the holder gives the lock back: at its agent's start, whatever it booted (locksmith); once it is well; once it is well
   * on what it was to take, so that a host that fell back keeps it (OpenShift MCO); or never.
   */
  readonly releaseAt: "agent-start" | "well" | "updated" | "never";
  /** The lock is kept this much longer (kured's lock-release-delay) [ms]. */
  readonly releaseDelay: Time;
  /** Age at which a lock is taken from its holder [ms]; `NEVER`: held for ever (locksmith, airlock, kured default). */
  readonly ttl: Time;
  /** How often a waiting host asks again; a free lock is found after the least of the waiters' residuals. */
  readonly retry: RetryRule;
  /** Wait between getting the lock and acting on it (FLUO's next pass) [ms]. */
  readonly startDelay: Time;
  /** Wait between wanting and asking [ms], and how much longer it is at most, uniform [ms]. */
  readonly delay: Time;
  readonly delaySpread: Time;
  /** When a reboot may begin; undefined: always. */
  readonly windows: OpenTimes | undefined;
  /** A host that has waited for a window begins up to this much after it opens, uniform [ms] (coreos/bugs#2610 asked for it). */
  readonly openingSpread: Time;
  /** Whether the window is looked at again when the lock is got (the first locksmith did not). */
  readonly recheckWindow: boolean;
  /** Whether an update that needs a reboot ever asks for one; false: it waits for somebody else to reboot the host. */
  readonly automatic: boolean;
  /** Nobody gets the lock while more of the hosts that it is for than this are not well (kured's alert blockers) [hosts]; Infinity: never. */
  readonly blockedAbove: number;
  /** A host whose last boots failed waits 2^failures minutes, at most this, before it may try again (brupop) [ms]; 0: no wait. */
  readonly crashBackOff: Time;
  /** Logged-in users; asked after the lock has been taken (Zincati) . */
  readonly sessions: SessionRule;
  readonly drain: DrainRule;
}

/** How containers leave before a reboot. */
export interface DrainRule {
  readonly kind: "none" | "evict";
  /** [ms]; `NEVER`: drain goes on for ever. */
  readonly timeout: Time;
  /**
   * What happens at the timeout: reboot all the same; give up, give the lock back and try again after `retry`; or stay as it is,
   * cordoned and holding the lock, and try again after `retry` (system-upgrade-controller, whose job is drain and reboot in one: a
   * host that comes back later than `timeout` after it got the lock keeps it until a job runs again).
   */
  readonly atTimeout: "reboot" | "give-up" | "stuck";
  /** Wait before a drain that was given up, or is stuck, is tried again [ms]; `NEVER`: it is not. */
  readonly retry: Time;
}

/** What a policy may order. A closed union: the world knows each. `group` and `release` are indices. */
export type Command =
  /**
   * Lets hosts of a group take a release, each in its turn. Replaces an earlier offer but not what was counted for it.
   * `stages`: upper bounds of the parts of the order that are counted apart, rising, the last one 1; left out: not counted.
   * `total`: grants in all; left out: no limit.
   */
  | {
      readonly kind: "offer";
      readonly group: number;
      readonly release: number;
      readonly schedule: OfferSchedule | OfferTable;
      readonly rank: RankRule;
      readonly stages?: readonly number[];
      readonly quota?: Quota;
      readonly from?: OfferFrom;
      readonly total?: number;
    }
  /** No more grants of the release in the group. Downloads under way go on. */
  | { readonly kind: "halt"; readonly group: number; readonly release: number }
  /** Takes a halt back. */
  | { readonly kind: "resume"; readonly group: number; readonly release: number }
  /** Hosts of the group that run the release go back, at their next check, to the one before; nobody takes it meanwhile. */
  | { readonly kind: "recall"; readonly group: number; readonly release: number }
  | { readonly kind: "gate"; readonly group: number; readonly gate: Gate }
  /** Takes the group's lock from holders that are not up and have held it for at least `heldFor` [ms] (a person, by hand). */
  | { readonly kind: "unlock"; readonly group: number; readonly heldFor: Time }
  /** Wake the policy when the release has had `failures` failures reported, or `troubles` noticed, whichever comes first. */
  | {
      readonly kind: "watch";
      readonly release: number;
      readonly failures: number;
      readonly troubles: number;
    }
  /** Wake the policy when one stage of a standing offer has had so many of these; whichever comes first. Infinity: not for it. */
  | {
      readonly kind: "watch-stage";
      readonly group: number;
      readonly release: number;
      readonly stage: number;
      readonly successes: number;
      readonly failures: number;
      readonly troubles: number;
    }
  /** Wake the policy when the group's lock has been held for `heldFor` [ms]; `NEVER`: do not. */
  | { readonly kind: "watch-lock"; readonly group: number; readonly heldFor: Time };

/** What a policy answers when it is woken. */
export interface Decision<Memory> {
  readonly memory: Memory;
  readonly commands: readonly Command[];
  /** When it wants to be woken next, besides for what it watches and what is published. `NEVER`: not by itself. */
  readonly wakeAt: Time;
}
