import type { Catalogue } from "./catalogue.js";
import { incidentDefects } from "./public-incidents.js";

/** Stable releases of Flatcar that were soon replaced. */
export const flatcarStable: Catalogue = {
  name: "flatcar-stable",
  doc: "Releases of Flatcar stable, 2018 to 2026, that the next of the same major followed within a week.",
  caveat:
    "A release that follows within a week may mend a bug or close a hole that was there before, so this is an upper bound of how often a stable release is bad in a way that was mended at once. What broke is not in the record: the shares are those of public-incidents.",
  bad: {
    count: 15,
    of: 137,
    what: "of the releases of Flatcar stable, those that the next of their major followed within seven days",
    source: "scenarios/data/flatcar-releases.json, from the release feed of Flatcar",
  },
  defects: incidentDefects,
};
