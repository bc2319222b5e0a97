import { isSuccessful, priorityOf, triesLeft, withPriority, withTries } from "./attributes.js";
import { install, markGood, next } from "./gptprio.js";
import type { Loader, Slots } from "./loader.js";

/**
 * GRUB's `boot_counter` (here: tries of the new deployment) goes down at each boot while `boot_success` is 0; once it is used up
 * the other deployment boots, and greenboot then makes that permanent with `rpm-ostree rollback`.
 */
function boot(slots: Slots, base: number, count: number, slot: number): boolean {
  if (slot < 0) return false;
  const left = triesLeft(slots[base + slot]!);
  if (left > 0) {
    slots[base + slot] = withTries(slots[base + slot]!, left - 1);
    return true;
  }
  if (!isSuccessful(slots[base + slot]!)) return false;
  return rollBack(slots, base, count, slot);
}

/** Puts every deployment that was above the one that boots below it. */
function rollBack(slots: Slots, base: number, count: number, slot: number): boolean {
  const own = priorityOf(slots[base + slot]!);
  let wrote = false;
  for (let index = 0; index < count; index++) {
    if (priorityOf(slots[base + index]!) <= own) continue;
    slots[base + index] = withPriority(slots[base + index]!, own);
    wrote = true;
  }
  if (wrote) slots[base + slot] = withPriority(slots[base + slot]!, own + 1);
  return wrote;
}

/** GRUB with greenboot. @see fedora-iot/greenboot grub2/08_greenboot, usr/libexec/greenboot */
export const greenboot: Loader = {
  name: "greenboot",
  tries: 3,
  spendsProven: false,
  next,
  boot,
  install,
  markGood,
};
