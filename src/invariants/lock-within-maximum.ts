import type { FleetFacts } from "../fleet/model.js";
import { defineInvariant } from "./invariant.js";
import { groupInWords, hostInWords } from "./wording.js";

interface State {
  /** Of each host: 1 while it holds the lock of its group. */
  readonly holds: Uint8Array;
  /** Of each group: holders, counted here [hosts]. */
  readonly holders: Int32Array;
}

/** The reboot lock is a semaphore. A gate may be narrowed below its holders, so only taking is held against the maximum. */
export const lockWithinMaximum = defineInvariant<State>({
  name: "lock-within-maximum",
  doc: "A reboot lock is never taken beyond its maximum nor twice by one host, and is given back by its holders only.",
  start: ({ hosts, groups }) => ({
    holds: new Uint8Array(hosts),
    holders: new Int32Array(groups.length),
  }),
  on: {
    LockTaken({ holds, holders }, { subject, from: group, to, detail }, facts) {
      if (holds[subject] === 1) return `${hostInWords(facts, subject)} takes a lock it holds`;
      holds[subject] = 1;
      const now = (holders[group]! += 1);
      if (now > detail) {
        return `${hostInWords(facts, subject)} makes ${now} holders of the lock of ${groupInWords(facts, group)}, whose maximum is ${detail}`;
      }
      return miscount(facts, group, now, to);
    },
    LockReleased({ holds, holders }, { subject, from: group, to }, facts) {
      if (holds[subject] === 0) {
        return `${hostInWords(facts, subject)} gives back a lock it does not hold`;
      }
      holds[subject] = 0;
      return miscount(facts, group, (holders[group]! -= 1), to);
    },
  },
});

function miscount(facts: FleetFacts, group: number, now: number, told: number): string | undefined {
  if (now === told) return undefined;
  return `the lock of ${groupInWords(facts, group)} has ${now} holders, and a transition says ${told}`;
}
