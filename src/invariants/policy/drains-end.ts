import type { FleetFacts } from "../../fleet/state/model.js";
import { HostPhase } from "../../fleet/state/phases.js";
import { HOUR } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords } from "../wording.js";

/** Longest that a drain may take [ms]; assumed: nobody waits for longer than half a day. */
const LONGEST = 12 * HOUR;

/** A drain is bounded: budgets and stuck containers hold it up for a while, not for ever (kubereboot/kured#63, flatcar FLUO#188, MCO#1578). */
export const drainsEnd = defineInvariant<Float64Array>({
  name: "drains-end",
  doc: "No host drains for more than twelve hours.",
  // Since when each host has been draining [ms]; -1 where it is not.
  start: ({ hosts }) => new Float64Array(hosts).fill(-1),
  on: {
    HostPhase(since, { subject, to, time }, facts) {
      const began = since[subject]!;
      since[subject] = to === HostPhase.Draining ? (began < 0 ? time : began) : -1;
      if (to === HostPhase.Draining || began < 0 || time - began <= LONGEST) return undefined;
      return complaint(facts, subject, time - began);
    },
  },
  finish(since, facts) {
    for (let host = 0; host < facts.hosts; host++) {
      const lasted = since[host]! < 0 ? 0 : facts.horizon - since[host]!;
      if (lasted > LONGEST) return complaint(facts, host, lasted);
    }
    return undefined;
  },
});

function complaint(facts: FleetFacts, host: number, lasted: number): string {
  return `${hostInWords(facts, host)} drains for ${Math.floor(lasted / HOUR)} hours`;
}
