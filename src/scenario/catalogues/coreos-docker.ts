import type { Catalogue } from "./catalogue.js";

const TAGS =
  "scenarios/data/coreos-releases.json, from the tags of coreos/manifest with the packages of coreos/coreos-overlay";

/** Docker releases that CoreOS took back. */
export const coreosDocker: Catalogue = {
  name: "coreos-docker",
  doc: "Majors of CoreOS, 2014 to 2020, in which a later image of the same major went back to an older Docker.",
  caveat:
    "A package that is taken back shows that its distributor did not trust it, on any channel, mostly alpha; it does not show that hosts went down, nor does a bug that was patched forwards count. That all of them broke the bridge is assumed after CoreOS 766.3.0.",
  bad: {
    count: 7,
    of: 322,
    what: "of the majors whose Docker is known, those that went back to an older one",
    source: TAGS,
  },
  defects: [
    {
      share: {
        count: 7,
        of: 7,
        what: "of the majors that went back, those taken to have broken the bridge: all, which is assumed",
        source: TAGS,
      },
      settings: {
        kind: "broken-bridge",
        probability: { dist: "uniform", min: "3.3%", max: "100%" },
        after: { dist: "uniform", min: "0s", max: "12d" },
      },
      sources: {
        after: "coreos/bugs#471: twelve days from the tag to the first report, at the longest",
      },
    },
  ],
};
