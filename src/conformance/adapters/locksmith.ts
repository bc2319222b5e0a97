import { z } from "zod";
import { SECOND } from "../../support/time.js";
import {
  INITIAL_INTERVAL,
  LONGEST_INTERVAL,
  nextInterval,
} from "../../systems/locksmith/back-off.js";
import { semaphoreKey } from "../../systems/locksmith/semaphore-key.js";
import { FIRST_MAXIMUM, freeOf, Lock, lock } from "../../systems/locksmith/semaphore.js";
import { openWeek, parseWindow } from "../../systems/locksmith/window.js";
import { untilOpening } from "../../systems/windows/open-times.js";
import { type Adapter, operation } from "../adapter.js";
import { parseLocalTime } from "../local-time.js";

const setting = z.object({ start: z.string(), duration: z.string() });

/** Locksmith's reboot window. */
export const locksmithWindow: Adapter = {
  family: "locksmith.window",
  operations: {
    parse: operation(setting, ({ start, duration }) => ({
      ok: parseWindow(start, duration) !== undefined,
    })),
    durationToStart: operation(setting.extend({ now: z.string() }), ({ start, duration, now }) => {
      const window = parseWindow(start, duration);
      if (window === undefined) return { ok: false };
      return { seconds: untilOpening(openWeek(window), parseLocalTime(now)) / SECOND };
    }),
  },
};

const change = z.union([
  z.tuple([z.literal("setMax"), z.number()]),
  z.tuple([z.enum(["lock", "unlock"]), z.string()]),
]);
type Change = z.output<typeof change>;

const ANSWERS = { [Lock.Taken]: "ok", [Lock.NoneFree]: "err:semaphore", [Lock.Held]: "err:exist" };

/** Applies changes to a lock with named holders. */
function runSemaphore(changes: readonly Change[]) {
  const holders = new Set<string>();
  let max: number = FIRST_MAXIMUM;
  const results = changes.map(([name, argument]) => {
    if (name === "setMax") {
      max = argument;
      return "ok";
    }
    if (name === "unlock") return holders.delete(argument) ? "ok" : "err:notexist";
    const answer = lock(freeOf(max, holders.size), holders.has(argument));
    if (answer === Lock.Taken) holders.add(argument);
    return ANSWERS[answer];
  });
  return { results, semaphore: freeOf(max, holders.size), max, holders: [...holders].toSorted() };
}

/** Locksmith's lock, and where it is kept. */
export const locksmithSemaphore: Adapter = {
  family: "locksmith.semaphore",
  operations: {
    run: operation(z.object({ ops: z.array(change) }), ({ ops }) => runSemaphore(ops)),
    etcdKey: operation(z.object({ group: z.string() }), ({ group }) => ({
      key: semaphoreKey(group),
    })),
    initialValue: operation(z.object({}), () => ({
      semaphore: freeOf(FIRST_MAXIMUM, 0),
      max: FIRST_MAXIMUM,
      // Go writes a list that was never made as null.
      holders: null,
    })),
  },
};

/** How long locksmith's daemon waits between asks. */
export const locksmithBackOff: Adapter = {
  family: "locksmith.backoff",
  operations: {
    sequence: operation(z.object({ n: z.number() }), ({ n }) => {
      const seconds: number[] = [];
      let interval = INITIAL_INTERVAL;
      for (let i = 0; i < n; i++) {
        interval = nextInterval(interval, LONGEST_INTERVAL);
        seconds.push(interval / SECOND);
      }
      return { seconds };
    }),
  },
};
