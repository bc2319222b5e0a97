import type { FleetFacts } from "../fleet/state/model.js";
import type { Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";

interface State {
  /** Of each effect of the plan: 0 before, 1 while it lasts, 2 after it. */
  readonly stage: Uint8Array;
}

/** Nothing gets lost on the way through the queue: what the plan says happens when it says. */
export const faultsOnTime = defineInvariant<State>({
  name: "faults-on-time",
  doc: "Each effect of the fault plan begins and ends once, at its times.",
  start: ({ faults }) => ({ stage: new Uint8Array(faults.length) }),
  on: {
    FaultBegan: ({ stage }, { subject, time }, facts) =>
      step(stage, { subject, time, due: facts.faults[subject]!.from }, 0, facts),
    FaultEnded: ({ stage }, { subject, time }, facts) =>
      step(stage, { subject, time, due: facts.faults[subject]!.until }, 1, facts),
  },
  finish({ stage }, facts) {
    for (const [index, { from, until }] of facts.faults.entries()) {
      const least = until <= facts.horizon ? 2 : from <= facts.horizon ? 1 : 0;
      if (stage[index]! < least)
        return `the fault ${labelOf(facts, index)} was due from ${from} to ${until} ms, and did not ${least === 2 ? "end" : "begin"}`;
    }
    return undefined;
  },
});

function step(
  stage: Uint8Array,
  { subject, time, due }: { subject: number; time: Time; due: Time },
  before: number,
  facts: FleetFacts,
): string | undefined {
  const was = stage[subject]!;
  stage[subject] = before + 1;
  if (was === before && time === due) return undefined;
  return `the fault ${labelOf(facts, subject)} ${before === 0 ? "begins" : "ends"} at ${time} ms, and is due at ${due} ms`;
}

function labelOf({ faults }: FleetFacts, index: number): string {
  return `${faults[index]!.label} (${index})`;
}
