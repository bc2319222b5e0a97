import { Purpose } from "../../random/purposes.js";
import type { Variate } from "../../random/variate.js";
import { NEVER } from "../../support/time.js";
import { slowed } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE, Trouble, UpdateStage } from "../state/host-columns.js";
import { clearFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { mechanismOf } from "../mechanisms/index.js";
import { BootOutcome, Cause, HostPhase, ReportStatus } from "../state/phases.js";
import { sendReport } from "../update/reports.js";
import { stopRuntime } from "../containers/runtime.js";
import { TransitionKind } from "../state/transitions.js";
import { addTrouble, clearTrouble } from "../people/trouble.js";
import { drawTime, emit, groupOf, scheduleIn, type World } from "../state/world.js";
import { blame } from "../containers/workload.js";

/** How a boot begins, goes from stage to stage, and fails. */

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
  clearTrouble(world, host, Trouble.Network | Trouble.Workload | Trouble.Restarting);
  clearFlag(world, host, HostFlag.DaemonCrashed);
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

/** The present stage takes its time from here on. */
export function nextStage(world: World, host: number, time: Variate): void {
  const { hosts } = world.state;
  const occurrence = hosts.boots[host]! * STAGES + hosts.phase[host]!;
  const delay = drawTime(world, time, Purpose.BootStage, host, occurrence);
  const taken = slowed(world, host, "slow-boot", delay);
  scheduleIn(world, taken, Event.BootStage, host, hosts.lifeEpoch[host]! | 0);
}

/** The newest release of which a component runs. */
export function newestRunning(world: World, host: number): number {
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
