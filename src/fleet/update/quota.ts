import { NEVER, type Time } from "../../support/time.js";
import { Answer, effectiveMax } from "../../systems/nebraska/rollout-policy.js";
import { isListed } from "../../systems/nebraska/time-list.js";
import {
  answerCheck,
  fallSilent,
  InstanceStatus,
  noteEvent,
  passTime,
  periodEnds,
  setVersion,
  speakAgain,
  type UpdateGroup,
} from "../../systems/nebraska/update-group.js";
import { isOpen, nextOpening } from "../../systems/windows/open-times.js";
import type { Quota } from "../control/policy-contract.js";
import { Trouble } from "../state/host-columns.js";
import { type HostPhase, isUp, ReportStatus } from "../state/phases.js";
import { createQuota } from "./quota-state.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, groupOf, type Offer, type World } from "../state/world.js";

/** An update server that counts before it grants (Nebraska). Its counts are those of a group of hosts, over all its offers. */

/** Begins to count for a group, from nothing. */
export function setQuota(world: World, group: number, quota: Quota): void {
  const { first, hosts } = world.facts.groups[group]!;
  world.state.groups[group]!.quota = createQuota(quota, hosts);
  for (let host = first; host < first + hosts; host++) noteContact(world, host);
}

/** Whether the server grants the release of the offer to a host that asks now. A grant is counted at once. */
export function admits(world: World, host: number, { quota: state, release }: Offer): boolean {
  if (state === undefined) return true;
  const { updates, quota } = state;
  const now = world.queue.time;
  setVersion(updates, newestOffered(world, host));
  const answer = answerCheck(
    updates,
    { instance: instanceOf(world, host), runs: world.state.hosts.release[host]!, next: release },
    now,
    quota.officeHours === undefined || isOpen(quota.officeHours, now, world.model.weekOffset),
  );
  if (answer === Answer.TimeoutLimit) switchOff(world, groupOf(world, host));
  return answer === Answer.Granted || answer === Answer.GrantedBefore;
}

/** From when on, at or after `from`, the server may say yes to a host that has no update in hand, as far as can be known now. */
export function grantsFrom(world: World, host: number, { quota: state }: Offer, from: Time): Time {
  if (state === undefined || from === NEVER) return from;
  const { updates, quota } = state;
  if (updates.status[instanceOf(world, host)] === InstanceStatus.Granted) return from;
  if (!updates.policy.enabled) return NEVER;
  const { officeHours } = quota;
  const open =
    officeHours === undefined ? from : nextOpening(officeHours, from, world.model.weekOffset);
  passTime(updates, world.queue.time);
  return isPeriodFull(updates) ? Math.max(open, periodEnds(updates)) : open;
}

/** Whether nothing but the end of the period can let the next one in; safe mode may let more in at any report. */
function isPeriodFull({ policy, counts }: UpdateGroup): boolean {
  return counts.granted >= policy.max && effectiveMax(policy, counts) === policy.max;
}

/** The server has been told how far the update of a host is. */
export function quotaReported(world: World, host: number, status: ReportStatus): void {
  const { quota } = world.state.groups[groupOf(world, host)]!;
  if (quota !== undefined) noteEvent(quota.updates, instanceOf(world, host), eventOf(status));
}

function eventOf(status: ReportStatus): InstanceStatus {
  if (status === ReportStatus.Updating) return InstanceStatus.Downloading;
  return status === ReportStatus.Good ? InstanceStatus.Complete : InstanceStatus.Error;
}

/** Somebody has switched a group on again that safe mode had switched off. */
export function quotaResumed({ quota }: Offer): void {
  if (quota !== undefined) quota.updates.policy.enabled = true;
}

/** Whether a host has a way to the update server. */
export function reachesServer(world: World, host: number): boolean {
  const { cutServer, trouble } = world.state.hosts;
  return cutServer[host] === 0 && (trouble[host]! & Trouble.Network) === 0;
}

/** A host may have stopped checking in, or begun to again. A server that is down itself forgets nobody meanwhile. */
export function noteContact(world: World, host: number): void {
  const { quota } = world.state.groups[groupOf(world, host)]!;
  if (quota === undefined) return;
  const { updates } = quota;
  const instance = instanceOf(world, host);
  const up = isUp(world.state.hosts.phase[host]! as HostPhase);
  if (up && reachesServer(world, host)) speakAgain(updates, instance);
  else if (!isListed(updates.silent, instance) && updates.forgotten[instance] === 0) {
    fallSilent(updates, instance, world.queue.time);
  }
}

/** Safe mode switches the updates of a group off, until somebody resumes one. */
function switchOff(world: World, group: number): void {
  for (const offer of world.state.groups[group]!.offers) {
    if (offer.halted || offer.quota === undefined) continue;
    offer.halted = true;
    offer.haltedAt = world.queue.time;
    emit(world, TransitionKind.Halted, offer.release, group, 0);
  }
}

/** The channel's package: the newest release that is offered to the group. */
function newestOffered(world: World, host: number): number {
  const { offers } = world.state.groups[groupOf(world, host)]!;
  return offers.find(({ halted }) => !halted)?.release ?? -1;
}

function instanceOf(world: World, host: number): number {
  return host - world.facts.groups[groupOf(world, host)]!.first;
}
