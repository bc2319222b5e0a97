import type { EventQueue } from "../../engine/event-queue.js";
import { uniform, type Stream } from "../../random/draw.js";
import type { Purpose } from "../../random/purposes.js";
import type { Variate } from "../../random/variate.js";
import type { Time } from "../../support/time.js";
import type { Conditions, EffectsByKind } from "../effects/condition-columns.js";
import type { ContainerColumns } from "./container-columns.js";
import type {
  Gate,
  OfferFrom,
  OfferSchedule,
  OfferTable,
  RankRule,
} from "../control/policy-contract.js";
import { priorityOf, type Event } from "./events.js";
import type { FairShare } from "../update/fair-share.js";
import type { HostColumns } from "./host-columns.js";
import type { LockState } from "../reboot/lock-state.js";
import type { FleetFacts, Model } from "./model.js";
import type { QuotaState } from "../update/quota-state.js";
import type { Room } from "../containers/room-lists.js";
import type { Transition, TransitionKind, TransitionSink } from "./transitions.js";

/** The luck of a run: a stream for each purpose, by its number. */
export type Luck = readonly Stream[];

/** One group's part of the state: its gate, and its hosts and containers that wait for something. */
export interface GroupState {
  gate: Gate;
  /** Number of the reboot lock that its hosts ask for. */
  lock: number;
  /** The shortest time after which a service of the group gives up on a host that is down [ms]. */
  readonly rescheduleAfter: Time;
  /** Releases whose hosts are to go back. */
  readonly recalled: number[];
  /** Containers without room, first come first served. */
  pendingHead: number;
  pendingTail: number;
  /** Hosts whose drain is held up. */
  readonly drains: number[];
  drainWakePending: boolean;
  /** When an update last brought one of its hosts to a good release that the host had not run before; 0: never yet. */
  progressedAt: Time;
  /** Offers that stand, newest release first. */
  readonly offers: Offer[];
  /** The update server's counts, which its offers share; undefined: it counts nothing. */
  quota: QuotaState | undefined;
}

/** What a policy lets a group take. */
export interface Offer {
  readonly release: number;
  readonly schedule: OfferSchedule | OfferTable;
  readonly rank: RankRule;
  readonly from: OfferFrom;
  /** Grants in all [hosts]; Infinity: no limit. */
  readonly total: number;
  /** What is counted of each part of the order; undefined: nothing. */
  readonly stages: StageCounts | undefined;
  /** What the server keeps count of before it grants; undefined: nothing. */
  readonly quota: QuotaState | undefined;
  granted: number;
  halted: boolean;
  /** When it was halted last. */
  haltedAt: Time;
}

/** Counts of the stages of an offer: for each of them `STAGE_FIELDS` numbers, in the order of `StageField`. */
export interface StageCounts {
  /** Upper bounds of the stages in the order of the rollout, rising, the last one 1. */
  readonly bounds: readonly number[];
  readonly counts: Int32Array;
  /** Counts at which the policy is woken, in the same places; Infinity: never. */
  readonly watches: Float64Array;
}

/** What has been heard and seen of a release. */
export interface ReleaseState {
  readonly publishedAt: (Time | undefined)[];
  readonly withdrawn: boolean[];
  grants: number;
  successes: number;
  failures: number;
  troubles: number;
  /** Counts at which the policy is to be woken; Infinity: never. */
  watchFailures: number;
  watchTroubles: number;
}

/** The repair crews and the hosts that wait for one, first come first served. */
export interface CrewState {
  busy: number;
  head: number;
  tail: number;
}

/** Everything of a replication that changes, plain values and typed arrays only: copy it and both copies go on. */
export interface WorldState {
  readonly hosts: HostColumns;
  readonly containers: ContainerColumns;
  /** Containers of each service that serve. */
  readonly serving: Int32Array;
  /** Containers placed, by service and zone: the spread. */
  readonly placed: Int32Array;
  readonly room: Room;
  readonly groups: readonly GroupState[];
  /** As many as groups; not all of them need be in use. */
  readonly locks: readonly LockState[];
  readonly releases: readonly ReleaseState[];
  readonly server: FairShare;
  readonly crews: CrewState;
  readonly conditions: Conditions;
  /** Share of its bandwidth that the update server has [0..1]. */
  serverShare: number;
  /** Server outages that overlap now. */
  serverDown: number;
  /** The present or the last outage of the server: the how-manieth it is, and when; 0 before the first. */
  readonly outage: { number: number; from: Time; until: Time };
  policyWakeAt: Time;
}

/** The policy as the world sees it: something to wake. */
export interface Controller {
  wake(world: World): void;
}

/** One replication in progress. */
export interface World {
  readonly model: Model;
  readonly facts: FleetFacts;
  readonly effectsByKind: EffectsByKind;
  luck: Luck;
  readonly queue: EventQueue;
  readonly state: WorldState;
  readonly controller: Controller;
  /** Who receives every transition. */
  sink: TransitionSink;
  /** The one object all transitions are handed over in. */
  readonly transition: { -readonly [K in keyof Transition]: Transition[K] };
}

/** Luck of the world: 0 < u < 1, the same whenever and under whichever policy it is asked for. */
export function draw(world: World, purpose: Purpose, entity: number, occurrence: number): number {
  return uniform(world.luck[purpose]!, entity, occurrence);
}

/**
 * A release in the key of a draw that counts something besides [0..4096), -1 for what is older than all: distinct for listed releases. Two of a train may
 * have the same; what is counted tells them apart.
 */
export function shortKey({ model }: World, release: number): number {
  return release < 0 ? release : model.releases[release]!.key & 4_095;
}

/** A drawn duration [ms], rounded to the clock. */
export function drawTime(
  world: World,
  variate: Variate,
  purpose: Purpose,
  entity: number,
  occurrence: number,
): Time {
  return Math.floor(variate.at(draw(world, purpose, entity, occurrence)) + 0.5);
}

/** Puts an event into the queue at `time`; nothing is ever scheduled at `NEVER`. */
export function schedule(
  world: World,
  time: Time,
  kind: Event,
  subject: number,
  argument: number,
): void {
  if (time <= world.model.horizon)
    world.queue.push(time, priorityOf(kind), kind, subject, argument);
}

/** Puts an event into the queue `delay` from now. */
export function scheduleIn(
  world: World,
  delay: Time,
  kind: Event,
  subject: number,
  argument: number,
): void {
  schedule(world, world.queue.time + delay, kind, subject, argument);
}

/** Hands a transition to every fold. */
export function emit(
  world: World,
  kind: TransitionKind,
  subject: number,
  from: number,
  to: number,
  cause = 0,
  detail = 0,
): void {
  const transition = world.transition;
  transition.time = world.queue.time;
  transition.kind = kind;
  transition.subject = subject;
  transition.from = from;
  transition.to = to;
  transition.cause = cause;
  transition.detail = detail;
  world.sink(transition);
}

/** The group a host belongs to. */
export function groupOf(world: World, host: number): number {
  return world.facts.groupOf[host]!;
}

/** Number of the reboot lock that a host asks for. */
export function lockNumberOf(world: World, host: number): number {
  return world.state.groups[groupOf(world, host)]!.lock;
}

/** The reboot lock that a host asks for. */
export function lockOf(world: World, host: number): LockState {
  return world.state.locks[lockNumberOf(world, host)]!;
}
