import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { defineMetric } from "./metric.js";

interface State {
  begun: number;
  peak: number;
  readonly load: AverageSeries;
}

/** The load on the update server. Series `downloads`: the time average per bin of the downloads under way. */
export const downloads = defineMetric<State>({
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
  start: ({ horizon }) => ({ begun: 0, peak: 0, load: startAverages(horizon, 0) }),
  on: {
    DownloadBegan(state, { time, to }) {
      step(state.load, to - state.load.level, time);
      state.begun += 1;
      if (to > state.peak) state.peak = to;
    },
    DownloadEnded(state, { time, to }) {
      step(state.load, to - state.load.level, time);
    },
  },
  finish: (state, { horizon }) => ({
    scalars: { downloads: state.begun, "peak-downloads": state.peak },
    series: { downloads: averages(state.load, horizon) },
  }),
});
