import { DEFAULT_RETRY, retryWait } from "../../systems/mender/back-off.js";
import {
  advance,
  afterPowerLoss,
  Answer,
  beginDeployment,
  hasFailed,
  State,
  stateOf,
  statusOn,
} from "../../systems/mender/deployment.js";
import { beginReboot } from "../boot/boot.js";
import { isDeploying } from "./is-mender-deploying.js";
import { Event } from "../state/events.js";
import { HostFlag, NO_RELEASE } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import { mechanismOf } from "../mechanisms/index.js";
import { Cause, ReportStatus } from "../state/phases.js";
import { pollFrom } from "./polling.js";
import { reachesServer } from "./quota.js";
import { closeReport, sendReport } from "./reports.js";
import { groupOf, scheduleIn, type World } from "../state/world.js";

/**
 * A deployment as a Mender client carries it through, with the world answering for each state. Downloads, installations and the
 * reboot into the new release take their time elsewhere; what is left are the steps after a boot, and the way back.
 */

/** A client with the protocol begins a deployment when it is granted a release. */
export function beginDeploying(world: World, host: number): void {
  if (world.model.groups[groupOf(world, host)]!.agent.protocol !== "mender") return;
  const deployment = beginDeployment();
  world.state.hosts.deployment[host] = advance(deployment, Answer.Success);
}

/** The state that a host's deployment is in has come to an answer; the server is told where upstream tells it. */
export function answer(world: World, host: number, given: Answer): State {
  const { hosts } = world.state;
  const deployment = advance(hosts.deployment[host]!, given);
  hosts.deployment[host] = deployment;
  const state = stateOf(deployment);
  if (statusOn.has(state)) sendReport(world, host, ReportStatus.Updating, hosts.target[host]!);
  return state;
}

/** The client runs again after a boot, whatever was the reason for it, and goes on from what it has written down. */
export function onClientStart(world: World, host: number): void {
  const { hosts } = world.state;
  if (!isDeploying(world, host)) return;
  hosts.agentFailures[host] = 0;
  hosts.deployment[host] = afterPowerLoss(hosts.deployment[host]!);
  carryOn(world, host);
}

/** Carries a deployment on until something takes time: a try to reach the server, a reboot, or nothing more. */
export function carryOn(world: World, host: number): void {
  const { hosts } = world.state;
  for (;;) {
    const state = stateOf(hosts.deployment[host]!);
    if (state === State.Done) {
      finish(world, host);
      return;
    }
    if (state === State.ArtifactRollbackReboot) {
      // The loader has gone back by itself where the release did not boot; otherwise nothing is wrong with it.
      beginReboot(
        world,
        host,
        hasFlag(world, host, HostFlag.FellBack) ? Cause.Defect : Cause.Fault,
      );
      return;
    }
    if (state === State.ReportBeforeCommit && !canReport(world, host)) {
      if (reportLater(world, host)) return;
      answer(world, host, Answer.Failure);
    } else {
      answer(world, host, answerOf(world, host, state));
    }
  }
}

/** What the world answers for a state that takes no time. */
function answerOf(world: World, host: number, state: State): Answer {
  const { hosts } = world.state;
  const runsNew = hosts.release[host]! >= hosts.target[host]!;
  const inPlace = mechanismOf(world, host).kind === "in-place";
  switch (state) {
    case State.ArtifactVerifyReboot:
      return runsNew ? Answer.Success : Answer.Failure;
    case State.ArtifactVerifyRollbackReboot:
      return runsNew ? Answer.Failure : Answer.Success;
    case State.ArtifactCommit:
      mechanismOf(world, host).markGood(world, host);
      return Answer.Success;
    case State.SupportsRollback:
      // Packages leave nothing behind to go back to.
      return inPlace ? Answer.NothingToDo : Answer.Success;
    case State.ArtifactRollback:
      if (runsNew) mechanismOf(world, host).revert(world, host);
      return Answer.Success;
    default:
      return Answer.Success;
  }
}

function canReport(world: World, host: number): boolean {
  const { hosts, serverDown } = world.state;
  return serverDown === 0 && hosts.cutReports[host] === 0 && reachesServer(world, host);
}

/** Tries to reach the server again after a while. @returns whether the client has tries left. */
function reportLater(world: World, host: number): boolean {
  const { hosts } = world.state;
  hosts.agentFailures[host]! += 1;
  const wait = retryWait(DEFAULT_RETRY, hosts.agentFailures[host]!);
  if (wait < 0) return false;
  scheduleIn(world, wait, Event.ReportRetry, host, hosts.lifeEpoch[host]! | 0);
  return true;
}

/** The client tries again to tell the server that it is about to commit. */
export function onReportRetry(world: World, host: number): void {
  if (stateOf(world.state.hosts.deployment[host]!) === State.ReportBeforeCommit)
    carryOn(world, host);
}

/** The end: the server hears how it went. A deployment that failed is over for the host; it is not offered again. */
function finish(world: World, host: number): void {
  const { hosts } = world.state;
  const failed = hasFailed(hosts.deployment[host]!);
  const release = hosts.target[host]!;
  hosts.deployment[host] = 0;
  hosts.agentFailures[host] = 0;
  hosts.target[host] = NO_RELEASE;
  if (failed) hosts.refused[host] = release;
  closeReport(world, host, failed ? ReportStatus.Failed : ReportStatus.Good, release);
  pollFrom(world, host, world.queue.time);
}
