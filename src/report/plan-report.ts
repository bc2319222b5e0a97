/** The report of a question of capacity: Markdown, and one HTML file with its chart inside. */
import type { PlanAnswer, SeedAnswer } from "../experiment/plan/answer.js";
import { planChart } from "./plan-chart.js";
import { light } from "./charts/theme.js";
import { escapeHtml } from "./escape-html.js";
import { POINT_HEAD, planHeadline, pointRows, requirementInWords } from "./plan-words.js";
import { drawPngs } from "./png.js";
import { STYLE } from "./style.js";
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
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
  return `${[
    `# Plan: ${answer.scenario.name}`,
    ...planHeadline(answer),
    ...(hasChart ? [`![What ${answer.knob} buys](${CHART})`, CHART_DOC] : []),
    "## The question",
    table(["", ""], questionRows(answer)),
    ...[answer.first, answer.second].flatMap((run) => [
      `## ${seedTitle(run)}`,
      table([answer.knob, ...POINT_HEAD], pointRows(answer, run.points)),
    ]),
    "## The scenario",
    answer.scenario.description,
  ].join("\n\n")}\n`;
}

/** @param png the chart; undefined where it could not be drawn. */
export function renderPlanHtml(answer: PlanAnswer, png: Uint8Array | undefined): string {
  const name = escapeHtml(answer.scenario.name);
  const cells = (tag: "td" | "th", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const figure =
    png === undefined
      ? ""
      : `<section id="trade"><figure><img style="width:100%" alt="${escapeHtml(`What ${answer.knob} buys. ${CHART_DOC}`)}" src="data:image/png;base64,${Buffer.from(png).toString("base64")}"><figcaption>${CHART_DOC}</figcaption></figure></section>`;
  const seeds = [answer.first, answer.second].map(
    (run) => `<section><h2>${escapeHtml(seedTitle(run))}</h2>
<div class="scroll"><table><thead>${cells("th", [answer.knob, ...POINT_HEAD])}</thead>
<tbody>${pointRows(answer, run.points)
      .map((row) => cells("td", row))
      .join("\n")}</tbody></table></div></section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · Shakedown plan</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">Shakedown plan</p>
<h1>${name}</h1>
</header>
<main>
<section id="answer" class="answer">
${planHeadline(answer).map(paragraph).join("\n")}
</section>
${figure}
<section id="question"><h2>The question</h2>
<table><tbody>${questionRows(answer)
    .map((row) => cells("td", row))
    .join("\n")}</tbody></table></section>
${seeds.join("\n")}
<section id="basis"><h2>The scenario</h2><pre class="story">${escapeHtml(answer.scenario.description)}</pre></section>
</main>
</body>
</html>
`;
}

/** A sentence with `code` and **what matters**. */
function paragraph(sentence: string): string {
  const marked = escapeHtml(sentence)
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]*)\*\*/g, "<strong>$1</strong>");
  return `<p>${marked}</p>`;
}
