import { bandChart } from "./bands.js";

/** What the update server has to bear. */
export const updateServerLoad = bandChart({
  name: "update-server-load",
  title: "Load on the update server: downloads under way",
  doc: "Mean over replications with a band from the 5th to the 95th percentile, averaged within each 1/240 of the horizon: the peak of a moment is higher, see peak downloads.",
  empty: "Nothing was downloaded.",
  bandOf: ({ bands }) => bands["downloads"],
  axis: "downloads under way",
  measure: "count",
  zooms: false,
});
