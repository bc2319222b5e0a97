import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { addHost, BY_HOST, figuresByPart, startTally } from "./counting/parts.js";
import { defineMetric } from "./metric.js";

interface State {
  readonly begun: Float64Array;
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
      by: BY_HOST,
    },
    {
      name: "peak-downloads",
      title: "Peak downloads",
      unit: "downloads",
      doc: "The largest number of downloads under way at the same moment: the peak load on the update server.",
      better: "lower",
    },
  ],
  start: (facts) => ({
    begun: startTally(facts),
    peak: 0,
    load: startAverages(facts.horizon, 0),
  }),
  on: {
    DownloadBegan(state, { time, subject, to }, facts) {
      step(state.load, to - state.load.level, time);
      addHost(state.begun, facts, subject, 1);
      if (to > state.peak) state.peak = to;
    },
    DownloadEnded(state, { time, to }) {
      step(state.load, to - state.load.level, time);
    },
  },
  finish: (state, facts) => ({
    scalars: { downloads: state.begun[0]!, "peak-downloads": state.peak },
    parts: figuresByPart(facts, "downloads", state.begun),
    series: { downloads: averages(state.load, facts.horizon) },
  }),
});
