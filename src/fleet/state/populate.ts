import { EventQueue } from "../../engine/event-queue.js";
import { seedKey, stream } from "../../random/draw.js";
import { Purpose } from "../../random/purposes.js";
import { NEVER } from "../../support/time.js";
import { loaderOf } from "../../systems/loaders/index.js";
import { createConditions, effectsByKind } from "../effects/condition-columns.js";
import { createContainerColumns } from "./container-columns.js";
import type { Gate } from "../control/policy-contract.js";
import type { DefectReach } from "../defects/defect-reach.js";
import { Event } from "./events.js";
import { createFairShare } from "../update/fair-share.js";
import { createHostColumns } from "./host-columns.js";
import { hostPartsOf } from "./host-parts.js";
import { type Layout, layOut } from "./layout.js";
import { createLock } from "../reboot/lock-state.js";
import { link, reserve } from "../containers/container-lists.js";
import type { DefectModel, FleetFacts, MechanismModel, Model } from "./model.js";
import { displace } from "../containers/placement.js";
import { createRoom } from "../containers/room-lists.js";
import { enterRoom, findRoom } from "../containers/room.js";
import { slotAttributes } from "../../systems/loaders/attributes.js";
import type { TransitionSink } from "./transitions.js";
import {
  schedule,
  type Controller,
  type GroupState,
  type Luck,
  type ReleaseState,
  type World,
  type WorldState,
} from "./world.js";

/** The luck of a replication: one stream for each purpose. */
export function luckOf(seed: string, replication: number): Luck {
  const key = seedKey(seed);
  const streams: ReturnType<typeof stream>[] = [];
  for (const purpose of Object.values(Purpose))
    streams[purpose] = stream(key, purpose, replication);
  return streams;
}

/** A fleet at time 0: every host serves its group's first release, every container that fits serves. */
export function populate(model: Model, controller: Controller, sink: TransitionSink): World {
  const luck = luckOf(model.seed, model.replication);
  const layout = layOut(model.groups, luck[Purpose.Cohort]!);
  const facts = factsOf(model, layout);
  const world: World = {
    model,
    facts,
    effectsByKind: effectsByKind(model.faults),
    luck,
    queue: new EventQueue(),
    state: emptyState(model, facts),
    controller,
    sink,
    transition: { time: 0, kind: 0, subject: 0, from: 0, to: 0, cause: 0, detail: 0 },
  };
  world.state.hosts.cohort.set(layout.cohortOf);
  initialiseHosts(world);
  placeAll(world);
  scheduleTimeline(world);
  return world;
}

/** What folds may know of the fleet of a model. */
function factsOf(model: Model, layout: Layout): FleetFacts {
  const { zoneOf, groupOf, cohortOf, rackOf, racks } = layout;
  const containers = model.services.reduce((sum, service) => sum + service.replicas, 0);
  const serviceOf = new Uint16Array(containers);
  for (const [index, service] of model.services.entries()) {
    serviceOf.fill(index, service.first, service.first + service.replicas);
  }
  return {
    horizon: model.horizon,
    hosts: zoneOf.length,
    containers,
    zones: model.zones,
    channels: model.channels,
    cohorts: model.cohorts,
    racks,
    asked: model.asked,
    parts: hostPartsOf({ ...model, ...layout }),
    groups: model.groups.map((group) => ({
      ...group,
      mechanism: group.mechanism.kind,
      tries: strictTries(group.mechanism),
    })),
    services: model.services,
    releases: model.releases.map((release) => ({
      version: release.version,
      payload: release.payload,
      mechanisms: release.mechanisms,
      bad: release.defects.some((defect) => model.defects[defect]!.probability > 0),
      defects: release.defects.flatMap((defect) => reachOf(model, model.defects[defect]!)),
    })),
    zoneOf,
    groupOf,
    cohortOf,
    rackOf,
    serviceOf,
    homeOf: new Int32Array(containers).fill(-1),
    crews: model.people.crews,
    faults: model.faults,
  };
}

/** Which hosts a defect can hit; nothing for one without probability. */
function reachOf({ groups }: Model, defect: DefectModel): DefectReach[] {
  const { component, cohorts, minContainers, probability, runtimes } = defect;
  if (probability <= 0) return [];
  const hit = groups.flatMap(({ runtime }, group) => {
    const isFor = defect.groups.length === 0 || defect.groups.includes(group);
    return isFor && (runtimes.length === 0 || runtimes.includes(runtime.kind)) ? [group] : [];
  });
  return [{ component, groups: hit, cohorts, minContainers }];
}

/** The tries of a loader that keeps to them: a boot script of RAUC gives all slots new ones when none is left. */
function strictTries({ kind, loader, tries }: MechanismModel): number {
  return kind === "ab" && loader !== "uboot" && loader !== "uncounted" ? tries : 0;
}

/** Until the policy says otherwise nobody is let reboot. */
const CLOSED: Gate = {
  maxReboots: 0,
  countsUnavailable: false,
  lock: "locksmith",
  lockScope: "group",
  order: "first-come",
  coordinator: false,
  unreachable: "wait",
  releaseAt: "agent-start",
  releaseDelay: 0,
  ttl: NEVER,
  retry: { first: 300_000, cap: 300_000 },
  startDelay: 0,
  delay: 0,
  delaySpread: 0,
  windows: undefined,
  openingSpread: 0,
  recheckWindow: true,
  automatic: false,
  blockedAbove: Number.POSITIVE_INFINITY,
  crashBackOff: 0,
  sessions: { share: 0, wait: 0 },
  drain: { kind: "none", timeout: NEVER, atTimeout: "reboot", retry: 0 },
};

function emptyState(model: Model, facts: FleetFacts): WorldState {
  const largest = model.groups.reduce((most, group) => Math.max(most, group.capacity), 0);
  return {
    hosts: createHostColumns(facts.hosts),
    containers: createContainerColumns(facts.containers),
    serving: Int32Array.from(model.services, (service) => service.replicas),
    placed: new Int32Array(model.services.length * model.zones.length),
    room: createRoom(model.groups.length, model.zones.length, largest),
    groups: model.groups.map((_, index) => emptyGroup(model, index)),
    locks: model.groups.map(() => createLock(CLOSED)),
    releases: model.releases.map(() => emptyRelease(model)),
    server: createFairShare(),
    crews: { busy: 0, head: -1, tail: -1 },
    conditions: createConditions(model.faults, facts.hosts),
    serverShare: 1,
    serverDown: 0,
    outage: { number: 0, from: 0, until: 0 },
    policyWakeAt: NEVER,
  };
}

function emptyGroup(model: Model, index: number): GroupState {
  const services = model.services.filter((service) => service.group === index);
  return {
    gate: CLOSED,
    lock: index,
    rescheduleAfter: services.reduce(
      (least, service) => Math.min(least, service.rescheduleAfter),
      NEVER,
    ),
    recalled: [],
    pendingHead: -1,
    pendingTail: -1,
    drains: [],
    drainWakePending: false,
    progressedAt: 0,
    offers: [],
    quota: undefined,
  };
}

function emptyRelease(model: Model): ReleaseState {
  return {
    publishedAt: model.channels.map(() => undefined),
    withdrawn: model.channels.map(() => false),
    grants: 0,
    successes: 0,
    failures: 0,
    troubles: 0,
    watchFailures: NEVER,
    watchTroubles: NEVER,
  };
}

function initialiseHosts(world: World): void {
  const { hosts } = world.state;
  for (const group of world.model.groups) {
    for (let host = group.first; host < group.first + group.hosts; host++) {
      hosts.capacity[host] = group.capacity;
      hosts.release[host] = group.initialRelease;
      hosts.furthest[host] = group.initialRelease;
      hosts.slotRelease.fill(group.initialRelease, 2 * host, 2 * host + 2);
      hosts.running.fill(group.initialRelease, 3 * host, 3 * host + 3);
      hosts.installed.fill(group.initialRelease, 3 * host, 3 * host + 3);
      hosts.slotAttributes[2 * host] = slotAttributes(1, 0, true);
      loaderOf(group.mechanism.loader).markGood(hosts.slotAttributes, 2 * host, 2, 0);
      enterRoom(world, host);
    }
  }
}

/** Places every container; those without room wait for some from the start. */
function placeAll(world: World): void {
  const { containers } = world.state;
  for (const [index, service] of world.model.services.entries()) {
    for (let c = service.first; c < service.first + service.replicas; c++) {
      containers.service[c] = index;
      const host = findRoom(world, index);
      if (host < 0) {
        displace(world, c);
      } else {
        reserve(world, host);
        link(world, c, host);
        world.facts.homeOf[c] = host;
      }
    }
  }
}

function scheduleTimeline(world: World): void {
  for (const [index, effect] of world.model.faults.entries()) {
    schedule(world, effect.from, Event.EffectBegins, index, 0);
    schedule(world, effect.until, Event.EffectEnds, index, 0);
  }
  for (const [index, publication] of world.model.publications.entries()) {
    schedule(world, publication.at, Event.Publication, index, 0);
  }
  world.state.policyWakeAt = 0;
  schedule(world, 0, Event.PolicyWake, 0, 0);
}
