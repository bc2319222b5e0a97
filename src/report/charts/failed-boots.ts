import { stackedBars } from "./stacked-bars.js";

/** What became of hosts whose boot failed. */
export const failedBoots = stackedBars({
  name: "failed-boots",
  title: "How failed boots ended",
  doc: "Mean number of episodes per replication: from a host's first failed boot attempt to the host being up again. The black line is the 95 % interval of the total.",
  empty: "No boot failed.",
  total: "boot-episodes",
  axis: "failed boots",
  parts: [
    { part: "fell-back", label: "fell back by itself", color: "#009e73" },
    { part: "retried", label: "booted at another try", color: "#56b4e9" },
    { part: "replaced", label: "instance replaced", color: "#0072b2" },
    { part: "repaired", label: "repaired by people", color: "#e69f00" },
    { part: "stranded", label: "not up at the end", color: "#d55e00" },
  ],
});
