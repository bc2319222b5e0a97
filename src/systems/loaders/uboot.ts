import { priorityOf, slotAttributes, triesLeft, withTries } from "./attributes.js";
import type { Loader, Slots } from "./loader.js";
import { prioritize } from "./prioritize.js";

/** Attempts that the script gives every slot when none has any left. */
const UBOOT_ATTEMPTS = 3;

/** The first slot of BOOT_ORDER (here: by priority) with attempts left in BOOT_x_LEFT (here: tries). */
function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  for (let index = 0; index < count; index++) {
    const slot = slots[base + index]!;
    if (priorityOf(slot) === 0 || triesLeft(slot) === 0) continue;
    if (best < 0 || priorityOf(slot) > priorityOf(slots[base + best]!)) best = index;
  }
  return best;
}

/** An attempt is used up, also of a good slot; where none is left all get three and the board resets: a loop, not a brick. */
function boot(slots: Slots, base: number, count: number, slot: number): boolean {
  if (slot >= 0) {
    slots[base + slot] = withTries(slots[base + slot]!, triesLeft(slots[base + slot]!) - 1);
    return true;
  }
  for (let index = 0; index < count; index++) {
    slots[base + index] = withTries(slots[base + index]!, UBOOT_ATTEMPTS);
  }
  return true;
}

function install(slots: Slots, base: number, count: number, slot: number, tries: number): void {
  slots[base + slot] = slotAttributes(priorityOf(slots[base + slot]!), tries, false);
  prioritize(slots, base, count, slot);
}

/** `rauc mark-good`: the attempts are restored, the order stays. rauc/rauc src/bootloaders/uboot.c */
function markGood(slots: Slots, base: number, _count: number, slot: number): void {
  slots[base + slot] = slotAttributes(priorityOf(slots[base + slot]!), UBOOT_ATTEMPTS, true);
}

/** U-Boot with RAUC's boot script. @see rauc/rauc contrib/uboot.sh */
export const uboot: Loader = {
  name: "uboot",
  tries: UBOOT_ATTEMPTS,
  spendsProven: true,
  next,
  boot,
  install,
  markGood,
};
