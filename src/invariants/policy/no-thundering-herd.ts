import { Cause, type HostPhase, isUp } from "../../fleet/state/phases.js";
import { defineInvariant } from "../invariant.js";
import { groupInWords } from "../wording.js";

/** Share of a group that may be down for an update at one time, and the size from which on that is asked of it [hosts]. */
const SHARE = 0.5;
const HOSTS = 10;

interface State {
  /** Of each host: 1 while it is down because of an update. */
  readonly down: Uint8Array;
  /** Of each group: how many are. */
  readonly downs: Int32Array;
}

/** Updates come one after the other: not everybody in the same window, minute or hour (fedora-coreos-streams#183, coreos/bugs#2610). */
export const noThunderingHerd = defineInvariant<State>({
  name: "no-thundering-herd",
  doc: "Never is more than half of a group of ten hosts or more down at one time for an update.",
  start: ({ hosts, groups }) => ({
    down: new Uint8Array(hosts),
    downs: new Int32Array(groups.length),
  }),
  on: {
    HostPhase({ down, downs }, { subject, to, cause }, facts) {
      const now = !isUp(to as HostPhase) && cause === Cause.Planned ? 1 : 0;
      if (now === down[subject]) return undefined;
      down[subject] = now;
      const index = facts.groupOf[subject]!;
      const group = facts.groups[index]!;
      downs[index]! += 2 * now - 1;
      if (now === 0 || group.hosts < HOSTS || downs[index]! <= SHARE * group.hosts)
        return undefined;
      return `updates have ${downs[index]!} of the ${group.hosts} hosts of ${groupInWords(facts, index)} down at one time`;
    },
  },
});
