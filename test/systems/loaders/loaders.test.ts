import { describe, expect, it } from "vitest";
import {
  isSuccessful,
  priorityOf,
  slotAttributes,
  triesDone,
  triesLeft,
  withBroken,
} from "../../../src/systems/loaders/attributes.js";
import { avb, isBelowStored, raisedIndex } from "../../../src/systems/loaders/avb.js";
import { cgpt } from "../../../src/systems/loaders/cgpt.js";
import { gptprio, isWorthRollingBackTo } from "../../../src/systems/loaders/gptprio.js";
import { greenboot } from "../../../src/systems/loaders/greenboot.js";
import { loaderNames, loaderOf } from "../../../src/systems/loaders/index.js";
import type { Loader } from "../../../src/systems/loaders/loader.js";
import { systemd } from "../../../src/systems/loaders/systemd.js";
import { uboot } from "../../../src/systems/loaders/uboot.js";

type Slot = readonly [priority: number, tries: number, successful: number];

function wordsOf(...slots: Slot[]): Uint16Array {
  return Uint16Array.from(slots, ([priority, tries, good]) =>
    slotAttributes(priority, tries, good === 1),
  );
}
function slotsOf(words: Uint16Array): number[][] {
  return [...words].map((word) => [priorityOf(word), triesLeft(word), Number(isSuccessful(word))]);
}
/** Boots so many times. @returns the slots that booted; -1: none. */
function boots(loader: Loader, words: Uint16Array, times: number): number[] {
  return Array.from({ length: times }, () => {
    const slot = loader.next(words, 0, words.length);
    loader.boot(words, 0, words.length, slot);
    return slot;
  });
}

describe("every loader", () => {
  it.each(loaderNames)("%s boots what was installed, and keeps to it once it is good", (name) => {
    const loader = loaderOf(name);
    const words = wordsOf([1, 0, 1], [0, 0, 0]);
    loader.markGood(words, 0, 2, 0);
    // Two tries: the one of Android would refuse to call a slot good on its last.
    loader.install(words, 0, 2, 1, 2);
    expect(boots(loader, words, 1)).toEqual([1]);
    loader.markGood(words, 0, 2, 1);
    expect(isSuccessful(words[1]!)).toBe(true);
    expect(boots(loader, words, 3)).toEqual([1, 1, 1]);
  });

  it.each(loaderNames.filter((name) => name !== "uncounted"))(
    "%s goes back to the good slot when the tries it comes with are used up",
    (name) => {
      const loader = loaderOf(name);
      const words = wordsOf([1, 0, 1], [0, 0, 0]);
      loader.markGood(words, 0, 2, 0);
      loader.install(words, 0, 2, 1, loader.tries);
      expect(boots(loader, words, loader.tries + 2)).toEqual([
        ...Array.from({ length: loader.tries }, () => 1),
        0,
        0,
      ]);
    },
  );

  it.each(loaderNames)("%s reads and writes no slots but those of its host", (name) => {
    const loader = loaderOf(name);
    const words = wordsOf([9, 9, 0], [1, 0, 1], [0, 0, 0], [9, 9, 0]);
    loader.markGood(words, 1, 2, 0);
    loader.install(words, 1, 2, 1, 2);
    loader.boot(words, 1, 2, loader.next(words, 1, 2));
    expect([words[0], words[3]]).toEqual([words[3], slotAttributes(9, 9, false)]);
  });
});

describe("GRUB and cgpt", () => {
  it("differ on a successful slot of priority 0, and where nothing says that it boots", () => {
    expect(boots(gptprio, wordsOf([0, 0, 1], [1, 0, 0]), 1)).toEqual([-1]);
    expect(boots(cgpt, wordsOf([0, 0, 1], [1, 0, 0]), 1)).toEqual([0]);
    expect(boots(cgpt, wordsOf([3, 0, 0], [2, 0, 0]), 1)).toEqual([0]);
  });

  it("take the first of two that tie", () => {
    for (const loader of [gptprio, cgpt]) {
      expect(boots(loader, wordsOf([1, 0, 0], [2, 0, 1], [2, 0, 1]), 2)).toEqual([1, 1]);
    }
  });

  it("signpost believes in a slot that GRUB would not boot", () => {
    expect(isWorthRollingBackTo(slotAttributes(0, 0, true))).toBe(true);
    expect(isWorthRollingBackTo(slotAttributes(0, 1, false))).toBe(false);
    expect(isWorthRollingBackTo(slotAttributes(1, 1, false))).toBe(true);
  });
});

describe("Android Verified Boot", () => {
  it("makes room below the slot that becomes active, and only where there is none", () => {
    const full = wordsOf([15, 0, 1], [14, 0, 1]);
    avb.install(full, 0, 2, 1, 7);
    expect(slotsOf(full)).toEqual([
      [14, 0, 1],
      [15, 7, 0],
    ]);
    const roomy = wordsOf([15, 0, 1], [11, 0, 1]);
    avb.install(roomy, 0, 2, 0, 7);
    expect(slotsOf(roomy)).toEqual([
      [15, 7, 0],
      [11, 0, 1],
    ]);
  });

  it("does not touch the tries of the slot that it does not boot", () => {
    const words = wordsOf([15, 0, 1], [14, 7, 0]);
    expect(boots(avb, words, 2)).toEqual([0, 0]);
    expect(slotsOf(words)).toEqual([
      [15, 0, 1],
      [14, 7, 0],
    ]);
  });

  it("refuses to call a slot good whose last try is used up, and makes it unbootable", () => {
    const words = wordsOf([15, 1, 0], [14, 0, 1]);
    expect(boots(avb, words, 1)).toEqual([0]);
    avb.markGood(words, 0, 2, 0);
    expect(slotsOf(words)).toEqual([
      [0, 0, 0],
      [14, 0, 1],
    ]);
    expect(boots(avb, words, 1)).toEqual([1]);
  });

  it.each<[string, Slot]>([
    ["no tries left", [15, 0, 0]],
    ["successful with tries left", [15, 3, 1]],
    ["tries but no priority", [0, 3, 0]],
  ])("never boots a slot with %s", (_what, slot) => {
    const words = wordsOf(slot, [1, 0, 1]);
    expect(boots(avb, words, 1)).toEqual([1]);
    expect(slotsOf(words)[0]).toEqual([0, 0, 0]);
  });

  it("gives a slot up for good that failed verification once", () => {
    const words = wordsOf([15, 7, 0], [14, 0, 1]);
    words[0] = withBroken(words[0]!, true);
    expect(boots(avb, words, 1)).toEqual([1]);
    words[0] = withBroken(words[0]!, false);
    expect(boots(avb, words, 1)).toEqual([1]);
  });

  it("raises the stored index to the least of what could boot, and never lowers it", () => {
    expect(raisedIndex(2, [3, 3])).toBe(3);
    expect(raisedIndex(0, [5])).toBe(5);
    expect(raisedIndex(4, [3, 9])).toBe(4);
    expect(isBelowStored([2, 0], [2, 2])).toBe(true);
    expect(isBelowStored([2, 2], [2, 2])).toBe(false);
  });
});

describe("U-Boot with RAUC", () => {
  it("spends attempts of a good slot too, until it is marked good again", () => {
    const words = wordsOf([2, 3, 1], [1, 3, 1]);
    expect(boots(uboot, words, 4)).toEqual([0, 0, 0, 1]);
    uboot.markGood(words, 0, 2, 0);
    expect(boots(uboot, words, 1)).toEqual([0]);
  });

  it("gives every slot new attempts when none has any left", () => {
    const words = wordsOf([2, 1, 0], [1, 0, 0]);
    expect(boots(uboot, words, 3)).toEqual([0, -1, 0]);
    expect(slotsOf(words)).toEqual([
      [2, 2, 0],
      [1, 3, 0],
    ]);
  });
});

describe("systemd", () => {
  it("boots a bad entry where all are bad, and goes on counting", () => {
    const words = wordsOf([2, 1, 0], [1, 1, 0]);
    expect(boots(systemd, words, 4)).toEqual([0, 1, 0, 0]);
    expect([...words].map(triesDone)).toEqual([3, 1]);
  });
});

describe("greenboot", () => {
  it("makes the way back permanent: the old deployment stays on top", () => {
    const words = wordsOf([1, 0, 1], [0, 0, 0]);
    greenboot.install(words, 0, 2, 1, 1);
    expect(boots(greenboot, words, 3)).toEqual([1, 0, 0]);
    expect(priorityOf(words[0]!)).toBeGreaterThan(priorityOf(words[1]!));
  });
});
