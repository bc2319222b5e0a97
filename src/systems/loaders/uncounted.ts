import { priorityOf, slotAttributes } from "./attributes.js";
import { markGood } from "./gptprio.js";
import type { Loader, Slots } from "./loader.js";
import { prioritize } from "./prioritize.js";

/** The newest deployment, whatever became of it. */
function next(slots: Slots, base: number, count: number): number {
  let best = -1;
  for (let index = 0; index < count; index++) {
    const own = priorityOf(slots[base + index]!);
    if (own > 0 && (best < 0 || own > priorityOf(slots[base + best]!))) best = index;
  }
  return best;
}

function install(slots: Slots, base: number, count: number, slot: number): void {
  slots[base + slot] = slotAttributes(priorityOf(slots[base + slot]!), 0, true);
  prioritize(slots, base, count, slot);
}

/** GRUB without boot counting, as Fedora CoreOS ships it (coreos/fedora-coreos-tracker#47). */
export const uncounted: Loader = {
  name: "uncounted",
  tries: 1,
  spendsProven: false,
  next,
  boot: () => false,
  install,
  markGood,
};
