import { askReboot, wantReboot } from "./gate.js";
import { breakDownload, startDownload } from "./download.js";
import { Event } from "./events.js";
import { HostFlag, NO_RELEASE, UpdateStage } from "./host-columns.js";
import { clearFlag, hasFlag, setFlag } from "./host-flags.js";
import { mechanismOf } from "./mechanisms/index.js";
import { Purpose } from "../random/purposes.js";
import { NEVER } from "../support/time.js";
import { HostPhase, ReportStatus } from "./phases.js";
import { isFreeToUpdate, isRecalled, offeredTo, pollAgain, pollFrom } from "./polling.js";
import { noteContact, reachesServer } from "./quota.js";
import { closeReport, sendReport } from "./reports.js";
import { countInStage, StageField } from "./stages.js";
import { TransitionKind } from "./transitions.js";
import { drawTime, emit, groupOf, schedule, scheduleIn, type World } from "./world.js";

/** An update of one host, from the check that finds it to the reboot it asks for. */

function isListening(phase: number): boolean {
  return (
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded
  );
}

/** A host checks for updates. */
export function onPoll(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.pollAt[host] !== world.queue.time) return;
  hosts.pollAt[host] = NEVER;
  if (!isListening(hosts.phase[host]!) || !isFreeToUpdate(world, host)) return;
  if (!reachesServer(world, host) || world.state.serverDown > 0) {
    setFlag(world, host, HostFlag.MissedPoll);
    return;
  }
  if (isRecalled(world, host)) {
    goBack(world, host);
    return;
  }
  const release = offeredTo(world, host);
  if (release < 0) pollAgain(world, host);
  else grant(world, host, release);
}

function grant(world: World, host: number, release: number): void {
  const { hosts } = world.state;
  hosts.polls[host]! += 1;
  hosts.updateEpoch[host]! += 1;
  hosts.target[host] = release;
  countGrant(world, host, release);
  emit(world, TransitionKind.Granted, host, 0, release);
  sendReport(world, host, ReportStatus.Updating, release);
  if (mechanismOf(world, host).replaces) {
    mechanismOf(world, host).install(world, host, release);
    stage(world, host);
    return;
  }
  hosts.updateStage[host] = UpdateStage.Downloading;
  startDownload(world, host);
}

/** The server's own counts of what it grants. */
function countGrant(world: World, host: number, release: number): void {
  world.state.releases[release]!.grants += 1;
  const { offers } = world.state.groups[groupOf(world, host)]!;
  const offer = offers.find((standing) => standing.release === release);
  if (offer === undefined) return;
  offer.granted += 1;
  countInStage(world, host, offer, StageField.Grants);
}

/** A release has been ordered back: the host makes the one before the next to boot, and asks for a reboot. */
function goBack(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.polls[host]! += 1;
  hosts.updateEpoch[host]! += 1;
  hosts.refused[host] = hosts.release[host]!;
  mechanismOf(world, host).revert(world, host);
  stage(world, host);
}

/** A download is complete: it is written to the slot, or unpacked. */
export function beginInstall(world: World, host: number): void {
  const { hosts } = world.state;
  const { install } = world.model.groups[groupOf(world, host)]!.mechanism;
  hosts.updateStage[host] = UpdateStage.Installing;
  const occurrence = hosts.target[host]! + 4_096 * hosts.polls[host]!;
  const delay = drawTime(world, install, Purpose.Install, host, occurrence);
  scheduleIn(world, delay, Event.InstallDone, host, hosts.updateEpoch[host]!);
}

/** An installation is complete. */
export function onInstallDone(world: World, host: number): void {
  const { hosts } = world.state;
  const release = hosts.target[host]!;
  const { kind } = world.model.groups[groupOf(world, host)]!.mechanism;
  const needsReboot = mechanismOf(world, host).install(world, host, release);
  emit(world, TransitionKind.InstallEnded, host, 0, release, 1);
  if (kind === "in-place") closeReport(world, host, ReportStatus.Good, release);
  if (needsReboot) {
    stage(world, host);
  } else {
    hosts.updateStage[host] = UpdateStage.Idle;
    hosts.target[host] = NO_RELEASE;
  }
  if (kind === "in-place") pollFrom(world, host, world.queue.time);
}

/** The release is in place; the host wants to reboot into it. */
function stage(world: World, host: number): void {
  world.state.hosts.updateStage[host] = UpdateStage.Staged;
  wantReboot(world, host);
}

/** A host has lost the update server: its download breaks off and is tried again when the link is back. */
export function loseServer(world: World, host: number): void {
  noteContact(world, host);
  if (world.state.hosts.updateStage[host] !== UpdateStage.Downloading) return;
  breakDownload(world, host);
  setFlag(world, host, HostFlag.MissedPoll);
}

/** A host reaches the update server again. */
export function regainServer(world: World, host: number): void {
  noteContact(world, host);
  if (!hasFlag(world, host, HostFlag.MissedPoll)) return;
  if (!reachesServer(world, host) || world.state.serverDown > 0) return;
  clearFlag(world, host, HostFlag.MissedPoll);
  const { retry } = world.model.groups[groupOf(world, host)]!.agent;
  pollFrom(world, host, world.queue.time + retry);
}

/** A host that wanted to reboot reaches its coordinator again. */
export function regainLock(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.updateStage[host] === UpdateStage.Staged) {
    schedule(world, world.queue.time, Event.AskReboot, host, hosts.updateEpoch[host]!);
  }
}

/** A host asks its gate, if it still has the update for which it was to ask. */
export function onAskReboot(world: World, host: number, epoch: number): void {
  if (world.state.hosts.updateEpoch[host] === epoch) askReboot(world, host);
}
