import { Purpose } from "../random/purposes.js";
import type { Variate } from "../random/variate.js";
import { NEVER } from "../support/time.js";
import { awaitMarkGood } from "./await-mark-good.js";
import { faultOfBoot } from "./boot-faults.js";
import { slowed } from "./conditions.js";
import { eachDefect, strikes } from "./defects.js";
import { isDeploying } from "./deploying.js";
import { Event } from "./events.js";
import { HostFlag, NO_RELEASE, Trouble, UpdateStage } from "./host-columns.js";
import { hasFlag, setFlag } from "./host-flags.js";
import { setHostPhase } from "./host-phase.js";
import { giveLockBack, giveLockBackIfWell } from "./lock.js";
import { scheduleLeak } from "./leak.js";
import { mechanismOf } from "./mechanisms/index.js";
import { settleRelease } from "./mechanisms/releases.js";
import { BootOutcome, Cause, HostPhase, isWell, ReleaseChange, ReportStatus } from "./phases.js";
import { pollAfterBoot } from "./polling.js";
import { closeReport, sendReport } from "./reports.js";
import { startRuntime, stopRuntime } from "./runtime.js";
import { TransitionKind } from "./transitions.js";
import { addTrouble, clearTrouble, restingCause, restingPhase } from "./trouble.js";
import { drawTime, emit, groupOf, scheduleIn, type World } from "./world.js";
import { blame } from "./workload.js";

/**
 * The boot chain: shutting down → firmware → loader → kernel → userland → runtime → workloads → up, an event a stage. What can go
 * wrong does so where it would on a machine: nothing to boot at the loader, a panic or a hang in the kernel, no network in
 * userland, a broken bridge when the runtime starts, a panic when containers do.
 */

/** Draws of one boot. */
const STAGES = 16;

/** Takes a host that is up down for an update, in order, or back from one that has failed. */
export function beginReboot(world: World, host: number, cause: Cause = Cause.Planned): void {
  const { hosts } = world.state;
  const mechanism = mechanismOf(world, host);
  const slot = mechanism.next(world, host);
  const release = slot < 0 ? NO_RELEASE : hosts.slotRelease[2 * host + slot]!;
  const safe = mechanism.isSafeToReboot(world, host) ? 1 : 0;
  emit(
    world,
    TransitionKind.RebootChosen,
    host,
    slot,
    release,
    mechanism.countsBoots(world, host) ? 1 : 0,
    safe,
  );
  hosts.updateStage[host] = UpdateStage.Rebooting;
  hosts.stepSince[host] = world.queue.time;
  sendReport(world, host, ReportStatus.Updating, hosts.target[host]!);
  setHostPhase(world, host, HostPhase.ShuttingDown, cause);
  stopRuntime(world, host, cause);
  hosts.lifeEpoch[host]! += 1;
  nextStage(world, host, world.model.groups[groupOf(world, host)]!.boot.shutdown);
}

/** Switches a host on: its first stage begins. */
export function enterFirmware(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  hosts.boots[host]! += 1;
  hosts.lifeEpoch[host]! += 1;
  // A boot begins with a clean slate; what is still wrong shows again on the way up.
  clearTrouble(world, host, Trouble.Network | Trouble.Workload);
  setHostPhase(world, host, HostPhase.Firmware, cause);
  nextStage(world, host, world.model.groups[groupOf(world, host)]!.boot.firmware);
}

/** Orders a new instance in the place of a host. */
export function provision(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  hosts.activeSlot[host] = 1;
  hosts.boots[host]! += 1;
  hosts.lifeEpoch[host]! += 1;
  setHostPhase(world, host, HostPhase.Provisioning, cause);
  const { provision: time } = world.model.groups[groupOf(world, host)]!.mechanism;
  const delay = drawTime(world, time, Purpose.Provision, host, hosts.boots[host]!);
  scheduleIn(world, delay, Event.BootStage, host, hosts.lifeEpoch[host]! | 0);
}

function nextStage(world: World, host: number, time: Variate): void {
  const { hosts } = world.state;
  const occurrence = hosts.boots[host]! * STAGES + hosts.phase[host]!;
  const delay = drawTime(world, time, Purpose.BootStage, host, occurrence);
  const taken = slowed(world, host, "slow-boot", delay);
  scheduleIn(world, taken, Event.BootStage, host, hosts.lifeEpoch[host]! | 0);
}

/** The present stage of a boot is over. */
export function onBootStage(world: World, host: number): void {
  const { hosts } = world.state;
  const { boot } = world.model.groups[groupOf(world, host)]!;
  const cause = hosts.cause[host]! as Cause;
  switch (hosts.phase[host]! as HostPhase) {
    case HostPhase.ShuttingDown:
      if (mechanismOf(world, host).replaces) provision(world, host, cause);
      else enterFirmware(world, host, cause);
      return;
    case HostPhase.Provisioning:
      enterFirmware(world, host, cause);
      return;
    case HostPhase.Firmware:
      setHostPhase(world, host, HostPhase.Loader, cause);
      nextStage(world, host, boot.loader);
      return;
    case HostPhase.Loader:
      if (!mechanismOf(world, host).select(world, host)) {
        bootFailed(
          world,
          host,
          BootOutcome.Unbootable,
          cause === Cause.Planned ? Cause.Fault : cause,
        );
        return;
      }
      setHostPhase(world, host, HostPhase.Kernel, cause);
      nextStage(world, host, boot.kernel);
      return;
    case HostPhase.Kernel:
      kernelLoaded(world, host, cause);
      return;
    case HostPhase.Userland:
      agentStarts(world, host);
      setHostPhase(world, host, HostPhase.Runtime, cause);
      nextStage(world, host, boot.runtime);
      return;
    case HostPhase.Runtime:
      setHostPhase(world, host, HostPhase.Workloads, cause);
      startRuntime(world, host);
      bootDoneIfStarted(world, host);
      return;
    default:
  }
}

/** The kernel has had its chance to panic or hang. */
function kernelLoaded(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  let outcome: BootOutcome = faultOfBoot(world, host);
  if (outcome !== BootOutcome.Booted) {
    bootFailed(world, host, outcome, Cause.Fault);
    return;
  }
  eachDefect(world, host, (defect, index) => {
    if (defect.kind !== "kernel-panic" && defect.kind !== "boot-hang") return;
    if (!strikes(world, host, index, hosts.boots[host]!, hosts.lifeEpoch[host]!)) return;
    outcome = defect.kind === "kernel-panic" ? BootOutcome.Panicked : BootOutcome.Hung;
  });
  if (outcome !== BootOutcome.Booted) {
    bootFailed(world, host, outcome, Cause.Defect);
    return;
  }
  setHostPhase(world, host, HostPhase.Userland, cause);
  nextStage(world, host, world.model.groups[groupOf(world, host)]!.boot.userland);
}

/**
 * Userland is up: the new release runs, the agent starts. The agent gives the lock back whatever it booted (locksmith does), and
 * the clock towards "marked good" runs from here.
 */
function agentStarts(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { mechanism } = world.model.groups[groupOf(world, host)]!;
  const older = newestRunning(world, host) < hosts.release[host]!;
  const reason =
    mechanism.kind === "image-replace" ? ReleaseChange.Replacement : ReleaseChange.Update;
  settleRelease(world, host, older ? ReleaseChange.Repair : reason);
  if (mechanism.markGoodRule !== "commit") awaitMarkGood(world, host);
  eachDefect(world, host, (defect, index) => {
    if (defect.kind !== "lost-network" && defect.kind !== "latent-crash") return;
    if (!strikes(world, host, index, hosts.boots[host]!, hosts.lifeEpoch[host]!)) return;
    addTrouble(world, host, Trouble.Network, Cause.Defect);
    if (defect.per === "host") setFlag(world, host, HostFlag.NeedsRevert);
  });
  // After the network has had its chance to fail: a host without one keeps its lock.
  const { gate } = groups[groupOf(world, host)]!;
  if (gate.releaseAt === "agent-start") giveLockBack(world, host);
}

function newestRunning(world: World, host: number): number {
  const { running } = world.state.hosts;
  return Math.max(running[3 * host]!, running[3 * host + 1]!, running[3 * host + 2]!);
}

/** A boot attempt came to nothing: the loader, a watchdog or people go on from here. */
export function bootFailed(world: World, host: number, outcome: BootOutcome, cause: Cause): void {
  const { hosts } = world.state;
  const { mechanism } = world.model.groups[groupOf(world, host)]!;
  recordAttempt(world, host, outcome, cause);
  if (hosts.attempts[host]! < 255) hosts.attempts[host]! += 1;
  if (hosts.crashes[host]! < 255) hosts.crashes[host]! += 1;
  blame(world, host, cause);
  hosts.lifeEpoch[host]! += 1;
  setHostPhase(world, host, HostPhase.Down, cause);
  addTrouble(world, host, Trouble.Boot, cause);
  let reset = NEVER;
  if (outcome === BootOutcome.Panicked) reset = mechanism.panicReboot;
  if (outcome === BootOutcome.Hung || isNewInstance(world, host)) reset = mechanism.watchdog;
  scheduleIn(world, reset, Event.Reset, host, hosts.lifeEpoch[host]! | 0);
}

/** A boot attempt, for the record. */
export function recordAttempt(
  world: World,
  host: number,
  outcome: BootOutcome,
  cause: Cause,
): void {
  const { hosts } = world.state;
  emit(
    world,
    TransitionKind.BootAttempt,
    host,
    hosts.activeSlot[host]!,
    outcome,
    cause,
    newestRunning(world, host),
  );
}

function isNewInstance(world: World, host: number): boolean {
  return mechanismOf(world, host).replaces && world.state.hosts.trial[host] !== NO_RELEASE;
}

/** A panicked or hung host is reset; a bad new instance is thrown away for another, a few times. */
export function onReset(world: World, host: number): void {
  const { hosts } = world.state;
  const cause = hosts.cause[host]! as Cause;
  if (!isNewInstance(world, host)) {
    enterFirmware(world, host, cause);
    return;
  }
  const { replaceAttempts } = world.model.groups[groupOf(world, host)]!.mechanism;
  if (hosts.attempts[host]! <= replaceAttempts) provision(world, host, cause);
}

/** Ends the boot once every container that could be started has been. */
export function bootDoneIfStarted(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.phase[host] === HostPhase.Workloads && hosts.starting[host] === 0)
    bootDone(world, host);
}

function bootDone(world: World, host: number): void {
  const { hosts } = world.state;
  const mechanism = mechanismOf(world, host);
  const cause = hosts.cause[host]! as Cause;
  recordAttempt(world, host, BootOutcome.Booted, Cause.Planned);
  clearTrouble(world, host, Trouble.Boot);
  hosts.attempts[host] = 0;
  if (hosts.trouble[host] === 0) hosts.suspect[host] = NO_RELEASE;
  const fellBack = hosts.trial[host] === NO_RELEASE && hasFlag(world, host, HostFlag.FellBack);
  if (!mechanism.countsBoots(world, host)) mechanism.markGood(world, host);
  else if (world.model.groups[groupOf(world, host)]!.mechanism.markGoodRule === "commit") {
    awaitMarkGood(world, host);
  }
  const stuck = hasFlag(world, host, HostFlag.HalfConfigured);
  if (stuck && !world.model.groups[groupOf(world, host)]!.mechanism.autoFix) {
    addTrouble(world, host, Trouble.Workload, Cause.Fault);
  }
  hosts.updateStage[host] = UpdateStage.Idle;
  hosts.stepSince[host] = world.queue.time;
  hosts.updateEpoch[host]! += 1;
  setHostPhase(world, host, restingPhase(world, host), restingCause(world, host, blameFor(cause)));
  if (isDeploying(world, host)) clientStarts(world, host);
  else reportBoot(world, host, fellBack);
  if (isWell(hosts.phase[host]! as HostPhase)) giveLockBackIfWell(world, host);
  scheduleLeak(world, host);
  pollAfterBoot(world, host);
}

/** A Mender client runs its checks before it commits; only then does anything count as good, and is anything reported. */
function clientStarts(world: World, host: number): void {
  const { markGood } = world.model.groups[groupOf(world, host)]!.mechanism;
  scheduleIn(world, markGood, Event.ClientStart, host, world.state.hosts.lifeEpoch[host]! | 0);
}

/** A host that boots into a degraded state for a planned reason is degraded by a defect. */
function blameFor(cause: Cause): Cause {
  return cause === Cause.Planned ? Cause.Defect : cause;
}

/** What the server is told after a boot: with update_engine, success even where the old release booted. */
function reportBoot(world: World, host: number, fellBack: boolean): void {
  const { hosts } = world.state;
  const target = hosts.target[host]!;
  hosts.target[host] = NO_RELEASE;
  const failed = fellBack || (target !== NO_RELEASE && hosts.release[host]! < target);
  const { successAfterFallback } = world.model.groups[groupOf(world, host)]!.agent;
  const status = failed && !successAfterFallback ? ReportStatus.Failed : ReportStatus.Good;
  closeReport(world, host, status, target === NO_RELEASE ? hosts.release[host]! : target);
}
