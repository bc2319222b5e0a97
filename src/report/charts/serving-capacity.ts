import { bandChart } from "./bands.js";

/** How much of what is wanted serves. */
export const servingCapacity = bandChart({
  name: "serving-capacity",
  title: "Containers that serve, of those wanted",
  doc: "Mean over replications with a band from the 5th to the 95th percentile, averaged within each 1/240 of the horizon. The axis need not begin at 0. Shaded: faults that strike many hosts.",
  empty: "The scenario has no containers.",
  bandOf: ({ bands }) => bands["serving"],
  axis: "share of wanted containers",
  measure: "share",
  zooms: true,
});
