import { Purpose } from "../../random/purposes.js";
import { DAY, HOUR, MINUTE, type Time } from "../../support/time.js";
import { asksForFull } from "../../systems/update-engine/delta.js";
import {
  afterBadPayload,
  afterBytes,
  afterDownload,
  afterTransferError,
  BACK_OFF_FUZZ,
  backOffDays,
  backsOff,
  FRESH_PAYLOAD,
  payloadAttempts,
  type PayloadSource,
  type PayloadState,
} from "../../systems/update-engine/payload.js";
import { draw, groupOf, shortKey, type World } from "../state/world.js";

/** What a host downloads, delta or full, and what its agent remembers of how that went (update_engine's payload state). */

/** Draws of one host and release: one for each attempt. */
const ATTEMPTS = 4_096;

/** Whether a host would take a release as a delta: it runs the release before it and its deltas have not failed too often. */
export function takesDelta(world: World, host: number, release: number): boolean {
  const { hosts } = world.state;
  const { delta } = world.model.releases[release]!;
  const { deltas } = world.model.groups[groupOf(world, host)]!.agent;
  if (!deltas || delta === 0 || hosts.release[host] !== release - 1) return false;
  return !asksForFull(hosts.agentFailures[host]!);
}

/** What tells payloads apart: a release, whole or as a delta. */
function payloadKey(world: World, host: number, release: number): number {
  return 2 * release + (takesDelta(world, host, release) ? 1 : 0);
}

function isDelta(world: World, host: number): boolean {
  return (world.state.hosts.payloadOf[host]! & 1) === 1;
}

/** Size of what a host downloads [bytes]. */
export function payloadSize(world: World, host: number): number {
  const { payload, delta } = world.model.releases[world.state.hosts.target[host]!]!;
  return isDelta(world, host) ? delta : payload;
}

/** From when on a host's own back-off lets it download a release. */
export function mayDownloadFrom(world: World, host: number, release: number): Time {
  const { hosts } = world.state;
  if (!world.model.groups[groupOf(world, host)]!.agent.backoff) return 0;
  if (hosts.payloadOf[host] !== payloadKey(world, host, release)) return 0;
  // The moment at which the back-off ends still belongs to it.
  return hosts.backOffUntil[host]! + 1;
}

/** The server has answered with a release: what is remembered of another payload is forgotten. */
export function openPayload(world: World, host: number, release: number): void {
  const { hosts } = world.state;
  const key = payloadKey(world, host, release);
  if (hosts.payloadOf[host] === key) return;
  hosts.payloadOf[host] = key;
  hosts.payload[host] = FRESH_PAYLOAD;
  hosts.backOffUntil[host] = 0;
}

/** A download has come to its end. */
export function payloadArrived(world: World, host: number): void {
  const state = afterBytes(world.state.hosts.payload[host]!);
  remember(world, host, afterDownload(state, sourceOf(world, host)));
}

/** A download has broken off in the middle. */
export function payloadBroke(world: World, host: number): void {
  const state = afterBytes(world.state.hosts.payload[host]!);
  remember(world, host, afterTransferError(state, sourceOf(world, host)));
}

/** What was downloaded could not be applied. */
export function payloadFailed(world: World, host: number): void {
  const state = world.state.hosts.payload[host]!;
  remember(world, host, afterBadPayload(state, sourceOf(world, host)));
}

/** Whether what a host has downloaded cannot be installed on it: the same answer at every attempt with the same payload. */
export function doesNotApply(world: World, host: number, release: number): boolean {
  const { key, deltaFailure, installFailure } = world.model.releases[release]!;
  const fails = (purpose: Purpose, share: number): boolean =>
    share > 0 && draw(world, purpose, host, key) < share;
  if (fails(Purpose.InstallFailure, installFailure)) return true;
  return isDelta(world, host) && fails(Purpose.DeltaFailure, deltaFailure);
}

/** Whether not even the whole payload of a release can be installed on a host. */
export function isUnappliable(world: World, host: number, release: number): boolean {
  const { installFailure } = world.model.releases[release]!;
  return installFailure > 0 && draw(world, Purpose.InstallFailure, host, release) < installFailure;
}

function sourceOf(world: World, host: number): PayloadSource {
  const { urls, urlFailures } = world.model.groups[groupOf(world, host)]!.agent;
  return { urls, maxFailuresPerUrl: urlFailures, isDelta: isDelta(world, host) };
}

/** Keeps the new state; each attempt that it counts begins a back-off of a drawn length. */
function remember(world: World, host: number, state: PayloadState): void {
  const { hosts } = world.state;
  const attempts = payloadAttempts(state);
  const counted = attempts > payloadAttempts(hosts.payload[host]!);
  hosts.payload[host] = state;
  if (!counted || !backsOff(attempts, isDelta(world, host))) return;
  const release = hosts.payloadOf[host]! >> 1;
  const u = draw(world, Purpose.BackOff, host, shortKey(world, release) + ATTEMPTS * attempts);
  const fuzz = (BACK_OFF_FUZZ * HOUR) / MINUTE;
  const minutes = Math.floor(u * (fuzz + 1)) - fuzz / 2;
  hosts.backOffUntil[host] = world.queue.time + backOffDays(attempts) * DAY + minutes * MINUTE;
}
