import { describe, expect, it } from "vitest";
import type { Completion } from "../../src/experiment/completion.js";
import type { PlanAnswer, PlanPoint, SeedAnswer } from "../../src/experiment/plan/answer.js";
import { planChart } from "../../src/report/answers/plan-chart.js";
import { renderAnswerMarkdown } from "../../src/report/answers/markdown.js";
import { renderAnswerPage } from "../../src/report/answers/page.js";
import { planReport } from "../../src/report/answers/plan-report.js";
import { planHeadline } from "../../src/report/answers/plan-words.js";
import { light } from "../../src/report/charts/theme.js";

const DONE: Completion = {
  finished: true,
  isBehind: false,
  patched: 1,
  lastProgress: null,
  isStuck: false,
  groups: [],
};

const point = (value: number | string, share: number, meets: boolean | null): PlanPoint => ({
  value,
  verdict: meets === null ? null : { meets, settledBy: "test", doubt: 0.01 },
  figure: { n: 500, value: share, low: share / 2, high: share * 2 },
  bounds: [],
  completion: DONE,
});

const seed = (name: string, changes: Partial<SeedAnswer> = {}): SeedAnswer => ({
  seed: name,
  isComplete: true,
  answer: 4,
  bracket: { meets: 4, fails: 3 },
  best: 9,
  probability: 0.97999,
  settledBy: "test",
  points: [
    point(0, 0.5, null),
    point(3, 0.03, false),
    point(4, 0.004, true),
    point(9, 0.001, null),
  ],
  outOfOrder: [],
  replications: 1_234,
  ...changes,
});

const answer = (changes: Partial<PlanAnswer> = {}): PlanAnswer => ({
  scenario: { name: "q", file: "q.yaml", hash: "0".repeat(16), description: "Why | <we> ask." },
  policy: "lock",
  knob: "spare[web]",
  request: {
    find: "smallest",
    vary: "spare[web]",
    from: 0,
    to: 9,
    require: {
      kind: "chance",
      holds: [{ metric: "budget-violation", unit: "s", min: undefined, max: 0 }],
      least: 0.99,
    },
    also: [],
    mustFinish: true,
    confidence: 0.95,
    indifference: null,
    replications: { min: 20, max: 20_000 },
  },
  from: 0,
  to: 9,
  candidates: 10,
  bound: 0.01,
  isComplete: true,
  first: seed("a"),
  second: seed("b"),
  agree: true,
  ...changes,
});

describe("the words of a plan", () => {
  it("say the answer, how sure it is, and that the second seed agrees", () => {
    expect(planHeadline(answer())).toEqual([
      "The smallest `spare[web]` in 0..9 with no `budget-violation` in at least 99 % of replications under `lock` is **4**: missed in 0.4 % of 500 replications (0.2 % to 0.8 %).",
      "It is right with a probability of at least 97.9 %.",
      "A second seed, `b`, gives the same answer.",
    ]);
  });

  it("give the other answer where the second seed does not agree", () => {
    const words = planHeadline(answer({ agree: false, second: seed("b", { answer: 3 }) })).at(-1)!;
    expect(words).toContain("`b`, does not agree: The smallest `spare[web]` in 0..9");
    expect(words).toContain("is **3**");
  });

  it("say that nothing meets the requirement, and what comes nearest", () => {
    const none = seed("a", { answer: null });
    expect(planHeadline(answer({ first: none, second: none }))[0]).toBe(
      "No `spare[web]` in 0..9 meets the requirement of no `budget-violation` in at least 99 % of replications under `lock`; the best is 9: missed in 0.1 % of 500 replications (0.05 % to 0.2 %).",
    );
  });

  it("warn of what was settled by belief, of an answer at the end, and of values out of order", () => {
    const points = [point(0, 0.5, null), { ...point(3, 0.0101, false) }];
    const close = points.map((one) =>
      one.verdict === null
        ? one
        : { ...one, verdict: { meets: false, settledBy: "belief" as const, doubt: 0.3 } },
    );
    const first = seed("a", {
      answer: 0,
      points: close,
      settledBy: "belief",
      probability: 0.69,
      outOfOrder: [7],
    });
    const words = planHeadline(answer({ first })).join("\n");
    expect(words).toContain("3 could not be told from the bound with 20000 replications");
    expect(words).toContain("about 69 %");
    expect(words).toContain("beyond 0 nothing was tried");
    expect(words).toContain("7 belies it");
  });
});

describe("the report of a plan", () => {
  it("draws both seeds, the interval of every value that was tried, the bound and the answer", () => {
    const { data, options } = planChart(answer(), light);
    expect(data.datasets.map(({ label }) => label)).toEqual(["seed a", "seed b"]);
    expect(data.datasets[0]!.data).toEqual([
      { x: 0, y: 50 },
      { x: 3, y: 3 },
      { x: 4, y: 0.4 },
      { x: 9, y: 0.1 },
    ]);
    const annotations = (
      options!.plugins as unknown as {
        annotation: { annotations: Record<string, Record<string, number>> };
      }
    ).annotation.annotations;
    expect(Object.keys(annotations)).toEqual([
      "interval-0-3",
      "interval-0-4",
      "interval-1-3",
      "interval-1-4",
      "bound",
      "answer",
    ]);
    expect(annotations["bound"]).toMatchObject({ yMin: 1, yMax: 1 });
    expect(annotations["answer"]).toMatchObject({ xMin: 4, xMax: 4 });
    expect(annotations["interval-0-3"]).toMatchObject({ xMin: 3, yMin: 1.5, yMax: 6 });
  });

  it("puts durations and shares where they belong on the axis", () => {
    const points = [point("30m", 0.1, true), point("2h", 0.001, true)];
    const first = seed("a", { points, answer: "2h" });
    const { data } = planChart(answer({ from: "30m", to: "2h", first, second: first }), light);
    expect(data.datasets[0]!.data).toEqual([
      { x: 0.5, y: 10 },
      { x: 2, y: 0.1 },
    ]);
    const shares = seed("a", { points: [point("5%", 0.1, true)], answer: "5%" });
    const drawn = planChart(answer({ from: "5%", to: "9%", first: shares, second: shares }), light);
    expect(drawn.data.datasets[0]!.data).toEqual([{ x: 5, y: 10 }]);
  });

  it("has every value in its tables, and nothing of a scenario as markup", () => {
    const markdown = renderAnswerMarkdown(planReport(answer()), new Map());
    expect(markdown).toContain("| 3 | misses | its test | 500 | missed in 3 % of 500");
    expect(markdown).toContain("| 0 | only looked at |");
    const html = renderAnswerPage(planReport(answer({ policy: "<b>" })), new Map());
    expect(html).toContain("<strong>4</strong>");
    expect(html).toContain("Why | &lt;we&gt; ask.");
    expect(html).not.toContain("<b>");
  });
});
