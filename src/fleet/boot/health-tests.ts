import { goesBack, TEST_INTERVAL } from "../../systems/balena/rollback-health.js";
import { beginReboot } from "./boot.js";
import { Event } from "../state/events.js";
import { NO_RELEASE } from "../state/host-columns.js";
import { onMarkGood } from "./mark-good.js";
import { mechanismOf } from "../mechanisms/index.js";
import { Cause, HostPhase, isUp } from "../state/phases.js";
import { interrupt } from "./power.js";
import { reachesServer } from "../update/quota.js";
import { restingPhase } from "../people/trouble.js";
import { groupOf, scheduleIn, type World } from "../state/world.js";

/** Tests that a host runs after its loader has been told that the new slot is good, and that can still send it back (balenaOS). */

/** A boot has stayed up for the mark-good time. */
export function onTimeToMark(world: World, host: number): void {
  const { hosts } = world.state;
  const isOnTrial = hosts.trial[host] !== NO_RELEASE;
  onMarkGood(world, host);
  if (!isOnTrial || world.model.groups[groupOf(world, host)]!.agent.protocol !== "balena") return;
  hosts.agentFailures[host] = 0;
  testAgain(world, host);
}

function testAgain(world: World, host: number): void {
  const epoch = world.state.hosts.lifeEpoch[host]! | 0;
  scheduleIn(world, TEST_INTERVAL, Event.HealthTest, host, epoch);
}

/** A test: the first that passes is the last. */
export function onHealthTest(world: World, host: number): void {
  const { hosts } = world.state;
  if (isHealthy(world, host)) {
    hosts.agentFailures[host] = 0;
    return;
  }
  hosts.agentFailures[host]! += 1;
  if (goesBack(hosts.agentFailures[host]!)) goBack(world, host);
  else testAgain(world, host);
}

/** The engine works, and the host reaches the cloud. */
function isHealthy(world: World, host: number): boolean {
  if (!isUp(world.state.hosts.phase[host]! as HostPhase)) return false;
  return restingPhase(world, host) !== HostPhase.Degraded && reachesServer(world, host);
}

/** The host puts its old slot back, reboots into it and says that the update has failed. */
function goBack(world: World, host: number): void {
  const { hosts } = world.state;
  const release = hosts.release[host]!;
  hosts.agentFailures[host] = 0;
  hosts.refused[host] = release;
  // Whatever else was in hand is dropped.
  interrupt(world, host, Cause.Defect);
  hosts.target[host] = release;
  mechanismOf(world, host).revert(world, host);
  beginReboot(world, host, Cause.Defect);
}
