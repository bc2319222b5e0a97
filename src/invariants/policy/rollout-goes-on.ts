import type { FleetFacts } from "../../fleet/state/model.js";
import { DAY } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { groupInWords } from "../wording.js";

/** Longest that nobody may reboot while hosts wait for it [ms]: a week, for windows that open once in it, and a day. */
const LONGEST = 8 * DAY;
/** Hosts that wait. */
const WAITING = 3;
/** Share of the hosts from which on a fault excuses that nothing goes on. */
const WIDE = 0.2;

interface State {
  /** Of each host: 1 while it has a release installed and waits to reboot. */
  readonly waits: Uint8Array;
  /** Of each group: how many do, since when there have been enough of them [ms], and when one was last let reboot [ms]. */
  readonly waiting: Int32Array;
  readonly enoughSince: Float64Array;
  readonly lastReboot: Float64Array;
}

/** One host that sticks does not hold up all others for ever (FLUO, rancher/system-upgrade-controller#71, rancher#26405). */
export const rolloutGoesOn = defineInvariant<State>({
  name: "rollout-goes-on",
  doc: "Where three hosts of a group wait to reboot, one of them does within eight days, unless a fault holds a fifth of the fleet.",
  start: ({ hosts, groups }) => ({
    waits: new Uint8Array(hosts),
    waiting: new Int32Array(groups.length),
    enoughSince: new Float64Array(groups.length).fill(Number.POSITIVE_INFINITY),
    lastReboot: new Float64Array(groups.length),
  }),
  on: {
    InstallEnded(state, { subject, cause, time }, facts) {
      if (cause !== 1 || state.waits[subject] === 1) return undefined;
      // Packages that need no reboot wait for none.
      if (facts.groups[facts.groupOf[subject]!]!.mechanism === "in-place") return undefined;
      state.waits[subject] = 1;
      const group = facts.groupOf[subject]!;
      state.waiting[group]! += 1;
      if (state.waiting[group] === WAITING) state.enoughSince[group] = time;
      return undefined;
    },
    RebootChosen(state, { subject, time }, facts) {
      const group = facts.groupOf[subject]!;
      const late = lateness(state, group, time, facts);
      state.lastReboot[group] = time;
      if (state.waits[subject] === 1) {
        state.waits[subject] = 0;
        state.waiting[group]! -= 1;
        if (state.waiting[group]! < WAITING) state.enoughSince[group] = Number.POSITIVE_INFINITY;
      }
      return late;
    },
  },
  finish(state, facts) {
    for (const group of facts.groups.keys()) {
      const late = lateness(state, group, facts.horizon, facts);
      if (late !== undefined) return late;
    }
    return undefined;
  },
});

function lateness(
  { waiting, enoughSince, lastReboot }: State,
  group: number,
  time: number,
  facts: FleetFacts,
): string | undefined {
  const since = Math.max(enoughSince[group]!, lastReboot[group]!, lastWideFault(facts, time));
  if (time - since <= LONGEST) return undefined;
  return `nobody of ${groupInWords(facts, group)} has rebooted for ${Math.floor((time - since) / DAY)} days, and ${waiting[group]!} hosts wait for it`;
}

/** When the last fault that held a large part of the fleet was over, as far as it had begun [ms]. */
function lastWideFault({ faults, hosts }: FleetFacts, time: number): number {
  let last = 0;
  for (const { from, until, who } of faults) {
    if (from <= time && (who.length === 0 || who.length >= WIDE * hosts))
      last = Math.max(last, Math.min(until, time));
  }
  return last;
}
