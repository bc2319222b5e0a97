import { type HostPhase, isWell } from "../../fleet/state/phases.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords } from "../wording.js";

interface State {
  /** Of each host: 1 while it is well. */
  readonly well: Uint8Array;
  /** Of each lock: the host that gave it back last, or -1. */
  readonly before: Int32Array;
}

/** The next host goes when the last one serves again, not when its agent has started (kubereboot/kured#277, #874). */
export const nextWaitsForWell = defineInvariant<State>({
  name: "next-waits-for-well",
  doc: "Nobody takes a reboot lock while the host that gave it back before is not well.",
  start: ({ hosts, groups }) => ({
    well: new Uint8Array(hosts).fill(1),
    before: new Int32Array(groups.length).fill(-1),
  }),
  on: {
    HostPhase({ well }, { subject, to }) {
      well[subject] = isWell(to as HostPhase) ? 1 : 0;
      return undefined;
    },
    LockReleased({ before }, { subject, from: lock }) {
      before[lock] = subject;
      return undefined;
    },
    LockTaken({ well, before }, { subject, from: lock }, facts) {
      const last = before[lock]!;
      if (last < 0 || last === subject || well[last] === 1) return undefined;
      return `${hostInWords(facts, subject)} takes the reboot lock while ${hostInWords(facts, last)}, which gave it back, is not well`;
    },
  },
});
