import type { FleetFacts } from "../fleet/state/model.js";
import { Cause, ContainerPhase } from "../fleet/state/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { figureKey } from "./figure.js";
import { defineMetric } from "./metric.js";

/** Causes of downtime, counted apart for each service. */
const CAUSES = 4;

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
      appliesWhere: "the scenario has containers",
      by: ["service"],
    },
    {
      name: "container-downtime.planned",
      title: "Container downtime, planned",
      unit: "container-s",
      doc: "The part of container downtime during which an update did what it was meant to do: drain, restart, reboot.",
      better: "lower",
      appliesWhere: "the scenario has containers",
    },
    {
      name: "container-downtime.defect",
      title: "Container downtime by defects",
      unit: "container-s",
      doc: "The part of container downtime that is put down to a defect of a release.",
      better: "lower",
      appliesWhere: "the scenario has containers",
    },
    {
      name: "container-downtime.fault",
      title: "Container downtime by faults",
      unit: "container-s",
      doc: "The part of container downtime that is put down to an injected fault.",
      better: "lower",
      appliesWhere: "the scenario has containers",
    },
    {
      name: "container-downtime.no-room",
      title: "Container downtime for lack of room",
      unit: "container-s",
      doc: "The part of container downtime during which no host had room for the container.",
      better: "lower",
      appliesWhere: "the scenario has containers",
    },
    {
      name: "availability",
      title: "Availability",
      unit: "",
      doc: "1 − container downtime ÷ (containers wanted × length of the run): the share of the wanted container time that was served.",
      better: "higher",
      appliesWhere: "the scenario has containers",
      by: ["service"],
    },
  ],
  start: ({ services }) => startIntegral(CAUSES * services.length),
  on: {
    ContainerPhase(state, { time, subject, from, to, cause, detail }, { serviceOf }) {
      const wasDown = from !== ContainerPhase.Serving;
      const isDown = to !== ContainerPhase.Serving;
      // Most changes are between phases of one and the same downtime.
      if (wasDown && isDown && cause === detail) return;
      const first = CAUSES * serviceOf[subject]!;
      if (wasDown) change(state, first + detail, -1, time);
      if (isDown) change(state, first + cause, 1, time);
    },
  },
  finish(state, facts) {
    const { horizon, containers, services } = facts;
    const applies = containers > 0;
    const of = (cause: number) =>
      services.reduce((sum, _, i) => sum + integralTo(state, CAUSES * i + cause, horizon), 0);
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
      parts: ofServices(state, facts),
    };
  },
});

/** Downtime and availability of each service, where they are asked for. */
function ofServices(
  state: Integral,
  { asked, services, horizon }: FleetFacts,
): Record<string, number> {
  if (!asked.splits.includes("service")) return {};
  return Object.fromEntries(
    services.flatMap(({ name: label, replicas }, i) => {
      const by = { dimension: "service", label } as const;
      let lost = 0;
      for (let cause = 0; cause < CAUSES; cause++) {
        lost += integralTo(state, CAUSES * i + cause, horizon);
      }
      return [
        [figureKey({ metric: "container-downtime", by }), lost / SECOND],
        [figureKey({ metric: "availability", by }), 1 - lost / (replicas * horizon)],
      ];
    }),
  );
}
