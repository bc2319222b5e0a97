import { NO_RELEASE } from "../state/host-columns.js";
import { releaseBefore } from "../update/recall.js";
import type { World } from "../state/world.js";
import type { Mechanism } from "./mechanism.js";
import { acceptTrial, olderRelease, runImage } from "./releases.js";

/**
 * Immutable instances: an update is a new instance made from a new image. Slot 0 names the image of the last instance that came
 * up well, slot 1 the image new instances are made from.
 */
export const imageReplace: Mechanism = {
  kind: "image-replace",
  countsBoots: () => false,
  replaces: true,
  install(world, host, release) {
    const { slotRelease, trial } = world.state.hosts;
    slotRelease[2 * host + 1] = release;
    trial[host] = release;
    return true;
  },
  interrupted() {
    // Nothing is written to the running instance.
  },
  select(world, host) {
    const { slotRelease } = world.state.hosts;
    runImage(world, host, slotRelease[2 * host + world.state.hosts.activeSlot[host]!]!);
    return true;
  },
  next: (world, host) => world.state.hosts.activeSlot[host]!,
  isSafeToReboot: () => true,
  markGood(world, host) {
    const { activeSlot, slotRelease } = world.state.hosts;
    slotRelease[2 * host] = slotRelease[2 * host + activeSlot[host]!]!;
    activeSlot[host] = 0;
    acceptTrial(world, host);
  },
  revert(world, host) {
    const { slotRelease, trial } = world.state.hosts;
    const isTried = trial[host] !== NO_RELEASE;
    useImage(world, host, isTried ? slotRelease[2 * host]! : olderRelease(world, host));
  },
  recall(world, host) {
    useImage(world, host, releaseBefore(world, host));
    return true;
  },
};

/** Makes new instances from an image that is known to be good. */
function useImage(world: World, host: number, release: number): void {
  const { slotRelease } = world.state.hosts;
  slotRelease[2 * host] = release;
  slotRelease[2 * host + 1] = release;
  acceptTrial(world, host);
}
