import { askReboot, wantReboot } from "../reboot/gate.js";
import { afterFailedCheck, heedsErrors, waitAfterErrors } from "./check-times.js";
import { isDeploying } from "./is-mender-deploying.js";
import { takeChancesOfInstallation } from "../defects/chances.js";
import { answer, beginDeploying, carryOn } from "./mender-deployment.js";
import { breakDownload, isOverloaded, startDownload } from "./download.js";
import { firesEverywhere, firesOn, slowed, effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE, UpdateStage } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { corruptWritten } from "../mechanisms/corruption.js";
import { releaseLock } from "../reboot/lock.js";
import { mechanismOf } from "../mechanisms/index.js";
import { Purpose } from "../../random/purposes.js";
import { NEVER, type Time } from "../../support/time.js";
import { Answer } from "../../systems/mender/deployment.js";
import { isUnlimited } from "../../systems/nebraska/rollout-policy.js";
import { abandons, JITTER_STEPS, jittered, REFRESH } from "../../systems/zincati/machine.js";
import { HostPhase, ReportStatus } from "../state/phases.js";
import {
  doesNotApply,
  openPayload,
  payloadArrived,
  payloadBroke,
  payloadFailed,
} from "./payload.js";
import { isFreeToUpdate, newestOn, offeredTo, pollAgain, pollAt, pollFrom } from "./polling.js";
import { noteContact, reachesServer } from "./quota.js";
import { isRecalled } from "./recall.js";
import { closeReport, sendReport } from "./reports.js";
import { countInStage, StageField } from "./stages.js";
import { TransitionKind } from "../state/transitions.js";
import { reachStep } from "./update-steps.js";
import {
  draw,
  drawTime,
  emit,
  groupOf,
  type Offer,
  schedule,
  scheduleIn,
  type World,
  shortKey,
} from "../state/world.js";

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
    firesOn(world, host, "cut");
    if (world.state.serverDown > 0) firesEverywhere(world, "server-down");
    missCheck(world, host);
    return;
  }
  if (isRecalled(world, host)) {
    goBack(world, host);
    return;
  }
  if (isOverloaded(world)) {
    refuse(world, host);
    return;
  }
  hosts.checkErrors[host] = 0;
  const release = offeredTo(world, host);
  if (release < 0) pollAgain(world, host);
  else grant(world, host, release);
}

/** A check has failed: the agent waits as it does after errors, or, where nothing answers at all, until the link is back. */
function missCheck(world: World, host: number): void {
  const { agent } = world.model.groups[groupOf(world, host)]!;
  if (reachesServer(world, host) && heedsErrors(agent))
    pollAt(world, host, afterFailedCheck(world, host, world.queue.time));
  else setFlag(world, host, HostFlag.MissedPoll);
}

/** An overloaded server answers with an error, and the agent waits as it does after one. */
function refuse(world: World, host: number): void {
  const { hosts } = world.state;
  const errors = Math.min(hosts.checkErrors[host]! + 1, 255);
  hosts.checkErrors[host] = errors;
  const { agent } = world.model.groups[groupOf(world, host)]!;
  if (agent.kind === "daily") {
    pollFrom(world, host, world.queue.time + 1);
    return;
  }
  const u = draw(world, Purpose.Overload, host, 256 * hosts.polls[host]! + errors);
  pollAt(world, host, world.queue.time + waitAfterErrors(agent, errors, u));
}

function grant(world: World, host: number, release: number): void {
  const { hosts } = world.state;
  hosts.polls[host]! += 1;
  hosts.updateEpoch[host]! += 1;
  hosts.target[host] = release;
  openPayload(world, host, release);
  tellGrant(world, host, release, countGrant(world, host, release));
  sendReport(world, host, ReportStatus.Updating, release);
  if (mechanismOf(world, host).replaces) {
    mechanismOf(world, host).install(world, host, release);
    stage(world, host);
    return;
  }
  beginDeploying(world, host);
  hosts.updateStage[host] = UpdateStage.Downloading;
  hosts.stepSince[host] = world.queue.time;
  startDownload(world, host);
  reachStep(world, host, "download");
}

/** The server's own counts of what it grants. @returns the offer that the release is granted under. */
function countGrant(world: World, host: number, release: number): Offer | undefined {
  world.state.releases[release]!.grants += 1;
  const { offers } = world.state.groups[groupOf(world, host)]!;
  const offer = offers.find((standing) => standing.release === release);
  if (offer === undefined) return undefined;
  offer.granted += 1;
  countInStage(world, host, offer, StageField.Grants);
  return offer;
}

/** A grant with the limits that it was given under; a server's quota of its largest value is none. */
function tellGrant(world: World, host: number, release: number, offer: Offer | undefined): void {
  const total = offer === undefined || offer.total === Number.POSITIVE_INFINITY ? 0 : offer.total;
  const quota = offer?.quota?.quota;
  const isLimit = quota !== undefined && !isUnlimited(quota.max);
  const [most, period] = isLimit ? [quota.max, quota.period] : [0, 0];
  emit(world, TransitionKind.Granted, host, total, release, most, period);
}

/** A release has been ordered back: the host puts the one before in its place, and asks for a reboot where it takes one. */
function goBack(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.polls[host]! += 1;
  hosts.updateEpoch[host]! += 1;
  hosts.refused[host] = newestOn(world, host);
  const wanted = hosts.updateStage[host] === UpdateStage.Staged;
  if (mechanismOf(world, host).recall(world, host)) {
    stage(world, host);
    return;
  }
  // What it wanted to reboot for is gone, and with it a place that it may have got in the meantime.
  hosts.updateStage[host] = UpdateStage.Idle;
  hosts.target[host] = NO_RELEASE;
  if (wanted) releaseLock(world, host);
  pollFrom(world, host, world.queue.time);
}

/** A download is complete: it is written to the slot, or unpacked. */
export function beginInstall(world: World, host: number): void {
  const { hosts } = world.state;
  const { install } = world.model.groups[groupOf(world, host)]!.mechanism;
  hosts.updateStage[host] = UpdateStage.Installing;
  hosts.stepSince[host] = world.queue.time;
  payloadArrived(world, host);
  if (isDeploying(world, host)) answer(world, host, Answer.Success);
  const occurrence = shortKey(world, hosts.target[host]!) + 4_096 * hosts.polls[host]!;
  const delay = drawTime(world, install, Purpose.Install, host, occurrence);
  const taken = slowed(world, host, "slow-install", delay);
  scheduleIn(world, taken, Event.InstallDone, host, hosts.updateEpoch[host]!);
  reachStep(world, host, "install");
}

/** An installation is complete. */
export function onInstallDone(world: World, host: number): void {
  const { hosts } = world.state;
  const release = hosts.target[host]!;
  const { kind } = world.model.groups[groupOf(world, host)]!.mechanism;
  if (doesNotApply(world, host, release) || cannotBeWritten(world, host, release)) {
    installFailed(world, host, release);
    return;
  }
  const needsReboot = mechanismOf(world, host).install(world, host, release);
  if (kind === "in-place") takeChancesOfInstallation(world, host, release);
  if (effectOn(world, host, "corrupt-write", release) !== undefined) corruptWritten(world, host);
  hosts.agentFailures[host] = 0;
  emit(world, TransitionKind.InstallEnded, host, 0, release, 1);
  if (isDeploying(world, host)) {
    installed(world, host, needsReboot);
    return;
  }
  if (kind === "in-place") closeReport(world, host, ReportStatus.Good, release);
  if (needsReboot) {
    stage(world, host);
  } else {
    hosts.updateStage[host] = UpdateStage.Idle;
    hosts.target[host] = NO_RELEASE;
  }
  if (kind === "in-place") pollFrom(world, host, world.queue.time);
}

/** A Mender client has installed a release: a reboot is next, or the commit. */
function installed(world: World, host: number, needsReboot: boolean): void {
  answer(world, host, Answer.Success);
  answer(world, host, needsReboot ? Answer.Success : Answer.NothingToDo);
  if (needsReboot) {
    stage(world, host);
    return;
  }
  world.state.hosts.updateStage[host] = UpdateStage.Idle;
  carryOn(world, host);
}

/** Whether a fault keeps a release from being installed. A full disk is no matter where a partition of its own is written. */
function cannotBeWritten(world: World, host: number, release: number): boolean {
  if (effectOn(world, host, "install-fails", release) !== undefined) return true;
  const { kind } = world.model.groups[groupOf(world, host)]!.mechanism;
  if (kind === "ab" || effectOn(world, host, "disk-full", release) === undefined) return false;
  mechanismOf(world, host).interrupted(world, host);
  return true;
}

/** What was downloaded could not be installed: the running release is as it was. */
function installFailed(world: World, host: number, release: number): void {
  const { hosts } = world.state;
  hosts.updateStage[host] = UpdateStage.Idle;
  payloadFailed(world, host);
  emit(world, TransitionKind.InstallEnded, host, 0, release, 0);
  if (isDeploying(world, host)) {
    answer(world, host, Answer.Failure);
    carryOn(world, host);
    return;
  }
  hosts.target[host] = NO_RELEASE;
  closeReport(world, host, ReportStatus.Failed, release);
  tryAgain(world, host, 0);
}

/** The host tries again to take a release: Zincati soon, and twelve times, before it looks for updates anew; others when they check next. */
function tryAgain(world: World, host: number, wait: Time): void {
  const { hosts } = world.state;
  const { protocol } = world.model.groups[groupOf(world, host)]!.agent;
  const now = world.queue.time;
  if (hosts.agentFailures[host]! < 255) hosts.agentFailures[host]! += 1;
  if (protocol !== "zincati") {
    pollFrom(world, host, now + wait);
  } else if (abandons(hosts.agentFailures[host]!)) {
    hosts.agentFailures[host] = 0;
    pollFrom(world, host, now);
  } else {
    const occurrence = 256 * hosts.polls[host]! + hosts.agentFailures[host]!;
    const steps = Math.floor(
      draw(world, Purpose.FailedCheck, host, occurrence) * (JITTER_STEPS + 1),
    );
    pollAt(world, host, now + jittered(REFRESH, steps));
  }
}

/** The release is in place; the host wants to reboot into it. */
function stage(world: World, host: number): void {
  world.state.hosts.updateStage[host] = UpdateStage.Staged;
  world.state.hosts.stepSince[host] = world.queue.time;
  reachStep(world, host, "staged");
  wantReboot(world, host);
}

/** A host has lost the update server: its download breaks off and is tried again when the link is back. */
export function loseServer(world: World, host: number): void {
  noteContact(world, host);
  if (world.state.hosts.updateStage[host] !== UpdateStage.Downloading) return;
  payloadBroke(world, host);
  breakDownload(world, host);
  // Told anew when the link is back, the client begins anew.
  world.state.hosts.deployment[host] = 0;
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
