import { bandChart } from "./bands.js";

/** How fast hosts get to the newest release. */
export const adoption = bandChart({
  name: "adoption",
  title: "How fast hosts get to the newest release they could have",
  doc: "Mean over replications with a band from the 5th to the 95th percentile. Dashed lines: a release appears. Shaded: faults that strike many hosts.",
  empty: "No release was published.",
  bandOf: ({ bands }) => bands["adoption"],
  axis: "share of hosts",
  measure: "share",
  zooms: false,
});
