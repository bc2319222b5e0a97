import { bandChart } from "./bands.js";

/** How much of the reboot lock is taken. */
export const lockLoad = bandChart({
  name: "lock-load",
  title: "Load on the reboot lock: hosts that hold it",
  doc: "Mean over replications with a band from the 5th to the 95th percentile, averaged within each 1/240 of the horizon. A level that does not come down is a lock that nobody gives back.",
  empty: "No policy has hosts take a reboot lock.",
  bandOf: ({ bands }) => bands["locks-held"],
  axis: "hosts that hold a lock",
  measure: "count",
  zooms: false,
});
