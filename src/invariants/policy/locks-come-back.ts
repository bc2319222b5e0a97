import { DAY, HOUR } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords, lockOwnerInWords } from "../wording.js";
import type { FleetFacts } from "../../fleet/state/model.js";

/** Longest that a lock may be held [ms]: no update of one host takes a day; assumed. */
const LONGEST = DAY;

interface State {
  /** Since when each host has held it [ms]; -1 where it does not. */
  readonly since: Float64Array;
  /** Of each group: the lock that its hosts were last seen to take. */
  readonly lock: Int32Array;
  /** Of each lock: 1 where several groups share it. */
  readonly shared: Uint8Array;
}

/**
 * A lock whose holder is dead or gone is taken from it: without a time limit or somebody who looks, all others wait for ever
 * (coreos/locksmith#58, kubereboot/kured#173, coreos/airlock#81, bottlerocket-update-operator#650).
 */
export const locksComeBack = defineInvariant<State>({
  name: "locks-come-back",
  doc: "Nobody holds a reboot lock for more than a day, not even a host that is dead.",
  start: ({ hosts, groups }) => ({
    since: new Float64Array(hosts).fill(-1),
    lock: Int32Array.from(groups, (_, group) => group),
    shared: new Uint8Array(groups.length),
  }),
  on: {
    LockTaken({ since, lock, shared }, { subject, from, cause, time }, { groupOf }) {
      since[subject] = time;
      lock[groupOf[subject]!] = from;
      shared[from] = cause;
      return undefined;
    },
    LockReleased(state, { subject, time }, facts) {
      const held = time - state.since[subject]!;
      state.since[subject] = -1;
      return held > LONGEST ? complaint(state, facts, subject, held) : undefined;
    },
  },
  finish(state, facts) {
    for (let host = 0; host < facts.hosts; host++) {
      const held = state.since[host]! < 0 ? 0 : facts.horizon - state.since[host]!;
      if (held > LONGEST) return complaint(state, facts, host, held);
    }
    return undefined;
  },
});

function complaint(state: State, facts: FleetFacts, host: number, held: number): string {
  const lock = state.lock[facts.groupOf[host]!]!;
  return `${hostInWords(facts, host)} holds the reboot lock of ${lockOwnerInWords(facts, lock, state.shared[lock]!)} for ${Math.floor(held / HOUR)} hours`;
}
