import { enterFirmware, recordAttempt } from "./boot.js";
import { isDeploying } from "../update/is-mender-deploying.js";
import { breakDownload } from "../update/download.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE, RepairStage, Trouble, UpdateStage } from "../state/host-columns.js";
import { setFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { mechanismOf } from "../mechanisms/index.js";
import { BootOutcome, Cause, HostPhase } from "../state/phases.js";
import { stopRuntime } from "../containers/runtime.js";
import { TransitionKind } from "../state/transitions.js";
import { addTrouble, STEADY } from "../people/trouble.js";
import { emit, scheduleIn, type World } from "../state/world.js";

/** A host goes away in the middle of whatever it was doing. */

function isBooting(phase: number): boolean {
  return phase >= HostPhase.Firmware && phase <= HostPhase.Workloads;
}

/** Breaks off what a host was doing: boot, drain, download, installation, containers. Its phase is the caller's to set. */
export function interrupt(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  if (isBooting(hosts.phase[host]!)) recordAttempt(world, host, BootOutcome.Interrupted, cause);
  hosts.lifeEpoch[host]! += 1;
  const target = hosts.target[host]!;
  if (hosts.updateStage[host] === UpdateStage.Downloading) breakDownload(world, host);
  if (hosts.updateStage[host] === UpdateStage.Installing) {
    hosts.updateEpoch[host]! += 1;
    hosts.updateStage[host] = UpdateStage.Idle;
    mechanismOf(world, host).interrupted(world, host);
    emit(world, TransitionKind.InstallEnded, host, 0, hosts.target[host]!, 0);
    hosts.target[host] = NO_RELEASE;
  }
  // A client that has written a deployment down still knows what it was about.
  if (isDeploying(world, host)) hosts.target[host] = target;
}

/** Power is lost. */
export function powerOff(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.powerless[host]! += 1;
  if (hosts.powerless[host]! > 1) return;
  goDown(world, host, HostPhase.Down, Cause.Fault);
}

/** Power is back: the host boots, unless somebody is at work on it. */
export function powerOn(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.powerless[host]! -= 1;
  const free = hosts.powerless[host] === 0 && hosts.repair[host] !== RepairStage.AtWork;
  if (free && hosts.phase[host] === HostPhase.Down) enterFirmware(world, host, Cause.Fault);
}

/** The host resets: a crash by fault, or a kernel that a defect brings down while it runs. */
export function crash(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  const away = hosts.phase[host]!;
  if (hosts.powerless[host]! > 0 || away >= HostPhase.Down) return;
  goDown(world, host, HostPhase.Down, cause);
  if (cause === Cause.Defect) noteCrash(world, host);
  enterFirmware(world, host, cause);
  scheduleIn(world, STEADY, Event.Steady, host, hosts.boots[host]!);
}

/** A crash is noticed like any other trouble; from the second one in a row on only an older release helps. */
function noteCrash(world: World, host: number): void {
  const again = (world.state.hosts.trouble[host]! & Trouble.Crashing) !== 0;
  if (again) setFlag(world, host, HostFlag.NeedsRevert);
  addTrouble(world, host, Trouble.Crashing, Cause.Defect);
}

/** Takes a host down at once. The phase comes first, so that no container is put back onto it. */
export function goDown(world: World, host: number, phase: HostPhase, cause: Cause): void {
  interrupt(world, host, cause);
  setHostPhase(world, host, phase, cause);
  stopRuntime(world, host, cause);
}
