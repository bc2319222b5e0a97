import { Purpose } from "../../random/purposes.js";
import { MINUTE, SECOND, type Time } from "../../support/time.js";
import { Event } from "../state/events.js";
import { HostFlag, RepairStage, Trouble } from "../state/host-columns.js";
import { clearFlag, hasFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { Cause, HostPhase } from "../state/phases.js";
import { drawTime, scheduleIn, type World } from "../state/world.js";

/** Something wrong with a host that does not go away by itself: it is noticed after a while, and then somebody comes. */

/** How long a host, or its daemon, has to stay up after a crash until nobody needs to look at it [ms]; assumed. */
export const STEADY = 30 * MINUTE;

/** Bits that make a host that is up degraded. */
const DEGRADES = Trouble.Bridge | Trouble.Runtime | Trouble.Network;

/** Records trouble of a host; the first one starts the wait until somebody notices. */
export function addTrouble(world: World, host: number, bit: number, cause: Cause): void {
  const { hosts } = world.state;
  const before = hosts.trouble[host]!;
  hosts.trouble[host] = before | bit;
  if (before === 0 && hosts.repair[host] === RepairStage.None) scheduleNotice(world, host);
  if ((bit & DEGRADES) !== 0) settlePhase(world, host, cause);
}

/**
 * Starts the wait until somebody notices that something is wrong with a host.
 *
 * @param again instead of no time at all, where they have looked at it before [ms].
 */
export function scheduleNotice(world: World, host: number, again: Time = 0): void {
  const { hosts } = world.state;
  const epoch = (hosts.troubleEpoch[host]! += 1);
  const delay = drawTime(world, world.model.people.notice, Purpose.Notice, host, epoch);
  scheduleIn(
    world,
    again > 0 && delay < SECOND ? again : delay,
    Event.Notice,
    host,
    epoch & 0xffff,
  );
}

/** Takes trouble off a host; with the last one nobody needs to come any more. */
export function clearTrouble(world: World, host: number, bits: number): void {
  const { hosts } = world.state;
  if ((hosts.trouble[host]! & bits) === 0) return;
  hosts.trouble[host]! &= ~bits;
  if (hosts.trouble[host] !== 0) return;
  hosts.troubleEpoch[host]! += 1;
  clearFlag(world, host, HostFlag.NeedsRevert);
}

/** Moves a host that is up between serving, fallen back and degraded, as its health now is. */
export function settlePhase(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  const phase = hosts.phase[host]!;
  const settled =
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded;
  if (settled)
    setHostPhase(world, host, restingPhase(world, host), restingCause(world, host, cause));
}

/** The phase a host that is up rests in. */
export function restingPhase(world: World, host: number): HostPhase {
  const { hosts } = world.state;
  const broken = (hosts.trouble[host]! & DEGRADES) !== 0;
  if (broken || hosts.bridgeless[host]! > 0 || hosts.daemonless[host]! > 0)
    return HostPhase.Degraded;
  return isFallenBack(world, host) ? HostPhase.FallenBack : HostPhase.Serving;
}

/** Whether it runs what its loader went back to; a host that tries the next release has left that behind. */
function isFallenBack(world: World, host: number): boolean {
  const { release, trial } = world.state.hosts;
  return hasFlag(world, host, HostFlag.FellBack) && trial[host] !== release[host];
}

/** Planned where it serves. */
export function restingCause(world: World, host: number, cause: Cause): Cause {
  return restingPhase(world, host) === HostPhase.Degraded ? cause : Cause.Planned;
}
