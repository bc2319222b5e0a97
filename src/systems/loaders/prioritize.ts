import { priorityOf, withPriority } from "./attributes.js";
import type { Slots } from "./loader.js";

/** Highest priority that four bits hold. */
const HIGHEST = 15;

/**
 * Puts one slot on top and renumbers the others below it, in the order they had: slots of one priority stay together, nothing is
 * lowered to 0, and what is at 0 stays there unless it is the target or a friend of it. coreos/seismograph src/cgpt/cgpt_prioritize.c
 *
 * @param target slot to put on top, counted from `base`; -1: only renumber.
 * @param friends whether all slots of the target's priority go on top with it (`-f`).
 * @param top highest priority given out (`-P`); left out: as many as there are distinct ones, at most 15.
 */
export function prioritize(
  slots: Slots,
  base: number,
  count: number,
  target: number,
  friends = false,
  top = 0,
): void {
  const own = target < 0 ? -1 : priorityOf(slots[base + target]!);
  const goesOnTop = (index: number): boolean =>
    index === target || (friends && priorityOf(slots[base + index]!) === own);
  let others = 0;
  for (let index = 0; index < count; index++) {
    if (!goesOnTop(index)) others |= 1 << priorityOf(slots[base + index]!);
  }
  others &= ~1;
  const groups = bitsOf(others) + (target < 0 ? 0 : 1);
  const highest = top > 0 ? top : Math.min(HIGHEST, groups);
  const below = highest - (target < 0 ? 0 : 1);
  for (let index = 0; index < count; index++) {
    const before = priorityOf(slots[base + index]!);
    if (goesOnTop(index)) {
      slots[base + index] = withPriority(slots[base + index]!, Math.max(1, highest));
    } else if (before > 0) {
      const rank = bitsOf(others >> (before + 1));
      slots[base + index] = withPriority(slots[base + index]!, Math.max(1, below - rank));
    }
  }
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
