import {
  isSuccessful,
  priorityOf,
  type SlotAttributes,
  slotAttributes,
  triesDone,
  triesLeft,
  withDone,
  withTries,
} from "./attributes.js";
import type { Loader, Slots } from "./loader.js";
import { prioritize } from "./prioritize.js";

/** Whether an entry is bad: it is counted, and its attempts are used up. Such entries sort last. */
function isBad(slot: SlotAttributes): boolean {
  return !isSuccessful(slot) && triesLeft(slot) === 0;
}

/** The entry of highest priority that is not bad; where all are, the highest of those. */
function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  for (let index = 0; index < count; index++) {
    const slot = slots[base + index]!;
    if (priorityOf(slot) === 0) continue;
    if (best < 0 || isBefore(slot, slots[base + best]!)) best = index;
  }
  return best;
}

function isBefore(a: SlotAttributes, b: SlotAttributes): boolean {
  if (isBad(a) !== isBad(b)) return isBad(b);
  return priorityOf(a) > priorityOf(b);
}

/** `+LEFT-DONE` in the name of the entry: one less left, if there is one, and one more done. src/boot/boot.c */
function boot(slots: Slots, base: number, _count: number, slot: number): boolean {
  if (slot < 0) return false;
  const before = slots[base + slot]!;
  if (isSuccessful(before)) return false;
  const left = Math.max(0, triesLeft(before) - 1);
  slots[base + slot] = withDone(withTries(before, left), triesDone(before) + 1);
  return true;
}

function install(slots: Slots, base: number, count: number, slot: number, tries: number): void {
  slots[base + slot] = slotAttributes(priorityOf(slots[base + slot]!), tries, false);
  prioritize(slots, base, count, slot);
}

/** systemd-bless-boot takes the counters off the entry. */
function markGood(slots: Slots, base: number, _count: number, slot: number): void {
  slots[base + slot] = slotAttributes(Math.max(1, priorityOf(slots[base + slot]!)), 0, true);
}

/** systemd-boot with automatic boot assessment. @see systemd docs/AUTOMATIC_BOOT_ASSESSMENT.md */
export const systemd: Loader = {
  name: "systemd",
  tries: 3,
  spendsProven: false,
  next,
  boot,
  install,
  markGood,
};
