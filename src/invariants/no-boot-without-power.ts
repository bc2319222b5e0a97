import type { FleetFacts } from "../fleet/state/model.js";
import { HostPhase, hostPhaseNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords } from "./wording.js";

/** A host that has no power does nothing. Power that goes at a step of an update is not watched: no transition tells of it. */
export const noBootWithoutPower = defineInvariant<Uint8Array>({
  name: "no-boot-without-power",
  doc: "While a power loss lasts its hosts are down or under repair, whatever else happens to them.",
  // Of each host: losses of power that last now.
  start: ({ hosts }) => new Uint8Array(hosts),
  on: {
    FaultBegan: (losses, { subject }, facts) => count(losses, facts, subject, 1),
    FaultEnded: (losses, { subject }, facts) => count(losses, facts, subject, -1),
    HostPhase(losses, { subject, to }, facts) {
      if (losses[subject] === 0 || to === HostPhase.Down || to === HostPhase.UnderRepair)
        return undefined;
      return `${hostInWords(facts, subject)} has no power and is ${hostPhaseNames[to as HostPhase]}`;
    },
  },
});

function count(losses: Uint8Array, { faults }: FleetFacts, effect: number, by: 1 | -1): undefined {
  const { kind, who } = faults[effect]!;
  if (kind !== "power-loss") return undefined;
  for (const host of who) losses[host]! += by;
  return undefined;
}
