/** The report of a question of capacity. */
import type { PlanAnswer, SeedAnswer } from "../../experiment/plan/answer.js";
import { planRows } from "../tidy/search-rows.js";
import { light } from "../charts/theme.js";
import type { AnswerReport } from "./answer-report.js";
import { planChart } from "./plan-chart.js";
import {
  BOUND_HEAD,
  boundRows,
  planHeadline,
  POINT_HEAD,
  pointRows,
  wantedInWords,
} from "./plan-words.js";

const CHART_DOC =
  "Each point is what one value came to, with its 95 % interval where it was tried; hollow ones were only looked at, with few replications. The broken line is the bound.";

/** What a planner hands in. */
export function planReport(answer: PlanAnswer): AnswerReport {
  const { scenario, knob, first, second } = answer;
  const chart = {
    kind: "chart",
    name: "trade",
    title: `What ${knob} buys`,
    doc: CHART_DOC,
    configuration: planChart(answer, light),
  } as const;
  return {
    command: "plan",
    scenario,
    headline: planHeadline(answer),
    sections: [
      { id: "trade", title: "", blocks: [chart] },
      {
        id: "question",
        title: "The question",
        blocks: [{ kind: "table", head: [], rows: questionRows(answer) }],
      },
      ...[first, ...(second === null ? [] : [second])].map((run, index) => ({
        id: index === 0 ? "first" : "second",
        title: seedTitle(run),
        blocks: [
          { kind: "table", head: [knob, ...POINT_HEAD], rows: pointRows(answer, run.points) },
          { kind: "table", head: [knob, ...BOUND_HEAD], rows: boundRows(run.points) },
        ] as const,
      })),
    ],
    answer,
    rows: planRows(answer),
  };
}

/** The question as a table of two columns. */
function questionRows(answer: PlanAnswer): readonly (readonly [string, string])[] {
  const { request, scenario, policy, knob, from, to, candidates } = answer;
  return [
    ["scenario", `${scenario.name} (${scenario.file}, ${scenario.hash})`],
    ["policy", policy],
    ["wanted", `the ${request.find} ${knob} in ${from}..${to}, ${candidates} values`],
    ["requirement", wantedInWords(answer).replaceAll("`", "")],
    ["confidence", `${request.confidence * 100} %`],
    [
      "indifference",
      request.indifference === null
        ? "none"
        : `${request.indifference} on either side of the bound`,
    ],
    ["replications at a value", `${request.replications.min} to ${request.replications.max}`],
  ];
}

function seedTitle({ seed, answer, isComplete, replications }: SeedAnswer): string {
  const found = isComplete ? (answer ?? "none") : "stopped";
  return `Seed ${seed}: ${found}, ${replications} replications`;
}
