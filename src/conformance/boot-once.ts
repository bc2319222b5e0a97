import type { Loader, Slots } from "../systems/loaders/loader.js";

/** Boots once. @returns the slot, or null where there is none, and whether the loader wrote anything. */
export function bootOnce(loader: Loader, slots: Slots): { boot: number | null; write: boolean } {
  const slot = loader.next(slots, 0, slots.length);
  const write = loader.boot(slots, 0, slots.length, slot);
  return { boot: slot < 0 ? null : slot, write };
}
