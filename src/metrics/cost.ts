/** What a rollout costs in money, where a scenario states prices: it follows from what the other metrics find. */
import type { Prices } from "../fleet/state/asked.js";
import type { FleetFacts } from "../fleet/state/model.js";
import { durationText } from "../support/duration-text.js";
import { HOUR } from "../support/time.js";
import { figureKey } from "./figure.js";
import { defineMetric, type MetricValues } from "./metric.js";

/** The components of the cost, in the order of reports. */
export const costComponents = [
  "downtime",
  "unpatched",
  "operator",
  "spare",
  "replaced",
  "deadlines",
] as const;
/** One of the components of the cost. */
export type CostComponent = (typeof costComponents)[number];

/** Stands for the currency of the scenario, until that is known. */
export const MONEY = "money";

/** The cost and its components. */
export const cost = defineMetric<null>({
  name: "cost",
  outputs: [
    {
      name: "cost",
      title: "Cost",
      unit: MONEY,
      doc: "What the run costs at the prices that the scenario states: container downtime by service, unpatched time, hours of operators on repairs and halts, hours of hosts beyond those that the containers of their group fill, hosts replaced, deadlines missed. The sum of its components. Does not apply where no prices are stated.",
      better: "lower",
      appliesWhere: "the scenario states prices",
      by: ["component"],
    },
  ],
  start: () => null,
  on: {},
  finish: () => ({ scalars: { cost: null } }),
  derive(values, facts) {
    const { prices } = facts.asked;
    if (prices === undefined) return undefined;
    const known = costComponents.flatMap((component): [CostComponent, number][] => {
      const amount = amounts[component](prices, values, facts);
      return amount === undefined ? [] : [[component, amount]];
    });
    return {
      scalars: { cost: known.reduce((sum, [, amount]) => sum + amount, 0) },
      parts: Object.fromEntries(
        known.map(([label, amount]) => [
          figureKey({ metric: "cost", by: { dimension: "component", label } }),
          amount,
        ]),
      ),
    };
  },
});

/** What a component comes to; undefined where it has no price. */
type AmountOf = (prices: Prices, values: MetricValues, facts: FleetFacts) => number | undefined;

const amounts: Readonly<Record<CostComponent, AmountOf>> = {
  downtime({ containerDown }, { parts = {} }, { services }) {
    if (containerDown === undefined) return undefined;
    return services.reduce((sum, { name: label }, i) => {
      const by = { dimension: "service", label } as const;
      const seconds = parts[figureKey({ metric: "container-downtime", by })] ?? 0;
      return sum + (containerDown[i]! * seconds) / SECONDS_AN_HOUR;
    }, 0);
  },
  unpatched: ({ unpatchedHost }, { scalars }) => times(unpatchedHost, scalars["unpatched-time"]),
  operator({ operator }, { scalars }) {
    if (operator === undefined) return undefined;
    const onHalts = ((scalars["halts"] ?? 0) * operator.halt) / HOUR;
    return times(operator.amount, (scalars["operator-time"] ?? 0) + onHalts);
  },
  spare: ({ spareHost }, _, facts) => times(spareHost, (spareHosts(facts) * facts.horizon) / HOUR),
  replaced: ({ replacedHost }, { scalars }) => times(replacedHost, scalars["hosts-replaced"]),
  deadlines({ missedDeadline }, { parts = {} }) {
    if (missedDeadline === undefined) return undefined;
    const by = { dimension: "sla", label: durationText(missedDeadline.sla) } as const;
    return times(missedDeadline.amount, parts[figureKey({ metric: "deadlines-missed", by })]);
  },
};

const SECONDS_AN_HOUR = 3_600;

function times(price: number | undefined, amount: number | null | undefined): number | undefined {
  return price === undefined ? undefined : price * (amount ?? 0);
}

/** Hosts beyond those that the containers of their group fill; a group without containers has none to spare. */
function spareHosts({ groups, services }: FleetFacts): number {
  return groups.reduce((sum, { hosts, capacity }, group) => {
    const containers = services.reduce(
      (all, service) => all + (service.group === group ? service.replicas : 0),
      0,
    );
    return containers === 0 ? sum : sum + hosts - Math.ceil(containers / capacity);
  }, 0);
}
