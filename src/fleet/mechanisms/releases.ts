import { HostFlag, NO_RELEASE } from "../state/host-columns.js";
import { clearFlag, setFlag } from "../state/host-flags.js";
import { Cause, type HostPhase, isUp, type ReleaseChange } from "../state/phases.js";
import { newestOn } from "../update/polling.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, groupOf, type World } from "../state/world.js";

/** What a host runs, as every mechanism keeps it. */

/** Sets all three components to one image's release, running and installed. */
export function runImage(world: World, host: number, release: number): void {
  const { running, installed } = world.state.hosts;
  for (let component = 0; component < 3; component++) {
    running[3 * host + component] = release;
    installed[3 * host + component] = release;
  }
}

/** Works out the release that a host runs whole, and says so when it has changed. */
export function settleRelease(world: World, host: number, reason: ReleaseChange): void {
  const { hosts } = world.state;
  for (let part = 3 * host; part < 3 * host + 3; part++) {
    if (hosts.running[part] !== hosts.installed[part]) return;
  }
  const before = hosts.release[host]!;
  const parts = hosts.installed.subarray(3 * host, 3 * host + 3);
  const now = Math.max(parts[0]!, parts[1]!, parts[2]!);
  if (now === before) return;
  hosts.release[host] = now;
  if (now > before) {
    hosts.previous[host] = before;
    noteProgress(world, host, now);
  }
  emit(world, TransitionKind.RunningRelease, host, before, now, reason);
}

/**
 * A host has come to a newer release. It counts as progress where an update brought it there: a host that crashes into what it had
 * staged, or is mended, does not show that updates go on.
 */
function noteProgress(world: World, host: number, release: number): void {
  const { hosts, groups } = world.state;
  const boots = !isUp(hosts.phase[host]! as HostPhase);
  if (release <= hosts.furthest[host]! || (boots && hosts.cause[host] !== Cause.Planned)) return;
  hosts.furthest[host] = release;
  if (world.facts.releases[release]!.bad) return;
  groups[groupOf(world, host)]!.progressedAt = world.queue.time;
}

/** The release a person would go back to: the last that ran whole before the one that is in trouble. */
export function olderRelease(world: World, host: number): number {
  const { release, previous } = world.state.hosts;
  const current = release[host]!;
  if (current < newestOn(world, host)) return current;
  return previous[host] === NO_RELEASE ? current : previous[host]!;
}

/** A loader has given up the release on trial and booted another: the host has fallen back. */
export function fallBack(world: World, host: number, to: number): void {
  const { hosts } = world.state;
  const from = hosts.trial[host]!;
  hosts.trial[host] = NO_RELEASE;
  setFlag(world, host, HostFlag.FellBack);
  if (world.model.groups[groupOf(world, host)]!.mechanism.quarantine) hosts.refused[host] = from;
  emit(world, TransitionKind.Fallback, host, from, to);
}

/** The release on trial is the host's own now. */
export function acceptTrial(world: World, host: number): void {
  world.state.hosts.trial[host] = NO_RELEASE;
  world.state.hosts.crashes[host] = 0;
  clearFlag(world, host, HostFlag.FellBack);
}
