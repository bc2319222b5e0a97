import { z } from "zod";
import {
  isSuccessful,
  priorityOf,
  slotAttributes,
  triesLeft,
  withBroken,
  withPriority,
  withSuccess,
  withTries,
} from "../../systems/loaders/attributes.js";
import { avb, initialSlots, isBelowStored, raisedIndex } from "../../systems/loaders/avb.js";
import { cgpt } from "../../systems/loaders/cgpt.js";
import { gptprio, isWorthRollingBackTo } from "../../systems/loaders/gptprio.js";
import type { Slots } from "../../systems/loaders/loader.js";
import { prioritize } from "../../systems/loaders/prioritize.js";
import { markedGoodAt } from "../../systems/update-engine/mark-good.js";
import { type Adapter, operation } from "../adapter.js";
import { bootOnce } from "../boot-once.js";

/** A slot as most vectors write it: priority, tries, successful. */
const part = z.tuple([z.number(), z.number(), z.number()]);

function wordsOf(parts: readonly (readonly [number, number, number, ...unknown[]])[]): Slots {
  return Uint16Array.from(parts, ([priority, tries, successful]) =>
    slotAttributes(priority, tries, successful === 1),
  );
}

function partsOf(slots: Slots): number[][] {
  return [...slots].map((slot) => [priorityOf(slot), triesLeft(slot), Number(isSuccessful(slot))]);
}

function times<T>(count: number, each: () => T): T[] {
  return Array.from({ length: count }, each);
}

/** The upper 16 of the 64 attribute bits, and the rest, which belongs to others. */
function split(attrsHex: string): { word: number; rest: string } {
  return { word: Number.parseInt(attrsHex.slice(0, 4), 16), rest: attrsHex.slice(4) };
}

function hex(word: number, rest = "000000000000"): string {
  return word.toString(16).padStart(4, "0") + rest;
}

const edits: Readonly<Record<string, (word: number, value: number | boolean) => number>> = {
  setPriority: (word, value) => withPriority(word, Number(value)),
  setTries: (word, value) => withTries(word, Number(value)),
  setSuccessful: (word, value) => withSuccess(word, Boolean(value)),
};

/** Family gptprio: GRUB, and the words that Bottlerocket's signpost writes for it. */
export const gptprioAdapter: Adapter = {
  family: "gptprio",
  operations: {
    boot: operation(z.object({ parts: z.array(part), boots: z.number() }), ({ parts, boots }) => {
      const slots = wordsOf(parts);
      return { sequence: times(boots, () => bootOnce(gptprio, slots)), final: partsOf(slots) };
    }),
    encodeAttrs: operation(
      z.object({ priority: z.number(), tries: z.number(), successful: z.number() }),
      ({ priority, tries, successful }) => ({
        attrsHex: hex(slotAttributes(priority, tries, successful === 1)),
      }),
    ),
    bottlerocketDecode: operation(z.object({ attrsHex: z.string() }), ({ attrsHex }) => {
      const { word } = split(attrsHex);
      return {
        priority: priorityOf(word),
        tries: triesLeft(word),
        successful: isSuccessful(word),
        willBoot: isWorthRollingBackTo(word),
      };
    }),
    bottlerocketEdit: operation(
      z.object({
        attrsHex: z.string(),
        ops: z.array(z.tuple([z.string(), z.union([z.number(), z.boolean()])])),
      }),
      ({ attrsHex, ops }) => {
        let { word } = split(attrsHex);
        const { rest } = split(attrsHex);
        const steps = ops.map(([name, value]) => {
          const edit = edits[name];
          if (edit === undefined) throw new Error(`unknown edit ${name}`);
          word = edit(word, value);
          return hex(word, rest);
        });
        return { steps, willBoot: isWorthRollingBackTo(word) };
      },
    ),
  },
};

/** Family cgpt.next. */
export const cgptNext: Adapter = {
  family: "cgpt.next",
  operations: {
    boot: operation(z.object({ parts: z.array(part), boots: z.number() }), ({ parts, boots }) => {
      const slots = wordsOf(parts);
      return {
        sequence: times(boots, () => bootOnce(cgpt, slots).boot),
        final: partsOf(slots),
      };
    }),
  },
};

/** Family cgpt.prioritize; slots are counted from 1 there. */
export const cgptPrioritize: Adapter = {
  family: "cgpt.prioritize",
  operations: {
    prioritize: operation(
      z.object({
        pri: z.array(z.number()),
        i: z.number().optional(),
        P: z.number().optional(),
        friends: z.boolean().optional(),
      }),
      ({ pri, i = 0, P, friends }) => {
        const slots = Uint16Array.from(pri, (priority) => slotAttributes(priority, 0, false));
        prioritize(slots, 0, slots.length, i - 1, friends, P);
        return { pri: [...slots].map(priorityOf) };
      },
    ),
  },
};

/** Family update_engine.mark_good, times in seconds. */
export const updateEngineMarkGood: Adapter = {
  family: "update_engine.mark_good",
  operations: {
    timer: operation(
      z.object({
        bootAt: z.number(),
        updateEngineStart: z.number(),
        failAt: z.number().nullable().optional(),
        firstUpdateAt: z.number().optional(),
      }),
      ({ updateEngineStart, failAt, firstUpdateAt = Number.POSITIVE_INFINITY }) => {
        const markedGood =
          markedGoodAt(updateEngineStart, 45, firstUpdateAt) <=
          (failAt ?? Number.POSITIVE_INFINITY);
        return { markedGood, nextBoot: markedGood ? "new-slot" : "old-slot" };
      },
    ),
  },
};

const NAMES = ["a", "b"] as const;

/** Family avb.ab. A slot of validity `inv` (metadata) or `unv` (verification) does not verify. */
export const avbAb: Adapter = {
  family: "avb.ab",
  operations: {
    boot: operation(
      z.object({
        slots: z.array(z.tuple([z.number(), z.number(), z.number(), z.string()])),
        boots: z.number(),
      }),
      ({ slots: written, boots }) => {
        const slots = wordsOf(written);
        for (const [index, slot] of written.entries()) {
          slots[index] = withBroken(slots[index]!, slot[3] !== "ok");
        }
        return {
          sequence: times(boots, () => {
            const { boot } = bootOnce(avb, slots);
            return { boot: boot === null ? null : NAMES[boot], slots: partsOf(slots) };
          }),
        };
      },
    ),
    init: operation(z.object({}), () => {
      const slots = new Uint16Array(2);
      initialSlots(slots, 0);
      return { slots: partsOf(slots) };
    }),
    rollbackIndex: operation(
      z.object({
        stored: z.array(z.number()),
        slotA: z.array(z.number()),
        slotB: z.array(z.number()),
      }),
      ({ stored, slotA, slotB }) => {
        const below = [slotA, slotB].map((image) => isBelowStored(image, stored));
        const slots = Uint16Array.from(below, (broken, index) =>
          withBroken(slotAttributes(15 - index, 0, true), broken),
        );
        const { boot } = bootOnce(avb, slots);
        const say = (broken: boolean | undefined) => (broken === true ? "unbootable" : "ok");
        return {
          boot: boot === null ? null : NAMES[boot],
          slotA: say(below[0]),
          slotB: say(below[1]),
        };
      },
    ),
    storedIndexBump: operation(
      z.object({
        stored: z.array(z.number()),
        slotA: z.array(z.number()),
        slotB: z.array(z.number()),
        bothSuccessful: z.boolean().optional(),
      }),
      ({ stored, slotA, slotB }) => ({
        stored: stored.map((index, location) =>
          raisedIndex(index, [slotA[location] ?? 0, slotB[location] ?? 0]),
        ),
      }),
    ),
  },
};
