import { createCanvas } from "canvas";
import { describe, expect, it } from "vitest";
import { buildReport } from "../../src/report/build-report.js";
import { nameOn, subjectOf, type Chart, type Subject } from "../../src/report/charts/chart.js";
import { draw, type Surface } from "../../src/report/charts/draw.js";
import { endAxis } from "../../src/report/charts/end-labels.js";
import { charts } from "../../src/report/charts/index.js";
import { frontOf } from "../../src/report/charts/pareto.js";
import { colorOf, dark, dashOf, light } from "../../src/report/charts/theme.js";
import { reranked } from "./reranked.js";
import { smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison();

/** A report of as many policies, the real ones over and over. */
function subjectWith(policies: number): Subject {
  const many = Array.from({ length: policies }, (_, index) => ({
    ...comparison.policies[index % comparison.policies.length]!,
    name: `policy-${index}`,
  }));
  return subjectOf(buildReport(reranked({ ...comparison, policies: many })));
}

/** Every text that is drawn. */
function textOf(chart: Chart, subject: Subject): string {
  const surface = createCanvas(960, chart.height(subject));
  const context = surface.getContext("2d");
  const texts: string[] = [];
  const fillText = context.fillText.bind(context);
  context.fillText = (text, x, y) => {
    texts.push(text);
    fillText(text, x, y);
  };
  const { options, ...rest } = chart.configuration(subject, light);
  const still = { ...options, responsive: false };
  draw(surface as unknown as Surface, { ...rest, options: still }, light).destroy();
  return texts.join("\n");
}

/** The lead of the best policy is of two policies however many there are. */
const ofEachPolicy = charts
  .filter(({ name }) => name !== "robustness")
  .map((chart) => [chart.name, chart] as const);

describe.each([2, 7, 27])("with %i policies", (count) => {
  const subject = subjectWith(count);

  it.each(ofEachPolicy)("%s names each policy and gives it room", (_, chart) => {
    const text = textOf(chart, subject);
    expect(chart.height(subject)).toBeGreaterThanOrEqual(Math.max(300, 22 * count));
    expect(subject.policies.filter(({ name }) => !text.includes(name))).toEqual([]);
  });

  it.each(ofEachPolicy)("%s says in words what it shows", (_, chart) => {
    const summary = chart.summary(subject);
    expect(summary).toMatch(/policy-\d+.*\d/);
    expect(summary.length).toBeLessThan(400);
  });
});

it("draws what is shown in the same colour, whatever else is hidden", () => {
  const all = subjectWith(5);
  const some = subjectOf(all.report, new Set(["policy-0", "policy-3"]));
  expect(some.policies.map(({ name }) => name)).not.toContain("policy-3");
  for (const { name, index } of some.policies) {
    expect(index).toBe(all.policies.find((policy) => policy.name === name)!.index);
  }
});

it("shows all policies rather than an empty chart", () => {
  const all = subjectWith(2);
  expect(subjectOf(all.report, new Set(["policy-0", "policy-1"])).policies).toHaveLength(2);
});

it("cuts a name to the room there is", () => {
  expect(nameOn(subjectWith(2), "x".repeat(10_000))).toHaveLength(34);
});

it("gives 30 policies 30 pairs of colour and dash", () => {
  const looks = Array.from({ length: 30 }, (_, n) => `${colorOf(n, light)} ${dashOf(n).join()}`);
  expect(new Set(looks).size).toBe(30);
});

/** Relative luminance of a colour. @see WCAG 2.2, "relative luminance" */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

it.each([
  ["light", light],
  ["dark", dark],
] as const)("has a contrast of 4.5 for every colour of a label on a %s page", (_, theme) => {
  for (const color of [...theme.palette, theme.text, theme.mark]) {
    const [one, other] = [luminance(color), luminance(theme.background)].toSorted((a, b) => b - a);
    expect((one! + 0.05) / (other! + 0.05), color).toBeGreaterThanOrEqual(4.5);
  }
});

it("puts no label at the end of a line onto another", () => {
  const labels = [0.99, 1, 1, 0.2, 0.21].map((at, i) => ({ text: `${i}`, at, color: "" }));
  const scale = { ticks: [] as { value: number }[] };
  endAxis(labels, { min: 0, max: 1, height: 320 }, "").afterBuildTicks(scale);
  const places = scale.ticks.map(({ value }) => value);
  expect(places).toHaveLength(5);
  for (const [i, place] of places.entries()) {
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThanOrEqual(1);
    if (i > 0) expect(place - places[i - 1]!).toBeGreaterThanOrEqual(0.0499);
  }
});

describe("the front of downtime and vulnerable time", () => {
  const point = (index: number, x: number, y: number) => ({
    name: `policy-${index}`,
    index,
    x: { value: x, half: 0 },
    y: { value: y, half: 0 },
  });

  it("holds those that none beats in one and equals in the other, twins included", () => {
    const front = frontOf([
      point(0, 3, 1),
      point(1, 1, 3),
      point(2, 2, 2),
      point(3, 2, 2),
      point(4, 2, 3),
      point(5, 3, 3),
    ]);
    expect(front.map(({ index }) => index)).toEqual([1, 2, 3, 0]);
  });
});
