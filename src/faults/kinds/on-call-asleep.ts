import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { onsets, type Timing, timingSettings } from "../timing.js";

interface OnCallAsleep extends Timing {
  readonly for: number;
}

/** A pager that nobody hears: trouble is there, and known to no one. */
export const onCallAsleep = defineFault<OnCallAsleep>({
  kind: "on-call-asleep",
  doc: "Nobody notices trouble and no repair begins while it lasts; a policy that waits to be told of trouble is not told.",
  config: z.strictObject({ ...timingSettings, for: duration().describe("How long it lasts.") }),
  plan: (config, site) =>
    onsets(config, site.horizon).map((from) => ({
      kind: "nobody-awake",
      from,
      until: from + config.for,
      who: [],
      label: config.name ?? "on-call-asleep",
    })),
});
