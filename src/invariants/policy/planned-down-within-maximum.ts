import { Cause, HostPhase } from "../../fleet/phases.js";
import { defineInvariant } from "../invariant.js";
import { groupInWords } from "../wording.js";

/** A maximum that is no limit. */
const NO_LIMIT = 0x7fffffff;

interface State {
  /** Of each host: 1 from its drain or shutdown for an update until its new userland is up. */
  readonly away: Uint8Array;
  /** Of each group: how many are, and the maximum of its lock as last told. */
  readonly aways: Int32Array;
  readonly maximum: Float64Array;
}

/**
 * What the lock is for: not more hosts away for an update than it lets. A time limit that takes the lock from a host whose drain
 * is stuck lets a second one go (kube-hetzner#1182, #1497); a coordinator that is passed over when it is out of reach lets all.
 */
export const plannedDownWithinMaximum = defineInvariant<State>({
  name: "planned-down-within-maximum",
  doc: "Never are more hosts of a group away for an update than its reboot lock lets.",
  start: ({ hosts, groups }) => ({
    away: new Uint8Array(hosts),
    aways: new Int32Array(groups.length),
    maximum: new Float64Array(groups.length).fill(NO_LIMIT),
  }),
  on: {
    LockTaken({ maximum }, { from: group, detail }) {
      maximum[group] = detail;
      return undefined;
    },
    HostPhase({ away, aways, maximum }, { subject, to, cause }, facts) {
      const now = isAway(to as HostPhase) && cause === Cause.Planned ? 1 : 0;
      if (now === away[subject]) return undefined;
      away[subject] = now;
      const group = facts.groupOf[subject]!;
      aways[group]! += 2 * now - 1;
      const most = maximum[group]!;
      if (now === 0 || most === NO_LIMIT || aways[group]! <= most) return undefined;
      return `updates have ${aways[group]!} hosts of ${groupInWords(facts, group)} away at one time, and the lock lets ${most}`;
    },
  },
});

function isAway(phase: HostPhase): boolean {
  return phase >= HostPhase.Draining && phase <= HostPhase.Userland;
}
