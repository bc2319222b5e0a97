import { NO_RELEASE } from "../state/host-columns.js";
import { Component } from "../state/component.js";
import { groupOf, type World } from "../state/world.js";

/** Which hosts an order to go back concerns, and what they go back to. */

/** Whether a host runs or has installed what has been ordered back, and there is something that it can go back to. */
export function isRecalled(world: World, host: number): boolean {
  const { recalled } = world.state.groups[groupOf(world, host)]!;
  if (recalled.length === 0) return false;
  const { kind, downgrade } = world.model.groups[groupOf(world, host)]!.mechanism;
  if (kind !== "in-place") {
    const release = world.state.hosts.release[host]!;
    return recalled.includes(release) && releaseBefore(world, host) !== NO_RELEASE;
  }
  if (!downgrade) return false;
  for (const component of COMPONENTS) {
    if (isPackageRecalled(world, host, component)) return true;
  }
  return false;
}

const COMPONENTS = Object.values(Component);

/** Whether the installed package of a component has been ordered back and an older one can be had. */
export function isPackageRecalled(world: World, host: number, component: Component): boolean {
  const { recalled } = world.state.groups[groupOf(world, host)]!;
  const installed = world.state.hosts.installed[3 * host + component]!;
  return recalled.includes(installed) && packageBefore(world, host, component) !== NO_RELEASE;
}

/** The release that a host of images goes back to from what it runs: the one before, or an older one; -2: there is none. */
export function releaseBefore(world: World, host: number): number {
  const { release, previous } = world.state.hosts;
  return olderThan(world, host, release[host]!, previous[host]!, ALL);
}

/** The release whose package of a component a host goes back to from what is installed; -2: there is none. */
export function packageBefore(world: World, host: number, component: Component): number {
  const { installed, installedBefore } = world.state.hosts;
  const part = 3 * host + component;
  const { initialRelease } = world.model.groups[groupOf(world, host)]!;
  // Nobody knows what came before that which the group ran at the start.
  const before = installed[part]! > initialRelease ? installedBefore[part]! : NO_RELEASE;
  return olderThan(world, host, installed[part]!, before, 1 << component);
}

/** Components of an image, as bits. */
const ALL = 7;

/**
 * What came before a release, unless it has been ordered back too: then the newest older release that its group is offered,
 * and in the end what the group ran at the start.
 *
 * @param components that it has to bring one of, as bits.
 */
function olderThan(
  world: World,
  host: number,
  release: number,
  before: number,
  components: number,
): number {
  const group = groupOf(world, host);
  const { recalled, offers } = world.state.groups[group]!;
  const isOlder = (one: number) => one < release && !recalled.includes(one);
  if (before !== NO_RELEASE && isOlder(before)) return before;
  for (const offer of offers) {
    const brings = (world.model.releases[offer.release]!.components & components) !== 0;
    if (brings && !offer.halted && isOlder(offer.release)) return offer.release;
  }
  const { initialRelease } = world.model.groups[group]!;
  return isOlder(initialRelease) ? initialRelease : NO_RELEASE;
}
