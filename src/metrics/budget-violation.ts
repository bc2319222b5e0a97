import { ContainerPhase } from "../fleet/state/phases.js";
import { SECOND, type Time } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import {
  beginOutage,
  endOutage,
  outageFigures,
  outageOutputs,
  type Outages,
  startOutages,
} from "./counting/outages.js";
import { figureKey } from "./figure.js";
import { defineMetric, type MetricValues } from "./metric.js";

interface State {
  /** Of each service: containers that serve, and the fewest that must: one where it has no budget [containers]. */
  readonly serving: Int32Array;
  readonly minimum: Int32Array;
  /** Of each service: 1 while it is below that. */
  readonly violated: Integral;
  readonly outages: Outages;
}

/** How long services were below their disruption budgets, for whatever reason; and their outages, also of those without a budget. */
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
    ...outageOutputs(
      "service-outages",
      "services",
      "Spells in which a service serves with fewer containers than its budget's minimum, or, without a budget, with none, whatever the cause.",
      { by: ["service"], better: "lower" },
    ),
  ],
  start: ({ services }) => ({
    serving: Int32Array.from(services, (service) => service.replicas),
    minimum: Int32Array.from(services, ({ minAvailable }) => Math.max(1, Math.ceil(minAvailable))),
    violated: startIntegral(services.length),
    outages: startOutages(services.length),
  }),
  on: {
    ContainerPhase(state, { time, subject, from, to }, facts) {
      if (from === to) return;
      if (from === ContainerPhase.Serving) fewer(state, facts.serviceOf[subject]!, time);
      else if (to === ContainerPhase.Serving) more(state, facts.serviceOf[subject]!, time);
    },
  },
  finish({ violated, outages }, { horizon, services, asked }) {
    const applies = services.some((service) => service.minAvailable > 0);
    const below = services.map(({ minAvailable }, i) =>
      minAvailable === 0 ? 0 : integralTo(violated, i, horizon) / SECOND,
    );
    const split = asked.splits.includes("service") ? services : [];
    const by = split.map(({ name: label }) => ({ dimension: "service", label }) as const);
    const own = { of: services.map((_, i) => i), by };
    const spells = outageFigures("service-outages", outages, by.length === 0 ? [] : [own], horizon);
    return {
      ...spells,
      scalars: {
        ...(services.length === 0 ? nothing(spells.scalars) : spells.scalars),
        "budget-violation": applies ? below.reduce((sum, s) => sum + s, 0) : null,
      },
      parts: {
        ...spells.parts,
        ...Object.fromEntries(
          split.flatMap(({ minAvailable }, i) =>
            minAvailable === 0
              ? []
              : [[figureKey({ metric: "budget-violation", by: by[i] }), below[i]!]],
          ),
        ),
      },
    };
  },
});

/** The same figures, none of which applies. */
function nothing(scalars: MetricValues["scalars"]): Record<string, null> {
  return Object.fromEntries(Object.keys(scalars).map((name) => [name, null]));
}

/** One container of a service serves no more. */
function fewer({ serving, minimum, violated, outages }: State, service: number, time: Time): void {
  const now = (serving[service]! -= 1);
  if (now !== minimum[service]! - 1) return;
  change(violated, service, 1, time);
  beginOutage(outages, service, time);
}

/** One container of a service serves again. */
function more({ serving, minimum, violated, outages }: State, service: number, time: Time): void {
  const now = (serving[service]! += 1);
  if (now !== minimum[service]!) return;
  change(violated, service, -1, time);
  endOutage(outages, service, time);
}
