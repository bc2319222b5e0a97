/**
 * What a boot loader knows of a slot, packed into 16 bits: priority (bits 0 to 3), tries left (4 to 7), successful (8), as the
 * GPT attribute word keeps them in bits 48 to 56 (coreos/grub `include/grub/gpt_partition.h`); tries used up, for systemd's
 * boot counting (9 to 12), and whether its image fails verification (13), which a GPT leaves to others.
 */
export type SlotAttributes = number;

const SUCCESSFUL = 1 << 8;
const BROKEN = 1 << 13;

/** Packs priority and tries, of which four bits each are kept, and whether the slot is known to be good. */
export function slotAttributes(
  priority: number,
  tries: number,
  successful: boolean,
): SlotAttributes {
  return (priority & 15) | ((tries & 15) << 4) | (successful ? SUCCESSFUL : 0);
}
/** Order in which the loader tries slots, 0 (never) to 15 (first). */
export function priorityOf(slot: SlotAttributes): number {
  return slot & 15;
}
/** Boots the loader still grants an unproven slot, 0 to 15. */
export function triesLeft(slot: SlotAttributes): number {
  return (slot >> 4) & 15;
}
/** Tries used up since the slot was written, 0 to 15. */
export function triesDone(slot: SlotAttributes): number {
  return (slot >> 9) & 15;
}
/** Whether the host has marked the slot good. */
export function isSuccessful(slot: SlotAttributes): boolean {
  return (slot & SUCCESSFUL) !== 0;
}
/** Whether the image in the slot fails verification. */
export function isBroken(slot: SlotAttributes): boolean {
  return (slot & BROKEN) !== 0;
}
/** The slot with another priority. */
export function withPriority(slot: SlotAttributes, priority: number): SlotAttributes {
  return (slot & ~15) | priority;
}
/** The slot with other tries left. */
export function withTries(slot: SlotAttributes, tries: number): SlotAttributes {
  return (slot & ~(15 << 4)) | (tries << 4);
}
/** The slot marked good, or not good any more. */
export function withSuccess(slot: SlotAttributes, successful: boolean): SlotAttributes {
  return successful ? slot | SUCCESSFUL : slot & ~SUCCESSFUL;
}
/** The slot with other tries used up; more than 15 are counted as 15. */
export function withDone(slot: SlotAttributes, done: number): SlotAttributes {
  return (slot & ~(15 << 9)) | (Math.min(15, done) << 9);
}
/** The slot with an image that fails verification, or one that does not. */
export function withBroken(slot: SlotAttributes, broken: boolean): SlotAttributes {
  return broken ? slot | BROKEN : slot & ~BROKEN;
}
