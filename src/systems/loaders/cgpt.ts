import { isSuccessful, priorityOf, triesLeft, withTries } from "./attributes.js";
import { install, markGood } from "./gptprio.js";
import type { Loader, Slots } from "./loader.js";

/**
 * The first root is a last resort even where nothing says that it boots, and a successful one of priority 0 can be chosen: what
 * GRUB would refuse.
 */
function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  let highest = -1;
  for (let index = 0; index < count; index++) {
    const slot = slots[base + index]!;
    const boots = isSuccessful(slot) || triesLeft(slot) > 0;
    if (best >= 0 && !(boots && priorityOf(slot) > highest)) continue;
    best = index;
    highest = boots ? priorityOf(slot) : -1;
  }
  return best;
}

function boot(slots: Slots, base: number, _count: number, slot: number): boolean {
  if (slot < 0) return false;
  const tries = triesLeft(slots[base + slot]!);
  slots[base + slot] = withTries(slots[base + slot]!, Math.max(0, tries - 1));
  return true;
}

/** The command `cgpt next`. @see coreos/seismograph src/cgpt/cgpt_next.c */
export const cgpt: Loader = {
  name: "cgpt",
  tries: 1,
  spendsProven: false,
  next,
  boot,
  install,
  markGood,
};
