import type { Time } from "../../support/time.js";
import { firesEverywhere, lastingEverywhere, slowed } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { advance, enter, leave, rate } from "./fair-share.js";
import { NO_RELEASE, UpdateStage } from "../state/host-columns.js";
import { payloadSize } from "./payload.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, scheduleIn, type World } from "../state/world.js";

/** Downloads from the update server, which shares its bandwidth fairly. */

/** Virtual bytes within which a download counts as complete: the clock is whole milliseconds. */
const SLACK = 1e-3;

function speed(world: World): number {
  const { bandwidth, hostBandwidth } = world.model.server;
  return rate(world.state.server, bandwidth * world.state.serverShare, hostBandwidth);
}

/** Brings every download up to now; call before the rate changes. */
function catchUp(world: World): void {
  advance(world.state.server, world.queue.time, speed(world));
}

/** Schedules the next completion anew, after anything that moved it. */
function scheduleNext(world: World): void {
  const { server } = world.state;
  while (server.size > 0 && isStale(world)) leave(server);
  server.epoch = (server.epoch + 1) & 0x7fffffff;
  const bytesPerMs = speed(world);
  if (server.size === 0 || bytesPerMs === 0) return;
  const remaining = Math.max(0, server.marks[0]! - server.received);
  scheduleIn(world, Math.ceil(remaining / bytesPerMs), Event.DownloadDone, 0, server.epoch);
}

/** Whether the earliest entry belongs to a download that was broken off. */
function isStale(world: World): boolean {
  const { server, hosts } = world.state;
  const host = server.hosts[0]!;
  return (
    hosts.updateStage[host] !== UpdateStage.Downloading ||
    hosts.updateEpoch[host] !== server.epochs[0]
  );
}

/** Starts the download of the host's target. */
export function startDownload(world: World, host: number): void {
  const { server, hosts } = world.state;
  catchUp(world);
  server.active += 1;
  emit(world, TransitionKind.DownloadBegan, host, hosts.target[host]!, server.active);
  if (server.stopped) firesEverywhere(world, "server-down");
  if (world.state.serverShare < 1) firesEverywhere(world, "server-slow");
  // A host on a slow link takes up its share of the server for as much longer.
  const size = slowed(world, host, "slow-link", payloadSize(world, host));
  enter(server, server.received + size, host, hosts.updateEpoch[host]!);
  scheduleNext(world);
}

/** Whether the server serves as many downloads as it can. */
export function isOverloaded(world: World): boolean {
  const { server, serverShare } = world.state;
  return server.active >= world.model.server.maxDownloads * serverShare;
}

/** Breaks a download off; the host is idle after it. */
export function breakDownload(world: World, host: number): void {
  const { hosts } = world.state;
  catchUp(world);
  endDownload(world, host, 0);
  hosts.updateEpoch[host]! += 1;
  hosts.updateStage[host] = UpdateStage.Idle;
  hosts.target[host] = NO_RELEASE;
  scheduleNext(world);
}

function endDownload(world: World, host: number, complete: 0 | 1): void {
  const { server, hosts } = world.state;
  server.active -= 1;
  const release = hosts.target[host]!;
  emit(world, TransitionKind.DownloadEnded, host, release, server.active, complete);
}

/** Hands every download that is complete by now to `arrived`. */
export function onDownloadDone(world: World, epoch: number, arrived: (host: number) => void): void {
  const { server } = world.state;
  if (server.epoch !== epoch) return;
  catchUp(world);
  while (server.size > 0 && (isStale(world) || server.marks[0]! <= server.received + SLACK)) {
    const stale = isStale(world);
    const host = server.hosts[0]!;
    leave(server);
    if (stale) continue;
    endDownload(world, host, 1);
    arrived(host);
  }
  scheduleNext(world);
}

/** The server stops answering, or answers again; downloads stand still in between. */
export function setServerStopped(world: World, stopped: boolean): void {
  const { outage, server } = world.state;
  catchUp(world);
  if (stopped && !server.stopped) {
    outage.number += 1;
    outage.from = world.queue.time;
    outage.until = outageEnd(world);
  }
  if (stopped && server.active > 0) firesEverywhere(world, "server-down");
  server.stopped = stopped;
  scheduleNext(world);
}

/** The server has another share of its bandwidth from now on: that of the effect which lasts and began first. */
export function setServerSlow(world: World): void {
  catchUp(world);
  const effect = lastingEverywhere(world, "server-slow");
  world.state.serverShare = effect?.amount ?? 1;
  if (effect !== undefined && world.state.server.active > 0) firesEverywhere(world, "server-slow");
  scheduleNext(world);
}

/** When the outage that begins now will be over, as the fault plan has it; outages that overlap are one. */
function outageEnd(world: World): Time {
  let end = world.queue.time;
  // Effects are in the order of their beginnings.
  for (const { kind, from, until } of world.model.faults) {
    if (kind === "server-down" && from <= end && until > end) end = until;
  }
  return end;
}
