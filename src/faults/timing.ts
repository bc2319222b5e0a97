import { z } from "zod";
import type { Effect, EffectKind } from "../fleet/effects/effects.js";
import { count, duration } from "../support/quantity.js";
import { names } from "../support/reference.js";
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
  /** Only while they run, boot or install one of these. */
  readonly releases?: readonly string[] | undefined;
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
  return z.strictObject(timedSettings(options)).refine(choosesOneWay, ONE_WAY);
}

/** The same with settings of its own. */
export function timedFaultWith<Extra extends z.core.$ZodLooseShape>(extra: Extra) {
  return z
    .strictObject({ ...timedSettings(), ...extra })
    .refine((fault) => choosesOneWay(fault as Victims), ONE_WAY);
}

function timedSettings(options?: { for: string }) {
  const lasting = duration().describe("How long it lasts.");
  return {
    ...timingSettings,
    for: options === undefined ? lasting : lasting.prefault(options.for),
    ...victimSettings,
  };
}

/** Schema of a fault that strikes hosts in one moment. */
export function momentaryFault() {
  return z.strictObject({ ...timingSettings, ...victimSettings }).refine(choosesOneWay, ONE_WAY);
}

/** The setting that narrows a fault to hosts while they run, boot or install certain releases. */
export const releaseSetting = {
  releases: names("release")
    .optional()
    .describe("Only while hosts run, boot or install one of these releases. Default: any."),
};

/** The setting of how much slower something becomes. */
export const factorSetting = (what: string) => ({
  factor: z
    .number()
    .min(1)
    .max(1_000)
    .default(5)
    .describe(`How many times as long ${what}, 1 to 1000. Default 5, assumed.`),
});

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
  fault: { index: number; kind: string; effect: EffectKind } & Pick<
    Partial<Effect>,
    "amount" | "step" | "links"
  >,
): readonly Effect[] {
  const { index, kind, effect, ...more } = fault;
  const label = config.name ?? kind;
  const concerned = releaseIndices(config.releases, site);
  const scope = concerned === undefined ? {} : { releases: concerned };
  return onsets(config, site.horizon).flatMap((from, nth): readonly Effect[] => {
    const who = chooseVictims(config, site, { index, nth });
    if (who.length === 0) return [];
    return [{ kind: effect, from, until: from + config.for, who, ...scope, ...more, label }];
  });
}

/** Releases by their index. A train may not have come to all of them in this replication; of none, an effect holds nobody. */
export function releaseIndices(
  releases: readonly string[] | undefined,
  site: FaultSite,
): readonly number[] | undefined {
  return releases?.map((version) => site.releases.indexOf(version)).filter((index) => index >= 0);
}
