import { describe, expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { batchesOf, runBatches } from "../../src/experiment/run-batches.js";
import { buildReport } from "../../src/report/build-report.js";
import { renderHtml } from "../../src/report/html.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { subjectOf } from "../../src/report/charts/chart.js";
import { costByComponent } from "../../src/report/charts/cost-by-component.js";
import { decodeScenario } from "../../src/scenario/load.js";
import { SMALL } from "../scenario/texts.js";

const PRICES = `costs:
  currency: CHF
  containerDown: 12 CHF/h
  unpatchedHost: 1 CHF/d
  operator: 90 CHF/h
objective: { minimise: cost }
`;

async function reportOf(costs: string) {
  const text = SMALL.replace("policies:\n", "policies:\n  kured: { preset: kured }\n") + costs;
  const scenario = { ...decodeScenario(text, "s.yaml"), replications: 3 };
  const batches = batchesOf(Object.keys(scenario.policies), 3, 1);
  return buildReport(compare(scenario, await runBatches(scenario, batches, { workers: 1 }))!);
}

const [priced, free] = [await reportOf(PRICES), await reportOf("")];
const COMPONENTS = ["container downtime", "unpatched hosts", "operators"];

describe("the cost in a report", () => {
  it("is in the currency of the scenario, and its components add up", () => {
    const { policies, metrics, verdict } = priced.comparison;
    expect(metrics.find(({ name }) => name === "cost")!.unit).toBe("CHF");
    expect(verdict.objective).toMatchObject({ metric: "cost", unit: "CHF" });
    for (const { parts, metrics: found } of policies) {
      const sum = ["downtime", "unpatched", "operator"]
        .map((component) => parts[`cost{component=${component}}`]!.mean)
        .reduce((total, amount) => total + amount, 0);
      expect(found["cost"]!.mean).toBeCloseTo(sum, 6);
      expect(found["cost"]!.halfWidth).not.toBeNull();
      expect(sum).toBeGreaterThan(0);
    }
  });

  it("is the first row, its components below it in every form", () => {
    expect(priced.rows.slice(0, 4).map(({ label }) => label)).toEqual(["cost", ...COMPONENTS]);
    const forms = [
      renderTerminal(priced, { color: false }),
      renderMarkdown(priced, []),
      renderHtml(priced),
    ];
    for (const form of forms) for (const words of COMPONENTS) expect(form).toContain(words);
    expect(renderTerminal(priced, { color: false })).toContain("cost [CHF]");
  });

  it("is what the headline tells, with what it is mostly for", () => {
    expect(priced.headline.join(" ")).toMatch(/Cost on average: .* CHF\./);
    expect(priced.headline.join(" ")).toMatch(/Of what `\w+` costs, \d+ % is for /);
  });

  it("is a chart whose figures are those of the table", () => {
    const subject = subjectOf(priced);
    expect(costByComponent.applies(subject)).toBe(true);
    const { head, rows } = costByComponent.table(subject);
    expect(head).toEqual(["policy", "total [CHF]", ...COMPONENTS]);
    for (const [policy, ...amounts] of rows) {
      const cells = priced.rows.slice(0, 4).map((row) => {
        const cell = row.cells.find((one) => one.policy === policy)!;
        return `${cell.value} ± ${cell.halfWidth}`;
      });
      expect(amounts).toEqual(cells);
    }
  });

  it("is nowhere where nothing has a price", () => {
    expect(free.rows.some(({ metric }) => metric.startsWith("cost"))).toBe(false);
    expect(costByComponent.applies(subjectOf(free))).toBe(false);
    expect(renderHtml(free)).not.toContain('id="cost-by-component"');
    expect(free.headline.join(" ")).not.toMatch(/cost/i);
  });
});
