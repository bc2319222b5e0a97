import { describe, expect, it } from "vitest";
import { decodeScenario } from "../../src/scenario/load.js";
import { problems, SMALL } from "./texts.js";

/** The small scenario with costs, and what asks for them, below its last line. */
const withCosts = (costs: string, more = "") => `${SMALL}costs:\n${costs}\n${more}`;

const ALL = `  currency: EUR
  containerDown: { default: 12 EUR/h, services: { api: 900 EUR/h } }
  unpatchedHost: 9.60 EUR/d
  operator: { price: 1.5 EUR/min, halt: 2h }
  spareHost: 0.19 EUR/h
  replacedHost: 3 EUR
  missedDeadline: { price: 25 EUR, sla: 3d }`;

describe("costs", () => {
  it("are read in money per hour, or once", () => {
    expect(decodeScenario(withCosts(ALL), "s.yaml").costs).toEqual({
      currency: "EUR",
      containerDown: { others: 12, services: { api: 900 } },
      unpatchedHost: 9.6 / 24,
      operator: { amount: 90, halt: 7_200_000 },
      spareHost: 0.19,
      replacedHost: 3,
      missedDeadline: { amount: 25, sla: 259_200_000 },
    });
  });

  it("may be few, in any currency, and say prices alone", () => {
    const text = withCosts("  currency: €\n  containerDown: 12 €/h\n  missedDeadline: 25 €");
    expect(decodeScenario(text, "s.yaml").costs).toEqual({
      currency: "€",
      containerDown: { others: 12, services: {} },
      missedDeadline: { amount: 25, sla: undefined },
    });
  });

  it("give their currency to bounds and to the objective", () => {
    const asks =
      "objective: { minimise: cost, constraints: { cost: { component: operator, max: 5000 EUR } } }";
    const { objective } = decodeScenario(withCosts(ALL, asks), "s.yaml");
    expect(objective).toMatchObject({
      metric: "cost",
      unit: "EUR",
      constraints: [
        {
          metric: "cost",
          by: { dimension: "component", label: "operator" },
          unit: "EUR",
          max: 5_000,
        },
      ],
    });
  });

  it("are no part of the world that policies meet", () => {
    expect(decodeScenario(withCosts(ALL), "s.yaml").worldHash).toBe(
      decodeScenario(SMALL, "s.yaml").worldHash,
    );
  });

  it("are figures that somebody assumes", () => {
    const { assumptions } = decodeScenario(withCosts(ALL), "s.yaml");
    expect(assumptions.filter(({ path }) => path.startsWith("costs."))).toHaveLength(9);
  });

  const PER_HOUR = "expected a price with its currency and what it is per, such as 12 EUR/h, got";
  const ONCE = "expected a price with its currency, such as 25 EUR, got";

  it.each<[string, string, string]>([
    [
      "a number without a unit",
      "  spareHost: 12",
      `s.yaml:24:14 costs.spareHost: ${PER_HOUR} 12; add the unit, as in 12 EUR/h`,
    ],
    [
      "a number without a unit where prices go by service",
      "  containerDown: { default: 1.5 }",
      `s.yaml:24:29 costs.containerDown.default: ${PER_HOUR} 1.5; add the unit, as in 1.5 EUR/h`,
    ],
    [
      "what is paid once without its unit",
      "  replacedHost: 25",
      `s.yaml:24:17 costs.replacedHost: ${ONCE} 25; add the unit, as in 25 EUR`,
    ],
    [
      "a price that is not per anything",
      "  operator: 90 EUR",
      `s.yaml:24:13 costs.operator: ${PER_HOUR} "90 EUR"; say what it is per, as in 90 EUR/h`,
    ],
    [
      "a price by time of what is paid once",
      "  missedDeadline: 25 EUR/h",
      `s.yaml:24:19 costs.missedDeadline: ${ONCE} "25 EUR/h"; it is paid once each time, not by time`,
    ],
    [
      "a negative amount",
      "  unpatchedHost: -1 EUR/h",
      `s.yaml:24:18 costs.unpatchedHost: ${PER_HOUR} "-1 EUR/h"; a cost is never negative`,
    ],
    [
      "a negative number",
      "  unpatchedHost: -1",
      `s.yaml:24:18 costs.unpatchedHost: ${PER_HOUR} -1; a cost is never negative`,
    ],
    [
      "a separator of thousands",
      "  operator: 1,200 EUR/h",
      `s.yaml:24:13 costs.operator: ${PER_HOUR} "1,200 EUR/h"; write thousands without a separator`,
    ],
    [
      "an amount that sticks to its currency",
      "  operator: 90EUR/h",
      `s.yaml:24:13 costs.operator: ${PER_HOUR} "90EUR/h"; write it as 90 EUR/h`,
    ],
    [
      "another currency",
      "  operator: 90 USD/h",
      's.yaml:24:13 costs.operator: expected an amount in EUR, the currency of the costs, got "90 USD/h"',
    ],
    [
      "a service that does not exist",
      "  containerDown: { services: { apy: 9 EUR/h } }",
      's.yaml:24:32 costs.containerDown.services.apy: expected a service (api), got "apy"; did you mean "api"?',
    ],
    [
      "a deadline of nothing",
      "  missedDeadline: { price: 5 EUR, sla: 0s }",
      's.yaml:24:40 costs.missedDeadline.sla: expected a deadline above 0s, got "0s"',
    ],
    [
      "a price of something else",
      "  operators: 5 EUR/h",
      's.yaml:24:3 costs.operators: unknown key "operators"; did you mean "operator"?',
    ],
  ])("are refused with %s", (_, line, message) => {
    expect(problems(withCosts(`  currency: EUR\n${line}`))).toContain(message);
  });

  it("are refused without a currency, and without a price", () => {
    expect(problems(withCosts("  operator: 5 EUR/h"))).toContain(
      "s.yaml:23:3 costs.currency: expected a currency, one word such as EUR, got nothing",
    );
    expect(problems(withCosts("  currency: EUR"))).toContain(
      "s.yaml:23:3 costs: expected a price of at least one of containerDown, unpatchedHost, operator, spareHost, replacedHost, missedDeadline, got none",
    );
  });
});

describe("what asks for the cost", () => {
  it.each([
    ["objective: { minimise: cost }", "22:24 objective.minimise"],
    [
      "objective: { minimise: availability, constraints: { cost: { max: 5 } } }",
      "22:53 objective.constraints.cost",
    ],
    ["replications: { best: { metric: cost, indifference: 5 } }", "22:33 replications.best.metric"],
  ])("is refused where nothing has a price: %s", (line, where) => {
    expect(problems(`${SMALL}${line}\n`)).toContain(
      `s.yaml:${where}: expected costs in the scenario, as costs: { currency: EUR, containerDown: 12 EUR/h }, since the metric cost is made of them; got none`,
    );
  });

  it("is refused in an expectation where nothing has a price", () => {
    const text = SMALL.replace("metric: availability", "metric: cost").replace(
      "min: 99%",
      "max: 9",
    );
    expect(problems(text)).toEqual([
      "s.yaml:21:15 expect.0.metric: expected costs in the scenario, as costs: { currency: EUR, containerDown: 12 EUR/h }, since the metric cost is made of them; got none",
    ]);
  });

  const few = "  currency: EUR\n  operator: 90 EUR/h";

  it.each([
    [
      "in another currency",
      "{ max: 5 USD }",
      's.yaml:26:58 objective.constraints.cost.max: expected an amount in EUR, the currency of the costs, got "5 USD"',
    ],
    [
      "of a component without a price",
      "{ component: spare, max: 5 }",
      "s.yaml:26:64 objective.constraints.cost.component: expected a component that has a price (operator), got spare; add costs.spareHost",
    ],
    [
      "of a component that there is not",
      "{ component: spares, max: 5 }",
      's.yaml:26:64 objective.constraints.cost.component: expected one of downtime, unpatched, operator, spare, replaced, deadlines, got "spares"; did you mean "spare"?',
    ],
    [
      "that is no amount",
      "{ max: 5% }",
      's.yaml:26:58 objective.constraints.cost.max: expected an amount in the currency of the costs, such as 5000 or 5000 EUR, got "5%"',
    ],
  ])("is refused with a bound %s", (_, bound, message) => {
    const objective = `objective: { minimise: cost, constraints: { cost: ${bound} } }`;
    expect(problems(withCosts(few, `\n${objective}`))).toContain(message);
  });

  it("is refused by component of another metric", () => {
    const text = SMALL.replace("policy: coreos,", "policy: coreos, component: spare,");
    expect(problems(text)).toContain(
      "s.yaml:21:56 expect.0.component: expected a metric that is told apart by component (cost), got availability",
    );
  });
});
