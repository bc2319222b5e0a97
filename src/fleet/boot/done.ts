import { awaitMarkGood } from "./await-mark-good.js";
import { isDeploying } from "../update/is-mender-deploying.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE, Trouble, UpdateStage } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { scheduleLeak } from "./crash-after-boot.js";
import { giveLockBackIfWell } from "../reboot/lock.js";
import { mechanismOf } from "../mechanisms/index.js";
import { BootOutcome, Cause, HostPhase, isWell, ReportStatus } from "../state/phases.js";
import { pollAfterBoot } from "../update/polling.js";
import { closeReport } from "../update/reports.js";
import { addTrouble, clearTrouble, restingCause, restingPhase } from "../people/trouble.js";
import { groupOf, scheduleIn, type World } from "../state/world.js";
import { recordAttempt } from "./boot.js";

/** The end of a boot that came up. */

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
