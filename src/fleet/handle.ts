import { NEVER } from "../support/time.js";
import { onEffectBegins, onEffectEnds } from "./effects/apply-effect.js";
import { onReset } from "./boot/boot.js";
import { onBootStage } from "./boot/stages.js";
import {
  onContainerRetry,
  onContainerStarted,
  onContainerStopped,
} from "./containers/container-start.js";
import { onDaemonSteady } from "./defects/crash-daemon.js";
import { onDefectBites } from "./defects/bites.js";
import { onClientStart, onReportRetry } from "./update/deployment.js";
import { onDownloadDone } from "./update/download.js";
import { onDrainTimeout, onDrainWake } from "./reboot/drain.js";
import { Event } from "./state/events.js";
import { onLockFree, onSessionOver } from "./reboot/gate.js";
import { onHealthTest, onTimeToMark } from "./boot/health-tests.js";
import { onLockExpires, onLockReturned } from "./reboot/lock.js";
import { type HostPhase, isUp } from "./state/phases.js";
import { rescheduleAway } from "./containers/placement.js";
import { onNotice, onRepairDone } from "./people/repair.js";
import { onReport } from "./update/reports.js";
import { onDaemonUp } from "./containers/runtime-start.js";
import { onMemoryFull, onPowerBack, onPowerGoes } from "./boot/sudden-failures.js";
import { Trouble } from "./state/host-columns.js";
import { TransitionKind } from "./state/transitions.js";
import { clearTrouble } from "./people/trouble.js";
import { beginInstall, onAskReboot, onInstallDone, onPoll } from "./update/update.js";
import { wakePolicy } from "./control/wake.js";
import { emit, type World } from "./state/world.js";

/** Handles one event of the queue. Stale events are told by their epoch and do nothing. */
export function handle(world: World, kind: number, subject: number, argument: number): void {
  if (kind >= Event.ContainerStarted) handleContainer(world, kind, subject, argument);
  else if (kind >= Event.BootStage) handleHost(world, kind, subject, argument);
  else handleFleet(world, kind, subject, argument);
}

function handleContainer(world: World, kind: number, container: number, epoch: number): void {
  if (world.state.containers.epoch[container] !== epoch) return;
  if (kind === Event.ContainerStarted) onContainerStarted(world, container);
  else if (kind === Event.ContainerStopped) onContainerStopped(world, container);
  else onContainerRetry(world, container);
}

function handleHost(world: World, kind: number, host: number, argument: number): void {
  const { hosts } = world.state;
  const alive = (hosts.lifeEpoch[host]! | 0) === argument;
  switch (kind) {
    case Event.BootStage:
      if (alive) onBootStage(world, host);
      return;
    case Event.Reset:
      if (alive) onReset(world, host);
      return;
    case Event.MarkGood:
      if (alive) onTimeToMark(world, host);
      return;
    case Event.ClientStart:
      if (alive) onClientStart(world, host);
      return;
    case Event.HealthTest:
      if (alive) onHealthTest(world, host);
      return;
    case Event.ReportRetry:
      if (alive) onReportRetry(world, host);
      return;
    case Event.ReportArrives:
      onReport(world, host, argument);
      return;
    case Event.Notice:
      if (hosts.troubleEpoch[host] === argument && hosts.trouble[host] !== 0) onNotice(world, host);
      return;
    case Event.RepairDone:
      onRepairDone(world, host, argument);
      return;
    case Event.Reschedule:
      if (!isUp(hosts.phase[host]! as HostPhase)) rescheduleAway(world, host);
      return;
    case Event.DefectBites:
      onDefectBites(world, host, argument);
      return;
    case Event.Steady:
      if (hosts.boots[host] === argument) clearTrouble(world, host, Trouble.Crashing);
      return;
    case Event.DaemonSteady:
      onDaemonSteady(world, host, argument);
      return;
    case Event.DaemonUp:
      onDaemonUp(world, host, argument);
      return;
    case Event.MemoryFull:
      if (alive) onMemoryFull(world, host);
      return;
    case Event.PowerGoes:
      onPowerGoes(world, host, argument);
      return;
    case Event.PowerBack:
      onPowerBack(world, host);
      return;
    default:
  }
}

function handleFleet(world: World, kind: number, subject: number, argument: number): void {
  const { hosts } = world.state;
  switch (kind) {
    case Event.Poll:
      onPoll(world, subject);
      return;
    case Event.DownloadDone:
      onDownloadDone(world, argument, (host) => beginInstall(world, host));
      return;
    case Event.InstallDone:
      if (hosts.updateEpoch[subject] === argument) onInstallDone(world, subject);
      return;
    case Event.AskReboot:
      onAskReboot(world, subject, argument);
      return;
    case Event.LockFree:
      onLockFree(world, subject);
      return;
    case Event.LockExpires:
      onLockExpires(world, subject, argument);
      return;
    case Event.LockReturned:
      onLockReturned(world, subject, argument);
      return;
    case Event.LockOld:
      if (hosts.lockEpoch[subject] === argument) wakePolicy(world, world.queue.time);
      return;
    case Event.SessionOver:
      onSessionOver(world, subject, argument);
      return;
    case Event.DrainWake:
      onDrainWake(world, subject);
      return;
    case Event.DrainTimeout:
      if ((hosts.lifeEpoch[subject]! | 0) === argument) onDrainTimeout(world, subject);
      return;
    case Event.EffectBegins:
      onEffectBegins(world, subject);
      return;
    case Event.EffectEnds:
      onEffectEnds(world, subject);
      return;
    case Event.Publication:
      onPublication(world, subject);
      return;
    case Event.PolicyWake:
      onPolicyWake(world);
      return;
    default:
  }
}

/** A release appears upstream or vanishes; the policy hears of it at the same moment. */
function onPublication(world: World, index: number): void {
  const { kind, release, channel } = world.model.publications[index]!;
  const state = world.state.releases[release]!;
  if (kind === "published") {
    state.publishedAt[channel] = world.queue.time;
    state.withdrawn[channel] = false;
    emit(world, TransitionKind.Published, release, channel, 0);
  } else {
    state.withdrawn[channel] = true;
    emit(world, TransitionKind.Withdrawn, release, channel, 0);
  }
  wakePolicy(world, world.queue.time);
}

function onPolicyWake(world: World): void {
  if (world.state.policyWakeAt !== world.queue.time) return;
  world.state.policyWakeAt = NEVER;
  world.controller.wake(world);
}
