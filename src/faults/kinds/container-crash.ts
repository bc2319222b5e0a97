import { z } from "zod";
import type { Effect } from "../../fleet/effects/effects.js";
import { share } from "../../support/quantity.js";
import { names } from "../../support/reference.js";
import { defineFault, type FaultSite } from "../fault.js";
import { occurrenceOf } from "../luck.js";
import { onsets, type Timing, timingSettings } from "../timing.js";

interface ContainerCrash extends Timing {
  readonly services?: readonly string[] | undefined;
  readonly share: number;
}

/** Containers that die by themselves: a poisoned request, memory that a new version needs. */
export const containerCrash = defineFault<ContainerCrash>({
  kind: "container-crash",
  doc: "A share of the containers of the services die at once and are started again as their restart rule has it.",
  config: z.strictObject({
    ...timingSettings,
    services: names("service").optional().describe("Only containers of these. Default: of all."),
    share: share().prefault("100%").describe("Share of them that dies, at least one container."),
  }),
  plan: (config, site, index) =>
    onsets(config, site.horizon).map((from, nth): Effect => ({
      kind: "container-crash",
      from,
      until: from,
      who: [],
      containers: victimsOf(config, site, occurrenceOf(index, nth)),
      label: config.name ?? "container-crash",
    })),
});

/** Each container has a rank by luck and the lowest die, in rising order of their numbers. */
function victimsOf(
  { services, share: part }: ContainerCrash,
  site: FaultSite,
  occurrence: number,
): readonly number[] {
  const meant = site.services.filter(({ name }) => services?.includes(name) ?? true);
  const all = meant.flatMap(({ first, replicas }) =>
    Array.from({ length: replicas }, (_, at) => first + at),
  );
  const wanted = part === 0 ? 0 : Math.max(1, Math.round(part * all.length));
  return all
    .map((container) => ({ container, rank: site.draw("victim", container, occurrence) }))
    .toSorted((a, b) => a.rank - b.rank || a.container - b.container)
    .slice(0, wanted)
    .map(({ container }) => container)
    .toSorted((a, b) => a - b);
}
