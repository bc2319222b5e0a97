import { z } from "zod";
import {
  isSuccessful,
  slotAttributes,
  triesDone,
  triesLeft,
  withDone,
} from "../../systems/loaders/attributes.js";
import { greenboot } from "../../systems/loaders/greenboot.js";
import { systemd } from "../../systems/loaders/systemd.js";
import { uboot } from "../../systems/loaders/uboot.js";
import { type Adapter, operation } from "../adapter.js";
import { bootOnce } from "../boot-once.js";

/** Family greenboot: a new deployment above an old one, each boot healthy or not. */
export const greenbootAdapter: Adapter = {
  family: "greenboot",
  operations: {
    sequence: operation(
      z.object({ max: z.number(), healthy: z.array(z.boolean()) }),
      ({ max, healthy }) => {
        const slots = Uint16Array.of(slotAttributes(1, 0, true), 0);
        greenboot.install(slots, 0, 2, 1, max);
        return {
          boots: healthy.map((well) => {
            const { boot } = bootOnce(greenboot, slots);
            if (well && boot !== null) greenboot.markGood(slots, 0, 2, boot);
            return boot === 1 ? "new" : "old";
          }),
        };
      },
    ),
  },
};

/** Priority by the place in BOOT_ORDER; 0: not in it. */
function placeIn(order: readonly string[], name: string): number {
  return order.includes(name) ? order.length - order.indexOf(name) : 0;
}

/** Family rauc.uboot: slots A and B in the order of BOOT_ORDER; a boot that finds no attempts left is a reset. */
export const raucUboot: Adapter = {
  family: "rauc.uboot",
  operations: {
    sequence: operation(
      z.object({
        order: z.array(z.string()),
        left: z.array(z.number()),
        bootsOk: z.array(z.number()),
      }),
      ({ order, left, bootsOk }) => {
        const names = ["A", "B"];
        const slots = Uint16Array.from(names, (name, index) =>
          slotAttributes(placeIn(order, name), left[index] ?? 0, false),
        );
        const boots = bootsOk.map((ok) => {
          const { boot } = bootOnce(uboot, slots);
          if (boot === null) return "reset";
          if (ok === 1) uboot.markGood(slots, 0, slots.length, boot);
          return names[boot];
        });
        return { boots, left: [...slots].map(triesLeft) };
      },
    ),
  },
};

/** Name of a boot entry: `foo+LEFT-DONE.conf`. */
const ENTRY = /^(?<stem>.*?)(?:\+(?<left>\d+)(?:-(?<done>\d+))?)?(?<suffix>\.\w+)$/;

function entryOf(name: string): { word: number; stem: string; suffix: string } {
  const { stem = name, left, done = "0", suffix = "" } = ENTRY.exec(name)?.groups ?? {};
  const counted = left !== undefined;
  const word = slotAttributes(2, counted ? Number(left) : 0, !counted);
  return { word: withDone(word, Number(done)), stem, suffix };
}

function nameOf(word: number, stem: string, suffix: string): string {
  if (isSuccessful(word)) return `${stem}${suffix}`;
  const done = triesDone(word);
  return `${stem}+${triesLeft(word)}${done === 0 ? "" : `-${done}`}${suffix}`;
}

/** An older entry that is known to be good: what boots where the one of the vector is bad. */
const GOOD = slotAttributes(1, 0, true);

/** Family systemd.bootcount. */
export const systemdBootCount: Adapter = {
  family: "systemd.bootcount",
  operations: {
    boot: operation(z.object({ name: z.string() }), ({ name }) => {
      const { word, stem, suffix } = entryOf(name);
      const slots = Uint16Array.of(word, GOOD);
      const bootable = bootOnce(systemd, slots).boot === 0;
      return { name: nameOf(slots[0]!, stem, suffix), bootable };
    }),
    bless: operation(z.object({ name: z.string() }), ({ name }) => {
      const { word, stem, suffix } = entryOf(name);
      const slots = Uint16Array.of(word);
      systemd.markGood(slots, 0, 1, 0);
      return { name: nameOf(slots[0]!, stem, suffix), bootable: true };
    }),
  },
};
