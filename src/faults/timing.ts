import { z } from "zod";
import type { Effect, EffectKind } from "../fleet/effects.js";
import { count, duration } from "../support/quantity.js";
import type { Time } from "../support/time.js";
import type { FaultSite } from "./fault.js";
import { chooseVictims, choosesOneWay, type Victims, victimSettings } from "./victims.js";

/** Faults that happen at set times, once or again and again. */

/** When a fault happens. */
export interface Timing {
  /** Its name on charts and in findings; by default its kind. */
  readonly name?: string | undefined;
  readonly from: Time;
  readonly repeat?: { readonly every: Time; readonly times?: number | undefined } | undefined;
}

/** A fault that lasts a set time and strikes hosts. */
export interface TimedFault extends Timing, Victims {
  readonly for: Time;
}

/** The settings of when, to be spread into the schema of a fault. */
export const timingSettings = {
  name: z
    .string()
    .min(1)
    .optional()
    .describe("What charts and findings call it. Default: its kind."),
  from: duration().describe("When it begins, from the start of the run."),
  repeat: z
    .strictObject({
      every: duration()
        .refine((every) => every > 0, { error: "expected a duration above 0s" })
        .describe("From one beginning to the next."),
      times: count()
        .optional()
        .describe("How often it happens in all. Default: until the end of the run."),
    })
    .optional()
    .describe("Lets it happen again and again; with `share` or `count`, each time to other hosts."),
};

/** The message for those who choose victims both ways. */
export const ONE_WAY = { error: "expected `share` or `count`, got both" };

/** Schema of a fault that lasts a set time and strikes hosts. */
export function timedFault(options?: { for: string }) {
  const lasting = duration().describe("How long it lasts.");
  return z
    .strictObject({
      ...timingSettings,
      for: options === undefined ? lasting : lasting.prefault(options.for),
      ...victimSettings,
    })
    .refine(choosesOneWay, ONE_WAY);
}

/** When a fault begins, each time, before the end of the run. */
export function onsets({ from, repeat }: Timing, horizon: Time): readonly Time[] {
  if (from >= horizon) return [];
  if (repeat === undefined) return [from];
  const fitting = Math.ceil((horizon - from) / repeat.every);
  const times = Math.min(fitting, repeat.times ?? fitting);
  return Array.from({ length: times }, (_, nth) => from + nth * repeat.every);
}

/** The effects of a fault that lasts a set time: one at each onset, unless nobody matches. */
export function timedEffects(
  config: TimedFault,
  site: FaultSite,
  fault: { index: number; kind: string; effect: EffectKind },
): readonly Effect[] {
  const label = config.name ?? fault.kind;
  return onsets(config, site.horizon).flatMap((from, nth): readonly Effect[] => {
    const who = chooseVictims(config, site, { index: fault.index, nth });
    if (who.length === 0) return [];
    return [{ kind: fault.effect, from, until: from + config.for, who, label }];
  });
}
