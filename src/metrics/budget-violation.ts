import { ContainerPhase } from "../fleet/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { figureKey } from "./figure.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Of each service: containers that serve, and the fewest that must [containers]. */
  readonly serving: Int32Array;
  readonly minimum: Int32Array;
  /** Of each service: 1 while it is below its minimum. */
  readonly violated: Integral;
}

/** How long services were below their disruption budgets, for whatever reason. */
export const budgetViolation = defineMetric<State>({
  name: "budget-violation",
  outputs: [
    {
      name: "budget-violation",
      title: "Budget violation",
      unit: "s",
      doc: "Time during which a service serves with fewer containers than its budget's minimum, whatever the cause, summed over services. Services without a budget do not count.",
      better: "lower",
      appliesWhere: "a service has a budget",
      by: ["service"],
    },
  ],
  start: ({ services }) => ({
    serving: Int32Array.from(services, (service) => service.replicas),
    minimum: Int32Array.from(services, (service) => Math.ceil(service.minAvailable)),
    violated: startIntegral(services.length),
  }),
  on: {
    ContainerPhase({ serving, minimum, violated }, { time, subject, from, to }, facts) {
      if (from === to) return;
      if (from === ContainerPhase.Serving) {
        const service = facts.serviceOf[subject]!;
        const now = (serving[service]! -= 1);
        if (now === minimum[service]! - 1) change(violated, service, 1, time);
      } else if (to === ContainerPhase.Serving) {
        const service = facts.serviceOf[subject]!;
        const now = (serving[service]! += 1);
        if (now === minimum[service]!) change(violated, service, -1, time);
      }
    },
  },
  finish({ violated }, { horizon, services, asked }) {
    const applies = services.some((service) => service.minAvailable > 0);
    const below = services.map((_, i) => integralTo(violated, i, horizon) / SECOND);
    const split = asked.splits.includes("service") ? services : [];
    return {
      scalars: { "budget-violation": applies ? below.reduce((sum, s) => sum + s, 0) : null },
      parts: Object.fromEntries(
        split.flatMap(({ name: label, minAvailable }, i) => {
          if (minAvailable === 0) return [];
          const by = { dimension: "service", label } as const;
          return [[figureKey({ metric: "budget-violation", by }), below[i]!]];
        }),
      ),
    };
  },
});
