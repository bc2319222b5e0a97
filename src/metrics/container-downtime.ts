import { Cause, ContainerPhase } from "../fleet/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** Container downtime by cause, and what it leaves of the time wanted. */
export const containerDowntime = defineMetric<Integral>({
  name: "container-downtime",
  outputs: [
    {
      name: "container-downtime",
      title: "Container downtime",
      unit: "container-s",
      doc: "Time integral over the run of the containers wanted that do not serve. The sum of its four causes.",
      better: "lower",
    },
    {
      name: "container-downtime.planned",
      title: "Container downtime, planned",
      unit: "container-s",
      doc: "The part of container downtime during which an update did what it was meant to do: drain, restart, reboot.",
      better: "lower",
    },
    {
      name: "container-downtime.defect",
      title: "Container downtime by defects",
      unit: "container-s",
      doc: "The part of container downtime that is put down to a defect of a release.",
      better: "lower",
    },
    {
      name: "container-downtime.fault",
      title: "Container downtime by faults",
      unit: "container-s",
      doc: "The part of container downtime that is put down to an injected fault.",
      better: "lower",
    },
    {
      name: "container-downtime.no-room",
      title: "Container downtime for lack of room",
      unit: "container-s",
      doc: "The part of container downtime during which no host had room for the container.",
      better: "lower",
    },
    {
      name: "availability",
      title: "Availability",
      unit: "",
      doc: "1 − container downtime ÷ (containers wanted × length of the run): the share of the wanted container time that was served.",
      better: "higher",
    },
  ],
  start: () => startIntegral(4),
  on: {
    ContainerPhase(state, { time, from, to, cause, detail }) {
      const wasDown = from !== ContainerPhase.Serving;
      const isDown = to !== ContainerPhase.Serving;
      // Most changes are between phases of one and the same downtime.
      if (wasDown && isDown && cause === detail) return;
      if (wasDown) change(state, detail, -1, time);
      if (isDown) change(state, cause, 1, time);
    },
  },
  finish(state, { horizon, containers }) {
    const applies = containers > 0;
    const of = (cause: number) => integralTo(state, cause, horizon);
    const seconds = (ms: number) => (applies ? ms / SECOND : null);
    const total = of(Cause.Planned) + of(Cause.Defect) + of(Cause.Fault) + of(Cause.NoRoom);
    return {
      scalars: {
        "container-downtime": seconds(total),
        "container-downtime.planned": seconds(of(Cause.Planned)),
        "container-downtime.defect": seconds(of(Cause.Defect)),
        "container-downtime.fault": seconds(of(Cause.Fault)),
        "container-downtime.no-room": seconds(of(Cause.NoRoom)),
        availability: applies ? 1 - total / (containers * horizon) : null,
      },
    };
  },
});
