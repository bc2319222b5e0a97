import { defineInvariant } from "./invariant.js";
import { hostInWords, lockOwnerInWords } from "./wording.js";

interface State {
  /** Of each host: 1 while it holds a lock. */
  readonly holds: Uint8Array;
  /** Of each lock: holders, counted here [hosts]. */
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
    LockTaken({ holds, holders }, { subject, from: lock, to, cause, detail }, facts) {
      if (holds[subject] === 1) return `${hostInWords(facts, subject)} takes a lock it holds`;
      holds[subject] = 1;
      const now = (holders[lock]! += 1);
      if (now > detail) {
        return `${hostInWords(facts, subject)} makes ${now} holders of the lock of ${lockOwnerInWords(facts, lock, cause)}, whose maximum is ${detail}`;
      }
      return now === to ? undefined : miscount(lockOwnerInWords(facts, lock, cause), now, to);
    },
    LockReleased({ holds, holders }, { subject, from: lock, to, cause }, facts) {
      if (holds[subject] === 0) {
        return `${hostInWords(facts, subject)} gives back a lock it does not hold`;
      }
      holds[subject] = 0;
      const now = (holders[lock]! -= 1);
      return now === to ? undefined : miscount(lockOwnerInWords(facts, lock, cause), now, to);
    },
  },
});

function miscount(owner: string, now: number, told: number): string {
  return `the lock of ${owner} has ${now} holders, and a transition says ${told}`;
}
