import type { EventQueue } from "../engine/event-queue.js";
import { uniform, type Stream } from "../random/draw.js";
import type { Purpose } from "../random/purposes.js";
import type { Variate } from "../random/variate.js";
import type { Time } from "../support/time.js";
import type { ContainerColumns } from "./container-columns.js";
import type { Gate, OfferSchedule } from "./control.js";
import { priorityOf, type Event } from "./events.js";
import type { FairShare } from "./fair-share.js";
import type { HostColumns } from "./host-columns.js";
import type { FleetFacts, Model } from "./model.js";
import type { Room } from "./room-lists.js";
import type { Transition, TransitionKind, TransitionSink } from "./transitions.js";

/** The luck of a run: a stream for each purpose, by its number. */
export type Luck = readonly Stream[];

/** One group's part of the state: its lock, and its hosts and containers that wait for something. */
export interface GroupState {
  gate: Gate;
  /** The shortest time after which a service of the group gives up on a host that is down [ms]. */
  readonly rescheduleAfter: Time;
  /** Hosts that hold the reboot lock [hosts]. */
  holders: number;
  /** Hosts that are not well, for whatever reason [hosts]. */
  unwell: number;
  /** Hosts that wait for the lock, first come first served. */
  waitHead: number;
  waitTail: number;
  waiting: number;
  lockFreePending: boolean;
  lockFrees: number;
  /** Containers without room, first come first served. */
  pendingHead: number;
  pendingTail: number;
  /** Hosts whose drain is held up. */
  readonly drains: number[];
  drainWakePending: boolean;
  /** Offers that stand, newest release first. */
  readonly offers: Offer[];
}

/** What a policy lets a group take. */
export interface Offer {
  readonly release: number;
  readonly schedule: OfferSchedule;
  readonly rank: "host" | "release";
  halted: boolean;
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
  readonly releases: readonly ReleaseState[];
  readonly server: FairShare;
  readonly crews: CrewState;
  /** Server outages that overlap now. */
  serverDown: number;
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
