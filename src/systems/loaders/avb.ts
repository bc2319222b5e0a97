import {
  isBroken,
  isSuccessful,
  priorityOf,
  type SlotAttributes,
  slotAttributes,
  triesLeft,
  withBroken,
  withTries,
} from "./attributes.js";
import type { Loader, Slots } from "./loader.js";

/** Priority of the active slot, and of the one below it. */
const ACTIVE = 15;

/** Trial boots of a slot that was made active (libavb_ab, AVB_AB_MAX_TRIES_REMAINING). */
const AVB_TRIES = 7;

/**
 * Whether a slot may boot: combinations that cannot be reached count as unbootable (no tries left and not successful;
 * successful with tries left), and so does an image that fails verification.
 */
function isBootable(slot: SlotAttributes): boolean {
  const proven = isSuccessful(slot);
  const tried = triesLeft(slot) > 0;
  return priorityOf(slot) > 0 && proven !== tried && !isBroken(slot);
}

function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  for (let index = 0; index < count; index++) {
    const slot = slots[base + index]!;
    if (!isBootable(slot)) continue;
    if (best < 0 || priorityOf(slot) > priorityOf(slots[base + best]!)) best = index;
  }
  return best;
}

/** All slots are looked at on every boot: one that may not boot is set to priority, tries and successful 0 at once. */
function boot(slots: Slots, base: number, count: number, slot: number): boolean {
  let wrote = false;
  for (let index = 0; index < count; index++) {
    const before = slots[base + index]!;
    if (isBootable(before)) continue;
    slots[base + index] = withBroken(0, isBroken(before));
    wrote ||= slots[base + index] !== before;
  }
  if (slot < 0 || isSuccessful(slots[base + slot]!)) return wrote;
  slots[base + slot] = withTries(slots[base + slot]!, triesLeft(slots[base + slot]!) - 1);
  return true;
}

/** The slot becomes the active one; another that was is put just below it. */
function install(slots: Slots, base: number, count: number, slot: number, tries: number): void {
  for (let index = 0; index < count; index++) {
    const other = slots[base + index]!;
    if (index !== slot && priorityOf(other) === ACTIVE) slots[base + index] = other - 1;
  }
  slots[base + slot] = slotAttributes(ACTIVE, tries, false);
}

/** Refused where the last try is used up: such a slot counts as unbootable, whatever runs from it. */
function markGood(slots: Slots, base: number, _count: number, slot: number): void {
  const before = slots[base + slot]!;
  slots[base + slot] = isBootable(before) ? slotAttributes(priorityOf(before), 0, true) : 0;
}

/** Slots of a new device: both on trial, the first on top. */
export function initialSlots(slots: Slots, base: number): void {
  slots[base] = slotAttributes(ACTIVE, AVB_TRIES, false);
  slots[base + 1] = slotAttributes(ACTIVE - 1, AVB_TRIES, false);
}

/** Whether an image is older than what the device has sworn never to go below; of any of its rollback index locations. */
export function isBelowStored(image: readonly number[], stored: readonly number[]): boolean {
  return image.some((index, location) => index < (stored[location] ?? 0));
}

/** The stored index after a boot: it rises to the least of the images that could boot, and never falls. */
export function raisedIndex(stored: number, bootable: readonly number[]): number {
  const least = bootable.reduce((min, index) => Math.min(min, index), Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? Math.max(stored, least) : stored;
}

/** Android Verified Boot. @see AOSP external/avb libavb_ab/avb_ab_flow.c */
export const avb: Loader = {
  name: "avb",
  tries: AVB_TRIES,
  spendsProven: false,
  next,
  boot,
  install,
  markGood,
};
