import {
  isBroken,
  priorityOf,
  triesLeft,
  isSuccessful,
  withBroken,
} from "../../systems/loaders/attributes.js";
import { HostFlag } from "../state/host-columns.js";
import { setFlag } from "../state/host-flags.js";
import { groupOf, type World } from "../state/world.js";
import { putAbove, slotToWrite } from "./two-slots.js";

/** Images that do not boot because what is written is not what was meant, whatever release it is. */

function hasSlots(world: World, host: number): boolean {
  const { kind } = world.model.groups[groupOf(world, host)]!.mechanism;
  return kind === "ab" || kind === "ostree";
}

/** What has just been installed is torn: the slot does not boot, or packages are half-configured. */
export function corruptWritten(world: World, host: number): void {
  const { slotAttributes: words } = world.state.hosts;
  const { kind } = world.model.groups[groupOf(world, host)]!.mechanism;
  if (kind === "in-place") setFlag(world, host, HostFlag.HalfConfigured);
  if (!hasSlots(world, host)) return;
  const at = 2 * host + slotToWrite(world, host);
  words[at] = withBroken(words[at]!, true);
}

/** Whether the image that is booting is torn or rotten; what it holds does not matter then. */
export function isImageCorrupt(world: World, host: number): boolean {
  const { slotAttributes: words, activeSlot } = world.state.hosts;
  return hasSlots(world, host) && isBroken(words[2 * host + activeSlot[host]!]!);
}

/** The slot that is not running rots. @returns whether it would have booted before. */
export function rotSpareSlot(world: World, host: number): boolean {
  const { slotAttributes: words, activeSlot } = world.state.hosts;
  if (!hasSlots(world, host)) return false;
  const at = 2 * host + 1 - activeSlot[host]!;
  const couldBoot = isBootable(words[at]!);
  words[at] = withBroken(words[at]!, true);
  return couldBoot;
}

/** Puts the other slot above the running one. @returns false where it holds nothing to boot. */
export function preferOtherSlot(world: World, host: number): boolean {
  const { slotAttributes: words, activeSlot } = world.state.hosts;
  if (!hasSlots(world, host)) return false;
  const other = 1 - activeSlot[host]!;
  if (!isBootable(words[2 * host + other]!)) return false;
  putAbove(words, 2 * host, other);
  return true;
}

function isBootable(word: number): boolean {
  return priorityOf(word) > 0 && !isBroken(word) && (isSuccessful(word) || triesLeft(word) > 0);
}
