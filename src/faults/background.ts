import { z } from "zod";
import { ln } from "../random/elementary.js";
import { duration } from "../support/quantity.js";
import { HOUR, type Time } from "../support/time.js";
import type { FaultSite } from "./fault.js";
import { occurrenceOf } from "./luck.js";
import { onsets, type Timing } from "./timing.js";
import { chooseVictims, type Victims } from "./victims.js";

/** Faults that happen all the time, host by host, at a rate: the weather beside which a rollout takes place. */

/** How often a fault strikes each host by itself. */
interface Rate {
  readonly per: "host";
  /** Mean time between two of them on one host [ms]. */
  readonly every: Time;
}

/** When a fault happens that may come at set times or at a rate. */
export interface MaybeBackground extends Omit<Timing, "from">, Victims {
  /** With a rate: when the weather sets in, at 0 by default. */
  readonly from?: Time | undefined;
  readonly rate?: Rate | undefined;
}

/** The setting of a rate. */
export const rateSetting = z
  .strictObject({
    per: z.literal("host").default("host").describe("Each host has faults of its own."),
    every: duration()
      .refine((every) => every >= HOUR, { error: "expected a duration of at least 1h" })
      .describe(
        "Mean time between two on one host; the gaps are exponential, so their number is Poisson.",
      ),
  })
  .optional()
  .describe(
    "Lets it strike each host by itself, independently, at this rate, instead of all at a set time.",
  );

/** The rule that a fault comes at a set time or at a rate. */
export function hasOneClock({ from, rate, repeat }: MaybeBackground): boolean {
  return rate === undefined ? from !== undefined : repeat === undefined;
}

/** The message for those who give both clocks or none. */
export const ONE_CLOCK = {
  error: "expected `from` (with or without `repeat`), or `rate` without `repeat`",
};

/** One strike of a fault. */
export interface Strike {
  readonly from: Time;
  readonly who: readonly number[];
  /** Key of the luck of this strike beyond its time and victims: an entity and an occurrence. */
  readonly key: readonly [entity: number, occurrence: number];
}

/** Every strike before the end of the run, those of one host or one fault in the order of time. */
export function strikes(
  config: MaybeBackground,
  site: FaultSite,
  index: number,
): readonly Strike[] {
  const { from = 0, rate } = config;
  if (rate !== undefined) {
    return chooseVictims(config, site, { index, nth: 0 }).flatMap((host) =>
      weather(host, { from, every: rate.every, index }, site),
    );
  }
  return onsets({ ...config, from }, site.horizon).flatMap((time, nth): readonly Strike[] => {
    const who = chooseVictims(config, site, { index, nth });
    return who.length === 0 ? [] : [{ from: time, who, key: [0, occurrenceOf(index, nth)] }];
  });
}

/** The strikes on one host: a Poisson process, its exponential gaps by inversion. */
function weather(
  host: number,
  { from, every, index }: { from: Time; every: Time; index: number },
  site: FaultSite,
): readonly Strike[] {
  const found: Strike[] = [];
  let time = from;
  for (let nth = 0; ; nth++) {
    const occurrence = occurrenceOf(index, nth);
    time -= ln(site.draw("onset", host, occurrence)) * every;
    const at = Math.floor(time);
    if (at >= site.horizon) return found;
    found.push({ from: at, who: [host], key: [host, occurrence] });
  }
}
