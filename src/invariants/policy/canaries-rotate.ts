import { defineInvariant } from "../invariant.js";
import { hostInWords } from "../wording.js";

/** Releases in a row in which nobody may be among the first, and the share of a group that the first are. */
const RELEASES = 5;
const FIRST = 0.1;
/** Size from which on a group has canaries [hosts]. */
const HOSTS = 20;

interface State {
  /** Of each group and release: hosts that it has been granted to [hosts]. */
  readonly granted: Int32Array;
  /** Of each host: the last release that it was among the first for, and how many in a row. */
  readonly last: Int16Array;
  readonly row: Uint8Array;
}

/**
 * The risk of being first is shared: an order by a name that never changes picks the same hosts each time (Zincati's wariness,
 * Bottlerocket's seed).
 */
export const canariesRotate = defineInvariant<State>({
  name: "canaries-rotate",
  doc: "No host of a group of twenty or more is among the first tenth for five releases in a row.",
  start: ({ hosts, groups, releases }) => ({
    granted: new Int32Array(groups.length * releases.length),
    last: new Int16Array(hosts).fill(-2),
    row: new Uint8Array(hosts),
  }),
  on: {
    Granted({ granted, last, row }, { subject, to: release }, facts) {
      const group = facts.groupOf[subject]!;
      const { hosts } = facts.groups[group]!;
      const at = group * facts.releases.length + release;
      granted[at]! += 1;
      if (hosts < HOSTS || granted[at]! > FIRST * hosts || last[subject] === release)
        return undefined;
      row[subject] = last[subject] === release - 1 ? row[subject]! + 1 : 1;
      last[subject] = release;
      if (row[subject]! < RELEASES) return undefined;
      return `${hostInWords(facts, subject)} is among the first tenth of its group for the fifth release in a row`;
    },
  },
});
