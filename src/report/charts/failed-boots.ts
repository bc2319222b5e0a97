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
    { key: "boot-episodes.fell-back", label: "fell back by itself", color: "#009e73" },
    { key: "boot-episodes.retried", label: "booted at another try", color: "#56b4e9" },
    { key: "boot-episodes.replaced", label: "instance replaced", color: "#0072b2" },
    { key: "boot-episodes.repaired", label: "repaired by people", color: "#e69f00" },
    { key: "boot-episodes.stranded", label: "not up at the end", color: "#d55e00" },
  ],
});
