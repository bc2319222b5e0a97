import {
  isSuccessful,
  priorityOf,
  type SlotAttributes,
  slotAttributes,
  triesLeft,
  withPriority,
  withTries,
} from "./attributes.js";
import type { Loader, Slots } from "./loader.js";
import { prioritize } from "./prioritize.js";

/** Whether GRUB would boot a slot if no other came first. */
function isBootable(slot: SlotAttributes): boolean {
  return priorityOf(slot) > 0 && (triesLeft(slot) > 0 || isSuccessful(slot));
}

/**
 * Whether Bottlerocket's signpost takes a slot for one that boots, before it rolls back to it: unlike GRUB it believes in a
 * successful one of priority 0. bottlerocket-core-kit sources/updater/signpost/src/gptprio.rs
 */
export function isWorthRollingBackTo(slot: SlotAttributes): boolean {
  return (priorityOf(slot) > 0 && triesLeft(slot) > 0) || isSuccessful(slot);
}

/**
 * The slot of strictly highest priority among those with tries left or marked successful, so a tie goes to the first and
 * priority 0 never boots; -1 where there is none, and the box stays in GRUB.
 */
export function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  let highest = 0;
  for (let index = 0; index < count; index++) {
    const slot = slots[base + index]!;
    if (!isBootable(slot) || priorityOf(slot) <= highest) continue;
    best = index;
    highest = priorityOf(slot);
  }
  return best;
}

/** A try is used up where any is left, also of a successful slot; otherwise nothing is written. */
function boot(slots: Slots, base: number, _count: number, slot: number): boolean {
  if (slot < 0) return false;
  const tries = triesLeft(slots[base + slot]!);
  if (tries === 0) return false;
  slots[base + slot] = withTries(slots[base + slot]!, tries - 1);
  return true;
}

/** coreos-postinst: successful 0, so many tries, on top of the others. */
export function install(
  slots: Slots,
  base: number,
  count: number,
  slot: number,
  tries: number,
): void {
  slots[base + slot] = withPriority(
    slotAttributes(0, tries, false),
    priorityOf(slots[base + slot]!),
  );
  prioritize(slots, base, count, slot);
}

/** coreos-setgoodroot: successful 1, no tries, on top of the others. */
export function markGood(slots: Slots, base: number, count: number, slot: number): void {
  slots[base + slot] = withPriority(slotAttributes(0, 0, true), priorityOf(slots[base + slot]!));
  prioritize(slots, base, count, slot);
}

/** GRUB's `gptprio.next`, the loader of CoreOS and Flatcar. @see coreos/grub grub-core/commands/gptprio.c */
export const gptprio: Loader = {
  name: "gptprio",
  tries: 1,
  spendsProven: false,
  next,
  boot,
  install,
  markGood,
};
