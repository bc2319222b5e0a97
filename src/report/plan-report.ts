/** The report of a question of capacity: Markdown, and one HTML file with its chart inside. */
import type { PlanAnswer, SeedAnswer } from "../experiment/plan/answer.js";
import { planChart } from "./plan-chart.js";
import { light } from "./charts/theme.js";
import { htmlFigure, htmlTable, renderAnswerPage } from "./answer-page.js";
import { escapeHtml } from "./escape-html.js";
import { markdownTable } from "./markdown-table.js";
import { POINT_HEAD, planHeadline, pointRows, requirementInWords } from "./plan-words.js";
import { drawPngs } from "./png.js";
import { ensureWritable } from "./write.js";
import { writeWhole } from "./write-file.js";

/** Path of the chart in the report's folder. */
const CHART = "charts/trade.png";

const CHART_DOC =
  "Each point is what one value came to, with its 95 % interval where it was tried; hollow ones were only looked at, with the fewest replications. The broken line is the bound.";

/**
 * Writes the report of an answer: `plan.json`, `plan.md`, `plan.html` and the chart.
 *
 * @returns whether the chart is missing because `canvas` is not installed.
 * @throws Error when the folder cannot be written.
 */
export async function writePlanReport(
  answer: PlanAnswer,
  folder: string,
): Promise<{ readonly withoutPng: boolean }> {
  ensureWritable(folder);
  const title = `What ${answer.knob} buys`;
  const images = await drawPngs([
    { name: "trade", title, configuration: planChart(answer, light) },
  ]);
  const png = images?.[0]?.png;
  if (png !== undefined) writeWhole(`${folder}/${CHART}`, png);
  writeWhole(`${folder}/plan.json`, renderPlanJson(answer));
  writeWhole(`${folder}/plan.md`, renderPlanMarkdown(answer, png !== undefined));
  writeWhole(`${folder}/plan.html`, renderPlanHtml(answer, png));
  return { withoutPng: png === undefined };
}

/** The answer as JSON: the same answer gives the same bytes. */
export function renderPlanJson(answer: PlanAnswer): string {
  return `${JSON.stringify(answer, null, 1)}\n`;
}

/** The question as a table of two columns. */
function questionRows(answer: PlanAnswer): readonly (readonly [string, string])[] {
  const { request, scenario, policy, knob, from, to, candidates } = answer;
  return [
    ["scenario", `${scenario.name} (${scenario.file}, ${scenario.hash})`],
    ["policy", policy],
    ["wanted", `the ${request.find} ${knob} in ${from}..${to}, ${candidates} values`],
    ["requirement", requirementInWords(answer).replaceAll("`", "")],
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

function seedTitle({ seed, answer, replications }: SeedAnswer): string {
  return `Seed ${seed}: ${answer ?? "none"}, ${replications} replications`;
}

/** @param hasChart whether the chart stands beside the file. */
export function renderPlanMarkdown(answer: PlanAnswer, hasChart: boolean): string {
  return `${[
    `# Plan: ${answer.scenario.name}`,
    ...planHeadline(answer),
    ...(hasChart ? [`![What ${answer.knob} buys](${CHART})`, CHART_DOC] : []),
    "## The question",
    markdownTable(["", ""], questionRows(answer)),
    ...[answer.first, answer.second].flatMap((run) => [
      `## ${seedTitle(run)}`,
      markdownTable([answer.knob, ...POINT_HEAD], pointRows(answer, run.points)),
    ]),
    "## The scenario",
    answer.scenario.description,
  ].join("\n\n")}\n`;
}

/** @param png the chart; undefined where it could not be drawn. */
export function renderPlanHtml(answer: PlanAnswer, png: Uint8Array | undefined): string {
  const { scenario, knob, first, second } = answer;
  return renderAnswerPage({
    command: "plan",
    scenario,
    headline: planHeadline(answer),
    sections: [
      `<section id="trade">${htmlFigure(png, `What ${knob} buys`, CHART_DOC)}</section>`,
      `<section id="question"><h2>The question</h2>${htmlTable([], questionRows(answer))}</section>`,
      ...[first, second].map(
        (run) =>
          `<section><h2>${escapeHtml(seedTitle(run))}</h2>${htmlTable([knob, ...POINT_HEAD], pointRows(answer, run.points))}</section>`,
      ),
    ],
  });
}
