import { Event } from "../state/events.js";
import { HostFlag, Trouble } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { Cause } from "../state/phases.js";
import { restartDaemon } from "../containers/runtime.js";
import { addTrouble, clearTrouble, STEADY } from "../people/trouble.js";
import { scheduleIn, type World } from "../state/world.js";

/**
 * A defect brings the daemon down, and it starts again by itself. One crash needs nobody. From the second in a row somebody notices, and
 * from the third only an older release helps.
 */
export function crashDaemon(world: World, host: number): void {
  const { hosts } = world.state;
  if ((hosts.trouble[host]! & Trouble.Restarting) !== 0) {
    setFlag(world, host, HostFlag.NeedsRevert);
  } else if (hasFlag(world, host, HostFlag.DaemonCrashed)) {
    addTrouble(world, host, Trouble.Restarting, Cause.Defect);
  }
  setFlag(world, host, HostFlag.DaemonCrashed);
  restartDaemon(world, host, Cause.Defect);
  scheduleIn(world, STEADY, Event.DaemonSteady, host, hosts.daemonEpoch[host]! & 0xffff);
}

/** A daemon that has crashed has run for long, unless it has been started again meanwhile. */
export function onDaemonSteady(world: World, host: number, epoch: number): void {
  if ((world.state.hosts.daemonEpoch[host]! & 0xffff) !== epoch) return;
  clearFlag(world, host, HostFlag.DaemonCrashed);
  clearTrouble(world, host, Trouble.Restarting);
}
