import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

/** No download under way. */
const NONE = -2;

interface State {
  /** Of each host: the release that it downloads, or `NONE`. */
  readonly loads: Int16Array;
  /** Downloads under way, counted here. */
  readonly total: { count: number };
}

/** What begins ends, once: the counts of the update server are those of its downloads. */
export const downloadsBalance = defineInvariant<State>({
  name: "downloads-balance",
  doc: "A host downloads one release at a time, what ends has begun, and the server counts the downloads that are under way.",
  start: ({ hosts }) => ({ loads: new Int16Array(hosts).fill(NONE), total: { count: 0 } }),
  on: {
    DownloadBegan({ loads, total }, { subject, from: release, to }, facts) {
      const before = loads[subject]!;
      loads[subject] = release;
      total.count += 1;
      if (before !== NONE) {
        return `${hostInWords(facts, subject)} downloads ${releaseInWords(facts, release)} while it downloads ${releaseInWords(facts, before)}`;
      }
      return miscount(total.count, to);
    },
    DownloadEnded({ loads, total }, { subject, from: release, to }, facts) {
      const before = loads[subject]!;
      loads[subject] = NONE;
      total.count -= 1;
      if (before !== release) {
        const what = before === NONE ? "nothing" : releaseInWords(facts, before);
        return `${hostInWords(facts, subject)} ends a download of ${releaseInWords(facts, release)}, and was at ${what}`;
      }
      return miscount(total.count, to);
    },
  },
});

function miscount(count: number, told: number): string | undefined {
  if (count === told) return undefined;
  return `downloads under way are ${count}, and a transition says ${told}`;
}
