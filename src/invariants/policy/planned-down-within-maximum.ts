import { Cause, HostPhase } from "../../fleet/state/phases.js";
import { defineInvariant } from "../invariant.js";
import { lockOwnerInWords } from "../wording.js";

/** A maximum that is no limit. */
const NO_LIMIT = 0x7fffffff;

interface State {
  /** Of each host: 1 from its drain or shutdown for an update until its new userland is up. */
  readonly away: Uint8Array;
  /** Of each group: the lock that its hosts were last seen to take, at first its own. */
  readonly lock: Int32Array;
  /** Of each lock: how many of its hosts are, the maximum as last told, and 1 where several groups share it. */
  readonly aways: Int32Array;
  readonly maximum: Float64Array;
  readonly shared: Uint8Array;
  /** Of each group: how many of its hosts are. */
  readonly ofGroup: Int32Array;
}

/**
 * What the lock is for: not more hosts away for an update than it lets. A time limit that takes the lock from a host whose drain
 * is stuck lets a second one go (kube-hetzner#1182, #1497); a coordinator that is passed over when it is out of reach lets all.
 */
export const plannedDownWithinMaximum = defineInvariant<State>({
  name: "planned-down-within-maximum",
  doc: "Never are more hosts away for an update than their reboot lock lets.",
  start: ({ hosts, groups }) => ({
    away: new Uint8Array(hosts),
    lock: Int32Array.from(groups, (_, group) => group),
    aways: new Int32Array(groups.length),
    maximum: new Float64Array(groups.length).fill(NO_LIMIT),
    shared: new Uint8Array(groups.length),
    ofGroup: new Int32Array(groups.length),
  }),
  on: {
    LockTaken(state, { subject, from, cause, detail }, { groupOf }) {
      state.maximum[from] = detail;
      state.shared[from] = cause;
      const group = groupOf[subject]!;
      const before = state.lock[group]!;
      if (before === from) return undefined;
      state.lock[group] = from;
      state.aways[before]! -= state.ofGroup[group]!;
      state.aways[from]! += state.ofGroup[group]!;
      return undefined;
    },
    HostPhase(state, { subject, to, cause }, facts) {
      const { away, aways, maximum } = state;
      const now = isAway(to as HostPhase) && cause === Cause.Planned ? 1 : 0;
      if (now === away[subject]) return undefined;
      away[subject] = now;
      const group = facts.groupOf[subject]!;
      const lock = state.lock[group]!;
      state.ofGroup[group]! += 2 * now - 1;
      aways[lock]! += 2 * now - 1;
      const most = maximum[lock]!;
      if (now === 0 || most === NO_LIMIT || aways[lock]! <= most) return undefined;
      const whose = lockOwnerInWords(facts, lock, state.shared[lock]!);
      return `updates have ${aways[lock]!} hosts of ${whose} away at one time, and the lock lets ${most}`;
    },
  },
});

function isAway(phase: HostPhase): boolean {
  return phase >= HostPhase.Draining && phase <= HostPhase.Userland;
}
