import { Purpose } from "../../random/purposes.js";
import { HostFlag, NO_RELEASE } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { Component } from "../state/component.js";
import { Cause, ReleaseChange } from "../state/phases.js";
import { isPackageRecalled, packageBefore } from "../update/recall.js";
import { restartDaemon } from "../containers/runtime.js";
import { TransitionKind } from "../state/transitions.js";
import { draw, emit, groupOf, type World } from "../state/world.js";
import type { Mechanism } from "./mechanism.js";
import { acceptTrial, olderRelease, settleRelease } from "./releases.js";

/**
 * Packages replaced under a running system (apt, dnf): kernel, userland and runtime each have a version of their own; a new
 * runtime restarts its daemon at once, and a new kernel waits for a reboot. Nothing goes back by itself: a person puts the older packages
 * back, or an order does, with their configuration, where the archive still has them.
 */
export const inPlace: Mechanism = {
  kind: "in-place",
  countsBoots: () => false,
  replaces: false,
  install(world, host, release) {
    const { hosts } = world.state;
    const { components } = world.model.releases[release]!;
    clearFlag(world, host, HostFlag.HalfConfigured);
    for (let component = 0; component < 3; component++) {
      if ((components & (1 << component)) === 0) continue;
      hosts.installedBefore[3 * host + component] = hosts.installed[3 * host + component]!;
      hosts.installed[3 * host + component] = release;
    }
    takeUp(world, host, Component.Userland);
    if (takeUp(world, host, Component.Runtime)) restartDaemon(world, host, Cause.Planned);
    settleRelease(world, host, ReleaseChange.Update);
    if (!isRebootNeeded(world, host)) return false;
    hosts.trial[host] = release;
    return true;
  },
  interrupted(world, host) {
    setFlag(world, host, HostFlag.HalfConfigured);
  },
  select(world, host) {
    const { hosts } = world.state;
    const { unbootableShare } = world.model.groups[groupOf(world, host)]!.mechanism;
    if (hasFlag(world, host, HostFlag.HalfConfigured)) {
      if (draw(world, Purpose.Interruption, host, hosts.boots[host]!) < unbootableShare)
        return false;
    }
    for (let component = 0; component < 3; component++) takeUp(world, host, component as Component);
    return true;
  },
  next: () => 0,
  isSafeToReboot: () => true,
  markGood(world, host) {
    acceptTrial(world, host);
  },
  revert(world, host) {
    const { hosts } = world.state;
    const suspect = hosts.suspect[host]!;
    const good = olderRelease(world, host);
    clearFlag(world, host, HostFlag.HalfConfigured);
    for (let part = 3 * host; part < 3 * host + 3; part++) {
      // What people found goes back to the version before; where they found nothing, everything does.
      if (hosts.installed[part] === suspect) hosts.installed[part] = hosts.installedBefore[part]!;
      else if (suspect === NO_RELEASE && hosts.installed[part]! > good)
        hosts.installed[part] = good;
    }
    acceptTrial(world, host);
  },
  recall(world, host) {
    const { hosts } = world.state;
    clearFlag(world, host, HostFlag.HalfConfigured);
    for (const component of Object.values(Component)) {
      if (!isPackageRecalled(world, host, component)) continue;
      hosts.installed[3 * host + component] = packageBefore(world, host, component);
    }
    acceptTrial(world, host);
    takeUp(world, host, Component.Userland);
    const isShort = hosts.capacity[host]! < world.model.groups[groupOf(world, host)]!.capacity;
    if (takeUp(world, host, Component.Runtime) || isShort)
      restartDaemon(world, host, Cause.Planned);
    settleRelease(world, host, ReleaseChange.Repair);
    return isRebootNeeded(world, host);
  },
};

/** Whether the running kernel is not the installed one. */
export function isRebootNeeded(world: World, host: number): boolean {
  const { running, installed } = world.state.hosts;
  return running[3 * host + Component.Kernel] !== installed[3 * host + Component.Kernel];
}

/** Lets the installed version of a component run. @returns whether it was another one before. */
function takeUp(world: World, host: number, component: Component): boolean {
  const { running, installed } = world.state.hosts;
  const part = 3 * host + component;
  if (running[part] === installed[part]) return false;
  running[part] = installed[part]!;
  emit(world, TransitionKind.ComponentRunning, host, 0, component, 0, installed[part]!);
  return true;
}
