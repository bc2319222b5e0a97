import { awaitMarkGood } from "./await-mark-good.js";
import { takeChances } from "../defects/chances.js";
import { setHostPhase } from "../state/host-phase.js";
import { giveLockBack } from "../reboot/lock.js";
import { mechanismOf } from "../mechanisms/index.js";
import { settleRelease } from "../mechanisms/releases.js";
import { BootOutcome, Cause, HostPhase, ReleaseChange } from "../state/phases.js";
import { startRuntime } from "../containers/runtime-start.js";
import { groupOf, type World } from "../state/world.js";
import { bootFailed, enterFirmware, newestRunning, nextStage, provision } from "./boot.js";
import { bootDoneIfStarted } from "./done.js";
import { faultOfBoot } from "./faults.js";

/**
 * The boot chain: shutting down → firmware → loader → kernel → userland → runtime → workloads → up, an event a stage. What can go
 * wrong does so where it would on a machine: nothing to boot at the loader, a panic or a hang in the kernel, no network in
 * userland, a broken bridge when the runtime starts, a panic when containers do.
 */

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
  takeChances(world, host, "kernel", hosts.boots[host]!, ({ kind: { moment } }) => {
    if (moment.at === "kernel") outcome = moment.outcome;
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
  takeChances(world, host, "userland", hosts.boots[host]!, ({ defect, kind: { moment } }) => {
    if (moment.at === "userland" && moment.strike !== "later") moment.strike(world, host, defect);
  });
  // After the network has had its chance to fail: a host without one keeps its lock.
  const { gate } = groups[groupOf(world, host)]!;
  if (gate.releaseAt === "agent-start") giveLockBack(world, host);
}
