import { z } from "zod";
import type { Effect } from "../../fleet/effects/effects.js";
import { count, duration } from "../../support/quantity.js";
import { numbers } from "../../support/reference.js";
import { defineFault, type FaultSite } from "../fault.js";
import { occurrenceOf } from "../luck.js";
import { onsets, type Timing, timingSettings } from "../timing.js";
import { chooseVictims } from "../victims.js";

interface RackOutage extends Timing {
  readonly for: number;
  readonly racks?: readonly number[] | undefined;
  readonly count?: number | undefined;
}

/** A switch or a power strip: the hosts of a rack go as one. */
export const rackOutage = defineFault<RackOutage>({
  kind: "rack-outage",
  doc: "Every host of some racks loses power at once, and all of them boot together when it is back.",
  config: z
    .strictObject({
      ...timingSettings,
      for: duration().describe("How long it lasts."),
      racks: numbers("rack").optional().describe("The racks, counted from 0 through the fleet."),
      count: count().optional().describe("A number of racks by luck, instead. Default: 1."),
    })
    .refine(({ racks, count: many }) => racks === undefined || many === undefined, {
      error: "expected `racks` or `count`, got both",
    }),
  plan: (config, site, index) =>
    onsets(config, site.horizon).flatMap((from, nth): readonly Effect[] => {
      const racks = config.racks ?? racksByLuck(config.count ?? 1, site, occurrenceOf(index, nth));
      const who = chooseVictims({ racks }, site, { index, nth });
      const label = config.name ?? "rack-outage";
      return who.length === 0
        ? []
        : [{ kind: "power-loss", from, until: from + config.for, who, label }];
    }),
});

/** Each rack has a rank by luck, and the lowest are struck. */
function racksByLuck(wanted: number, site: FaultSite, occurrence: number): readonly number[] {
  return Array.from({ length: site.racks }, (_, rack) => rack)
    .map((rack) => ({ rack, rank: site.draw("victim", rack, occurrence) }))
    .toSorted((a, b) => a.rank - b.rank || a.rack - b.rack)
    .slice(0, wanted)
    .map(({ rack }) => rack);
}
