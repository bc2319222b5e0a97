import { DAY, HOUR } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { groupInWords, hostInWords } from "../wording.js";
import type { FleetFacts } from "../../fleet/model.js";

/** Longest that a lock may be held [ms]: no update of one host takes a day; assumed. */
const LONGEST = DAY;

/**
 * A lock whose holder is dead or gone is taken from it: without a time limit or somebody who looks, all others wait for ever
 * (coreos/locksmith#58, kubereboot/kured#173, coreos/airlock#81, bottlerocket-update-operator#650).
 */
export const locksComeBack = defineInvariant<Float64Array>({
  name: "locks-come-back",
  doc: "Nobody holds a reboot lock for more than a day, not even a host that is dead.",
  // Since when each host has held it [ms]; -1 where it does not.
  start: ({ hosts }) => new Float64Array(hosts).fill(-1),
  on: {
    LockTaken(since, { subject, time }) {
      since[subject] = time;
      return undefined;
    },
    LockReleased(since, { subject, time }, facts) {
      const held = time - since[subject]!;
      since[subject] = -1;
      return held > LONGEST ? complaint(facts, subject, held) : undefined;
    },
  },
  finish(since, facts) {
    for (let host = 0; host < facts.hosts; host++) {
      const held = since[host]! < 0 ? 0 : facts.horizon - since[host]!;
      if (held > LONGEST) return complaint(facts, host, held);
    }
    return undefined;
  },
});

function complaint(facts: FleetFacts, host: number, held: number): string {
  const group = groupInWords(facts, facts.groupOf[host]!);
  return `${hostInWords(facts, host)} holds the reboot lock of ${group} for ${Math.floor(held / HOUR)} hours`;
}
