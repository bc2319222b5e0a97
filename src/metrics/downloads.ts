import { defineMetric } from "./metric.js";

/** The load on the update server. */
export const downloads = defineMetric<{ begun: number; peak: number }>({
  name: "downloads",
  outputs: [
    {
      name: "downloads",
      title: "Downloads",
      unit: "downloads",
      doc: "Downloads begun, those that were broken off among them.",
      better: "neither",
    },
    {
      name: "peak-downloads",
      title: "Peak downloads",
      unit: "downloads",
      doc: "The largest number of downloads under way at the same moment: the peak load on the update server.",
      better: "lower",
    },
  ],
  start: () => ({ begun: 0, peak: 0 }),
  on: {
    DownloadBegan(state, { to }) {
      state.begun += 1;
      if (to > state.peak) state.peak = to;
    },
  },
  finish: (state) => ({ scalars: { downloads: state.begun, "peak-downloads": state.peak } }),
});
