import { Purpose } from "../../random/purposes.js";
import { MINUTE } from "../../support/time.js";
import { enterFirmware, provision } from "../boot/boot.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE, RepairStage, Trouble, UpdateStage } from "../state/host-columns.js";
import { firesEverywhere, lastingEverywhere } from "../effects/lasting-effects.js";
import { isImageCorrupt } from "../mechanisms/corruption.js";
import { clearFlag, hasFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { mechanismOf } from "../mechanisms/index.js";
import { Cause, HostPhase, isUp } from "../state/phases.js";
import { newestOn } from "../update/polling.js";
import { goDown } from "../boot/power.js";
import { noteTrouble } from "../update/reports.js";
import { restartDaemon } from "../containers/runtime.js";
import { TransitionKind } from "../state/transitions.js";
import { clearTrouble, scheduleNotice } from "./trouble.js";
import { drawTime, emit, groupOf, scheduleIn, type World } from "../state/world.js";
import { startAll } from "../containers/workload.js";

/** People: they notice, they queue the host for a crew, a crew mends it. */

/** Every kind of trouble. */
const ALL =
  Trouble.Bridge |
  Trouble.Runtime |
  Trouble.Network |
  Trouble.Workload |
  Trouble.Boot |
  Trouble.Crashing |
  Trouble.Restarting;

/**
 * Time until somebody looks again at a host for which nothing could be done, where trouble is noticed at once [ms]; assumed. They would
 * otherwise look again at the same moment, for ever.
 */
const AGAIN = MINUTE;

/** The longest repair that a transition can tell of, almost 25 days: its numbers are int32 [ms]. */
const LONGEST_TOLD = 0x7fffffff;

/** Somebody notices that something is wrong with a host. */
export function onNotice(world: World, host: number): void {
  const { hosts, crews } = world.state;
  if (lastingEverywhere(world, "nobody-awake") !== undefined) {
    firesEverywhere(world, "nobody-awake");
    scheduleNotice(world, host, AGAIN);
    return;
  }
  if (hosts.powerless[host]! > 0) {
    scheduleNotice(world, host, AGAIN);
    return;
  }
  noteTrouble(world, host, newestOn(world, host));
  hosts.repair[host] = RepairStage.Queued;
  hosts.repairNext[host] = -1;
  if (crews.tail >= 0) hosts.repairNext[crews.tail] = host;
  else crews.head = host;
  crews.tail = host;
  sendCrews(world);
}

/** Sends free crews to the hosts that wait, first come first served. */
export function sendCrews(world: World): void {
  const { hosts, crews } = world.state;
  if (lastingEverywhere(world, "nobody-awake") !== undefined) return;
  while (crews.busy < world.model.people.crews && crews.head >= 0) {
    const host = crews.head;
    crews.head = hosts.repairNext[host]!;
    if (crews.head < 0) crews.tail = -1;
    if (hosts.trouble[host] !== 0 && !recoversByItself(world, host)) beginRepair(world, host);
    else leaveAlone(world, host);
  }
}

/** A host that is on its way up, with trial boots left or falling back, needs nobody. */
function recoversByItself(world: World, host: number): boolean {
  const { hosts } = world.state;
  const phase = hosts.phase[host]!;
  const booting = phase >= HostPhase.Firmware && phase <= HostPhase.Workloads;
  if ((hosts.trouble[host]! & Trouble.Crashing) !== 0 && hosts.trial[host] === NO_RELEASE) {
    return false;
  }
  const { tries } = world.model.groups[groupOf(world, host)]!.mechanism;
  return (
    booting && mechanismOf(world, host).countsBoots(world, host) && hosts.attempts[host]! <= tries
  );
}

/** Nobody comes now; if it is not well by then somebody notices again. */
function leaveAlone(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.repair[host] = RepairStage.None;
  if (hosts.trouble[host] !== 0) scheduleNotice(world, host, AGAIN);
}

function beginRepair(world: World, host: number): void {
  const { hosts, crews } = world.state;
  // A host that keeps crashing is taken out of service by whoever looks at it.
  const crashing = (hosts.trouble[host]! & Trouble.Crashing) !== 0;
  const up = isUp(hosts.phase[host]! as HostPhase) && !crashing;
  const cause = crashing ? Cause.Defect : (hosts.cause[host]! as Cause);
  crews.busy += 1;
  hosts.repair[host] = RepairStage.AtWork;
  emit(world, TransitionKind.RepairBegan, host, 0, crews.busy, cause);
  const { fix, repair } = world.model.people;
  const time = drawTime(world, up ? fix : repair, Purpose.Repair, host, hosts.troubleEpoch[host]!);
  if (crashing && isUp(hosts.phase[host]! as HostPhase)) {
    goDown(world, host, HostPhase.Down, cause);
  }
  if (!up) {
    hosts.lifeEpoch[host]! += 1;
    setHostPhase(world, host, HostPhase.UnderRepair, cause);
  }
  scheduleIn(world, time, Event.RepairDone, host, Math.min(time, LONGEST_TOLD));
}

/** A crew is done with a host. */
export function onRepairDone(world: World, host: number, spent: number): void {
  const { hosts, crews } = world.state;
  crews.busy -= 1;
  hosts.repair[host] = RepairStage.None;
  emit(world, TransitionKind.RepairEnded, host, 0, crews.busy, 0, spent);
  const phase = hosts.phase[host]! as HostPhase;
  if (isUp(phase)) mendRunning(world, host);
  else if (phase === HostPhase.UnderRepair || phase === HostPhase.Down) mendDown(world, host);
  // A host that is booting by now has been reset meanwhile: the boot shows whether it is well.
  if (hosts.trouble[host] !== 0) scheduleNotice(world, host, AGAIN);
  sendCrews(world);
}

/** Puts the older release back, and keeps the host off the one it was mended from. */
function revert(world: World, host: number): void {
  const { hosts } = world.state;
  const suspect = hosts.suspect[host]!;
  const culprit = suspect === NO_RELEASE ? newestOn(world, host) : suspect;
  if (world.model.people.hold) hosts.refused[host] = culprit;
  mechanismOf(world, host).revert(world, host);
  hosts.suspect[host] = NO_RELEASE;
  hosts.updateStage[host] = UpdateStage.Rebooting;
  hosts.updateEpoch[host]! += 1;
}

/** A host that did not boot: what a defect broke goes back to the older release; what a fault broke is switched on again. */
function mendDown(world: World, host: number): void {
  const { hosts } = world.state;
  const cause = hosts.cause[host]! as Cause;
  const packages = hasFlag(world, host, HostFlag.HalfConfigured);
  const reverts = cause === Cause.Defect || packages || isImageCorrupt(world, host);
  clearTrouble(world, host, ALL);
  if (reverts) revert(world, host);
  if (hosts.powerless[host]! > 0) setHostPhase(world, host, HostPhase.Down, Cause.Fault);
  else restart(world, host, cause, reverts);
}

function restart(world: World, host: number, cause: Cause, reverted: boolean): void {
  if (reverted && mechanismOf(world, host).replaces) provision(world, host, cause);
  else enterFirmware(world, host, cause);
}

/** A host that is up but not well: a restart of the daemon or of the host, or the older release where only that helps. */
function mendRunning(world: World, host: number): void {
  const { hosts } = world.state;
  const trouble = hosts.trouble[host]!;
  if (trouble === 0) return;
  const reverts = hasFlag(world, host, HostFlag.NeedsRevert);
  clearTrouble(world, host, ALL);
  clearFlag(world, host, HostFlag.HalfConfigured);
  if (reverts || (trouble & Trouble.Network) !== 0) {
    goDown(world, host, HostPhase.ShuttingDown, Cause.Defect);
    if (reverts) revert(world, host);
    restart(world, host, Cause.Defect, reverts);
  } else if ((trouble & (Trouble.Bridge | Trouble.Runtime)) !== 0) {
    restartDaemon(world, host, Cause.Defect);
  } else {
    startAll(world, host);
  }
}
