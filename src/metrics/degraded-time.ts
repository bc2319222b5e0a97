import { HostPhase } from "../fleet/state/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** How long hosts were up and could not do their work. */
export const degradedTime = defineMetric<Integral>({
  name: "degraded-time",
  outputs: [
    {
      name: "degraded-time",
      title: "Degraded time",
      unit: "host-s",
      doc: "Time integral over the run of the hosts that are up but whose runtime, bridge or network is broken.",
      better: "lower",
    },
  ],
  start: () => startIntegral(1),
  on: {
    HostPhase(state, { time, from, to }) {
      const by = Number(to === HostPhase.Degraded) - Number(from === HostPhase.Degraded);
      if (by !== 0) change(state, 0, by, time);
    },
  },
  finish: (state, { horizon }) => ({
    scalars: { "degraded-time": integralTo(state, 0, horizon) / SECOND },
  }),
});
