import { Purpose } from "../../random/purposes.js";
import { NEVER, type Time } from "../../support/time.js";
import { CHECKS, nextCheck } from "./check-times.js";
import { isDeploying } from "./is-mender-deploying.js";
import { Event } from "../state/events.js";
import { UpdateStage } from "../state/host-columns.js";
import { eligibleAt } from "../control/offers.js";
import { mayDownloadFrom } from "./payload.js";
import { admits, grantsFrom } from "./quota.js";
import { rankOf } from "./rank.js";
import { isRecalled } from "./recall.js";
import { draw, groupOf, schedule, type Offer, type World } from "../state/world.js";

/**
 * Checks for updates that find nothing cost nothing: of a host's poll process only the next useful check is drawn, after the
 * moment from which a check would find something.
 */

/** Its draw for the interval after a check that was refused. */
const REFUSED = CHECKS - 1;

/** When it is a host's turn to take what is offered; `NEVER` if it never is. */
function turnOf(world: World, host: number, { schedule, rank, release }: Offer): Time {
  return eligibleAt(schedule, rankOf(world, host, rank, release));
}

/** When a host begins to download what is offered: in its turn, and not while it backs off. */
function startOf(world: World, host: number, offer: Offer): Time {
  return Math.max(turnOf(world, host, offer), mayDownloadFrom(world, host, offer.release));
}

/** Whether a host would take a release if it were offered now, apart from its turn. */
function wants(world: World, host: number, offer: Offer): boolean {
  const { hosts } = world.state;
  const { mechanisms } = world.model.releases[offer.release]!;
  const kind = world.model.groups[groupOf(world, host)]!.mechanism.kind;
  return (
    isNewTo(world, host, offer.release) &&
    offer.release !== hosts.refused[host] &&
    isFor(world, host, offer) &&
    (mechanisms.length === 0 || mechanisms.includes(kind))
  );
}

/** Whether an offer is for hosts that run what this one does, and not used up. */
function isFor(world: World, host: number, { from, granted, total }: Offer): boolean {
  const runs = world.state.hosts.release[host]!;
  if (granted >= total) return false;
  return from.atLeast <= runs && (from.except.length === 0 || !from.except.includes(runs));
}

/** Whether a release is newer than what it would replace: the image, or any of the packages it brings. */
function isNewTo(world: World, host: number, release: number): boolean {
  const { installed } = world.state.hosts;
  if (world.model.groups[groupOf(world, host)]!.mechanism.kind !== "in-place") {
    return release > newestOn(world, host);
  }
  const { components } = world.model.releases[release]!;
  for (let component = 0; component < 3; component++) {
    const brings = (components & (1 << component)) !== 0;
    if (brings && installed[3 * host + component]! < release) return true;
  }
  return false;
}

/** The release up to which a host needs none: offers stand newest first, so that nobody looks through those of years ago. */
function settledOn(world: World, host: number): number {
  const { installed } = world.state.hosts;
  if (world.model.groups[groupOf(world, host)]!.mechanism.kind !== "in-place")
    return newestOn(world, host);
  return Math.min(installed[3 * host]!, installed[3 * host + 1]!, installed[3 * host + 2]!);
}

/** Newest release a host runs or has installed. */
export function newestOn(world: World, host: number): number {
  const { installed, release } = world.state.hosts;
  const kernel = installed[3 * host]!;
  const userland = installed[3 * host + 1]!;
  const runtime = installed[3 * host + 2]!;
  const parts = kernel > userland ? kernel : userland;
  const all = parts > runtime ? parts : runtime;
  return all > release[host]! ? all : release[host]!;
}

/** The release a host may take now, or -1. */
export function offeredTo(world: World, host: number): number {
  const now = world.queue.time;
  const settled = settledOn(world, host);
  for (const offer of world.state.groups[groupOf(world, host)]!.offers) {
    if (offer.release <= settled) break;
    if (offer.halted || !wants(world, host, offer)) continue;
    if (turnOf(world, host, offer) > now) continue;
    // A host that backs off is offered the release all the same, and nothing else.
    if (mayDownloadFrom(world, host, offer.release) > now) return -1;
    return admits(world, host, offer) ? offer.release : -1;
  }
  return -1;
}

/** Whether a host can begin an update: idle, or waiting for a reboot that does not stand in the way of more packages. */
export function isFreeToUpdate(world: World, host: number): boolean {
  const stage = world.state.hosts.updateStage[host]!;
  if (isDeploying(world, host)) return false;
  if (stage === UpdateStage.Idle) return true;
  const kind = world.model.groups[groupOf(world, host)]!.mechanism.kind;
  return stage === UpdateStage.Staged && kind === "in-place";
}

/** Schedules the next check of a host that can come to something, not before `from`; an earlier one that is pending stands. */
export function pollFrom(world: World, host: number, from: Time): void {
  let earliest = isRecalled(world, host)
    ? nextCheck(world, host, from, world.state.hosts.release[host]!)
    : NEVER;
  const settled = settledOn(world, host);
  for (const offer of world.state.groups[groupOf(world, host)]!.offers) {
    if (offer.release <= settled) break;
    if (offer.halted || !wants(world, host, offer)) continue;
    const turn = Math.max(from, startOf(world, host, offer));
    const opening = grantsFrom(world, host, offer, turn);
    if (opening === NEVER) continue;
    const at = nextCheck(world, host, opening, offer.release);
    if (at < earliest) earliest = at;
  }
  pollAt(world, host, earliest);
}

/** A check came to nothing: the host checks again when its agent does next, or after the server may say yes. */
export function pollAgain(world: World, host: number): void {
  const { hosts } = world.state;
  const now = world.queue.time;
  const occurrence = CHECKS * hosts.polls[host]! + REFUSED;
  hosts.polls[host]! += 1;
  const { agent } = world.model.groups[groupOf(world, host)]!;
  if (agent.kind === "daily") {
    pollFrom(world, host, now + 1);
    return;
  }
  const u = draw(world, Purpose.Poll, host, occurrence);
  const next = Math.ceil(now + agent.period + (2 * u - 1) * agent.jitter);
  const offers = world.state.groups[groupOf(world, host)]!.offers;
  const useful = offers.some(
    (offer) =>
      !offer.halted &&
      wants(world, host, offer) &&
      grantsFrom(world, host, offer, Math.max(next, startOf(world, host, offer))) <= next,
  );
  if (useful) pollAt(world, host, next);
  else pollFrom(world, host, next);
}

/** Schedules a check at a set time, unless an earlier one is pending. */
export function pollAt(world: World, host: number, at: Time): void {
  const { hosts } = world.state;
  if (at >= hosts.pollAt[host]!) return;
  hosts.pollAt[host] = at;
  schedule(world, at, Event.Poll, host, 0);
}

/** From its agent's start to a host's first check for updates [ms]; the same whenever it is asked for during one boot. */
export function firstCheckAfter(world: World, host: number): Time {
  const { first, firstSpread } = world.model.groups[groupOf(world, host)]!.agent;
  const u = draw(world, Purpose.FirstPoll, host, world.state.hosts.boots[host]!);
  return Math.floor(first + (2 * u - 1) * firstSpread);
}

/** First check after a boot: nothing is drawn when no offer could come to anything. */
export function pollAfterBoot(world: World, host: number): void {
  const { hosts } = world.state;
  let useful = isRecalled(world, host);
  const settled = settledOn(world, host);
  for (const offer of world.state.groups[groupOf(world, host)]!.offers) {
    if (offer.release <= settled) break;
    useful ||= !offer.halted && wants(world, host, offer);
  }
  if (!useful) return;
  const check = world.queue.time + firstCheckAfter(world, host);
  hosts.pollAt[host] = NEVER;
  if (isRecalled(world, host) || offeredBy(world, host, check)) pollAt(world, host, check);
  else pollFrom(world, host, check);
}

/** Whether an offer that the host wants is open to it at `time`. */
function offeredBy(world: World, host: number, time: Time): boolean {
  return world.state.groups[groupOf(world, host)]!.offers.some(
    (offer) => !offer.halted && wants(world, host, offer) && startOf(world, host, offer) <= time,
  );
}
