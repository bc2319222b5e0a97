import { ContainerPhase } from "../fleet/phases.js";
import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { defineMetric } from "./metric.js";

/** Serving capacity over time: series `serving`, the time average per bin of the share [0..1] of wanted containers that serve. */
export const serving = defineMetric<AverageSeries>({
  name: "serving",
  outputs: [],
  start: ({ horizon, containers }) => startAverages(horizon, containers),
  on: {
    ContainerPhase(state, { time, from, to }) {
      const by = Number(to === ContainerPhase.Serving) - Number(from === ContainerPhase.Serving);
      if (by !== 0) step(state, by, time);
    },
  },
  finish(state, { horizon, containers }) {
    if (containers === 0) return { scalars: {} };
    const share = averages(state, horizon).map((count) => count / containers);
    return { scalars: {}, series: { serving: share } };
  },
});
