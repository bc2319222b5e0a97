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
import { onClientStart, onReportRetry } from "./update/mender-deployment.js";
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

/** What becomes of an event: `subject` and `argument` as `Event` says of its kind. */
type Handler = (world: World, subject: number, argument: number) => void;

/** Those that are stale once the host has gone down or begun to boot. */
const whileItLives =
  (handler: (world: World, host: number) => void): Handler =>
  (world, host, epoch) => {
    if ((world.state.hosts.lifeEpoch[host]! | 0) === epoch) handler(world, host);
  };

/** Those that are stale once the container has gone on to something else. */
const ofContainer =
  (handler: (world: World, container: number) => void): Handler =>
  (world, container, epoch) => {
    if (world.state.containers.epoch[container] === epoch) handler(world, container);
  };

/** Every kind of event and what becomes of it. Stale events are told by their epoch and do nothing. */
const byEvent: Readonly<Record<Event, Handler>> = {
  [Event.EffectBegins]: onEffectBegins,
  [Event.EffectEnds]: onEffectEnds,
  [Event.Publication]: onPublication,
  [Event.PolicyWake]: onPolicyWake,
  [Event.Poll]: onPoll,
  [Event.DownloadDone]: (world, _, epoch) =>
    onDownloadDone(world, epoch, (host) => beginInstall(world, host)),
  [Event.InstallDone](world, host, epoch) {
    if (world.state.hosts.updateEpoch[host] === epoch) onInstallDone(world, host);
  },
  [Event.AskReboot]: onAskReboot,
  [Event.LockFree]: onLockFree,
  [Event.LockExpires]: onLockExpires,
  [Event.LockReturned]: onLockReturned,
  [Event.LockOld](world, host, epoch) {
    if (world.state.hosts.lockEpoch[host] === epoch) wakePolicy(world, world.queue.time);
  },
  [Event.SessionOver]: onSessionOver,
  [Event.DrainWake]: onDrainWake,
  [Event.DrainTimeout]: whileItLives(onDrainTimeout),
  [Event.BootStage]: whileItLives(onBootStage),
  [Event.Reset]: whileItLives(onReset),
  [Event.MarkGood]: whileItLives(onTimeToMark),
  [Event.ReportArrives]: onReport,
  [Event.Notice](world, host, epoch) {
    const { trouble, troubleEpoch } = world.state.hosts;
    if (troubleEpoch[host] === epoch && trouble[host] !== 0) onNotice(world, host);
  },
  [Event.RepairDone]: onRepairDone,
  [Event.Reschedule](world, host) {
    if (!isUp(world.state.hosts.phase[host]! as HostPhase)) rescheduleAway(world, host);
  },
  [Event.DefectBites]: onDefectBites,
  [Event.DaemonUp]: onDaemonUp,
  [Event.Steady](world, host, boot) {
    if (world.state.hosts.boots[host] === boot) clearTrouble(world, host, Trouble.Crashing);
  },
  [Event.DaemonSteady]: onDaemonSteady,
  [Event.ClientStart]: whileItLives(onClientStart),
  [Event.ReportRetry]: whileItLives(onReportRetry),
  [Event.HealthTest]: whileItLives(onHealthTest),
  [Event.MemoryFull]: whileItLives(onMemoryFull),
  [Event.PowerGoes]: onPowerGoes,
  [Event.PowerBack]: onPowerBack,
  [Event.ContainerStarted]: ofContainer(onContainerStarted),
  [Event.ContainerStopped]: ofContainer(onContainerStopped),
  [Event.ContainerRetry]: ofContainer(onContainerRetry),
};

/** The same by number. */
const handlers: Handler[] = [];
for (const event of Object.values(Event)) handlers[event] = byEvent[event];

/** Handles one event of the queue. An event of no kind is a bug and ends the run: there is nothing to call. */
export function handle(world: World, kind: number, subject: number, argument: number): void {
  handlers[kind]!(world, subject, argument);
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
