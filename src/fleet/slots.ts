/**
 * GPT attributes of a bootable slot, packed into 16 bits: priority (bits 0..3), tries left (4..7), successful (8), as the
 * GPT attribute word keeps them in bits 48..56 (coreos/grub `include/grub/gpt_partition.h`). Pure functions on the packed word.
 */
export type SlotAttributes = number;

/** Packs the three attributes. */
export function slotAttributes(
  priority: number,
  tries: number,
  successful: boolean,
): SlotAttributes {
  return priority | (tries << 4) | (successful ? 1 << 8 : 0);
}
/** Order in which the loader tries slots, 0 (never) to 15 (first). */
export function priority(slot: SlotAttributes): number {
  return slot & 15;
}
/** Boots the loader still grants an unproven slot, 0..15. */
export function triesLeft(slot: SlotAttributes): number {
  return (slot >> 4) & 15;
}
/** Whether the host has marked the slot good. */
export function isSuccessful(slot: SlotAttributes): boolean {
  return (slot & (1 << 8)) !== 0;
}
/** Whether the loader would boot it if no other slot came first. */
export function isBootable(slot: SlotAttributes): boolean {
  return priority(slot) > 0 && (triesLeft(slot) > 0 || isSuccessful(slot));
}

/**
 * The slot GRUB's `gptprio.next` boots: the first of strictly highest priority among those with tries left or marked
 * successful; -1 when there is none. @see coreos/grub `grub-core/commands/gptprio.c`
 */
export function nextSlot(a: SlotAttributes, b: SlotAttributes): -1 | 0 | 1 {
  const first = isBootable(a) ? priority(a) : 0;
  const second = isBootable(b) ? priority(b) : 0;
  if (first === 0 && second === 0) return -1;
  return second > first ? 1 : 0;
}

/** The slot after the loader chose it: a try is used up where any is left. */
export function chosen(slot: SlotAttributes): SlotAttributes {
  return triesLeft(slot) > 0 ? slot - (1 << 4) : slot;
}
/** A freshly written slot: on top of the other, unproven, with `tries` trial boots. */
export function freshlyWritten(tries: number): SlotAttributes {
  return slotAttributes(2, tries, false);
}
/** The slot its host has marked good (coreos-setgoodroot): successful, no tries, on top. */
export function markedGood(): SlotAttributes {
  return slotAttributes(2, 0, true);
}
/** The proven slot once another one is put above it. */
export function belowOther(slot: SlotAttributes): SlotAttributes {
  return (slot & ~15) | 1;
}
