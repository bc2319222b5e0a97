import type { Command, OfferFrom, View } from "./policy-contract.js";
import { UpdateStage } from "../state/host-columns.js";
import { oldestLock, unlockDead } from "../reboot/lock.js";
import { announceFree } from "../reboot/lock-line.js";
import { setGate } from "../reboot/lock-scope.js";
import type { LockState } from "../reboot/lock-state.js";
import { isUp, type HostPhase } from "../state/phases.js";
import { isFreeToUpdate, pollFrom } from "../update/polling.js";
import { setQuota, quotaResumed } from "../update/quota.js";
import { viewOfRelease } from "./release-view.js";
import { countInStage, createStages, STAGE_FIELDS, StageField } from "../update/stages.js";
import { TransitionKind } from "../state/transitions.js";
import { WEEK } from "../../support/time.js";
import { Event } from "../state/events.js";
import { emit, schedule, type Offer, type World } from "../state/world.js";

/** What a policy orders, and what it gets to see. */

/** Any host, whatever it runs. */
const ANYBODY: OfferFrom = { atLeast: -1, except: [] };

/** Carries out one command. */
export function applyCommand(world: World, command: Command): void {
  switch (command.kind) {
    case "offer":
      offer(world, command);
      return;
    case "halt":
      setHalted(world, command.group, command.release, true);
      return;
    case "resume":
      setHalted(world, command.group, command.release, false);
      return;
    case "recall":
      recall(world, command.group, command.release);
      return;
    case "gate":
      setGate(world, command.group, command.gate);
      askAgain(world, command.group);
      return;
    case "unlock":
      unlockDead(world, world.state.groups[command.group]!.lock, command.heldFor);
      return;
    case "watch": {
      const release = world.state.releases[command.release]!;
      release.watchFailures = command.failures;
      release.watchTroubles = command.troubles;
      return;
    }
    case "watch-stage":
      watchStage(world, command);
      return;
    case "watch-lock":
      lockOfGroup(world, command.group).watch = command.heldFor;
      return;
  }
}

/** Puts an offer in its place, newest release first; one that stands is replaced but keeps its halt. */
function offer(world: World, command: Extract<Command, { kind: "offer" }>): void {
  const { offers } = world.state.groups[command.group]!;
  const at = offers.findIndex((standing) => standing.release <= command.release);
  const standing = at < 0 ? undefined : offers[at];
  const replaces = standing?.release === command.release;
  const before = replaces ? standing : undefined;
  const next = offerOf(world, command, before);
  offers.splice(at < 0 ? offers.length : at, replaces ? 1 : 0, next);
  if (next.stages !== before?.stages) countHosts(world, command.group, next);
  lookAgain(world, command.group);
}

/** The offer as the world keeps it; what has been counted for the one it replaces goes on where it is counted alike. */
function offerOf(
  world: World,
  command: Extract<Command, { kind: "offer" }>,
  before: Offer | undefined,
): Offer {
  const { group, release, schedule, rank, stages, quota } = command;
  const sameStages = sameJson(before?.stages?.bounds, stages);
  const counts = world.state.groups[group]!.quota;
  if (quota !== undefined && !sameJson(counts?.quota, quota)) setQuota(world, group, quota);
  const newStages = stages === undefined ? undefined : createStages(stages);
  return {
    release,
    schedule,
    rank,
    from: command.from ?? ANYBODY,
    total: command.total ?? Number.POSITIVE_INFINITY,
    stages: sameStages ? before?.stages : newStages,
    quota: quota === undefined ? undefined : world.state.groups[group]!.quota,
    granted: before?.granted ?? 0,
    halted: before?.halted ?? false,
    haltedAt: before?.haltedAt ?? 0,
  };
}

/** Whether two settings read the same; they are small, and a policy wakes rarely. */
function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Counts the hosts of each stage, once. */
function countHosts(world: World, group: number, offer: Offer): void {
  if (offer.stages === undefined) return;
  const { first, hosts } = world.facts.groups[group]!;
  for (let host = first; host < first + hosts; host++) {
    countInStage(world, host, offer, StageField.Hosts);
  }
}

/** Offers what a group is offered, and what is not halted, to all of it at once. @returns whether there was anything to widen. */
export function offerToAll(world: World, group: number): boolean {
  const { offers } = world.state.groups[group]!;
  const [newest] = offers;
  if (newest === undefined || newest.halted) return false;
  offers[0] = { ...newest, schedule: [[world.queue.time, 1]], quota: undefined };
  lookAgain(world, group);
  return true;
}

/** Orders a release back: its hosts return to what they ran before, and nobody takes it. */
function recall(world: World, group: number, release: number): void {
  const { recalled } = world.state.groups[group]!;
  setHalted(world, group, release, true);
  if (recalled.includes(release)) return;
  recalled.push(release);
  lookAgain(world, group);
}

function watchStage(world: World, command: Extract<Command, { kind: "watch-stage" }>): void {
  const { group, release, stage, successes, failures, troubles } = command;
  const offers = world.state.groups[group]!.offers;
  const watches = offers.find((offer) => offer.release === release)?.stages?.watches;
  if (watches === undefined) return;
  const at = stage * STAGE_FIELDS;
  watches[at + StageField.Successes] = successes;
  watches[at + StageField.Failures] = failures;
  watches[at + StageField.Troubles] = troubles;
}

/** Halts an offer or lets it go on; what is as wanted already is left alone. */
export function setHalted(world: World, group: number, release: number, halted: boolean): void {
  const { offers, recalled } = world.state.groups[group]!;
  const standing = offers.find((other) => other.release === release);
  if (standing === undefined || standing.halted === halted) return;
  // Who takes a halt back takes the order to go back with it.
  if (!halted && recalled.includes(release)) recalled.splice(recalled.indexOf(release), 1);
  standing.halted = halted;
  if (halted) standing.haltedAt = world.queue.time;
  emit(world, halted ? TransitionKind.Halted : TransitionKind.Resumed, release, group, 0);
  if (halted) return;
  quotaResumed(standing);
  lookAgain(world, group);
}

/** Hosts that could use what has changed schedule their next check. */
function lookAgain(world: World, group: number): void {
  const { first, hosts } = world.facts.groups[group]!;
  for (let host = first; host < first + hosts; host++) {
    const up = isUp(world.state.hosts.phase[host]! as HostPhase);
    if (up && isFreeToUpdate(world, host)) pollFrom(world, host, world.queue.time);
  }
}

/** Hosts that wait for a reboot ask the new gate. */
function askAgain(world: World, group: number): void {
  const { first, hosts } = world.facts.groups[group]!;
  const { updateStage, updateEpoch } = world.state.hosts;
  for (let host = first; host < first + hosts; host++) {
    if (updateStage[host] !== UpdateStage.Staged) continue;
    schedule(world, world.queue.time, Event.AskReboot, host, updateEpoch[host]!);
  }
  announceFree(world, world.state.groups[group]!.lock);
}

function lockOfGroup({ state }: World, group: number): LockState {
  return state.locks[state.groups[group]!.lock]!;
}

/** What the policy may see now. */
export function viewOf(world: World): View {
  const now = world.queue.time;
  const stagesOf = world.state.groups.map(
    ({ offers }) => new Map(offers.map(({ release, stages }) => [release, stages])),
  );
  return {
    now,
    timeOfWeek: (now + world.model.weekOffset) % WEEK,
    startedAt: world.model.startedAt,
    channels: world.model.channels,
    groups: world.facts.groups.map(({ name, hosts, channel }, index) => ({
      name,
      hosts,
      channel,
      holders: lockOfGroup(world, index).holders,
      oldestLock: oldestLock(world, lockOfGroup(world, index)),
    })),
    releases: world.state.releases.map((state, index) =>
      viewOfRelease(
        state,
        world.model.releases[index]!,
        stagesOf.map((stages) => stages.get(index)),
      ),
    ),
  };
}
