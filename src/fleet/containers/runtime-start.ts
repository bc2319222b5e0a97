import { takeChances } from "../defects/chances.js";
import { Trouble } from "../state/host-columns.js";
import { refreshRoom } from "./placement.js";
import { Cause, isUp, type HostPhase } from "../state/phases.js";
import { setCapacity } from "./runtime.js";
import { clearTrouble, settlePhase } from "../people/trouble.js";
import { refreshReach, startAll } from "./workload.js";
import type { World } from "../state/world.js";

/** The start of the container runtime of a host. */

/** A restarted daemon is ready. */
export function onDaemonUp(world: World, host: number, epoch: number): void {
  const { hosts } = world.state;
  if (hosts.daemonEpoch[host] !== epoch || !isUp(hosts.phase[host]! as HostPhase)) return;
  startRuntime(world, host);
}

/**
 * The runtime comes up: it makes its bridge anew, so what was wrong with the old one is over; then the defects of this host's
 * releases take their chance; then containers start as far as they can.
 */
export function startRuntime(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.daemonless[host]! > 0) return;
  hosts.runtimeUp[host] = 1;
  const starts = hosts.daemonStarts[host]!;
  hosts.daemonStarts[host] = starts + 1;
  clearTrouble(world, host, Trouble.Bridge | Trouble.Runtime);
  setCapacity(world, host, 0);
  takeChances(world, host, "daemon-start", starts, ({ defect, kind: { moment } }) => {
    if (moment.at === "daemon-start") moment.strike(world, host, defect);
  });
  settlePhase(world, host, hosts.cause[host]! as Cause);
  refreshRoom(world, host);
  startAll(world, host);
  refreshReach(world, host, Cause.Planned);
}
