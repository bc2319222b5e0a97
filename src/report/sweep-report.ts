/** The report of a sweep: JSON, Markdown and a chart for each metric; and the tables of a terminal. */
import type { MetricResult, SweepAnswer } from "../experiment/sweep/answer.js";
import { htmlFigure, htmlTable, paragraph, renderAnswerPage } from "./answer-page.js";
import { light } from "./charts/theme.js";
import { markdownTable } from "./markdown-table.js";
import { drawPngs } from "./png.js";
import { sweepChart, sweepChartHeight } from "./sweep-chart.js";
import {
  changeCell,
  effectHead,
  effectRows,
  effectSentences,
  levelRows,
  oneMoreTable,
  slopeTable,
  type SweepTable,
  scaleOf,
  sweepHeadline,
} from "./sweep-words.js";
import { ensureWritable } from "./write.js";
import { writeWhole } from "./write-file.js";

/**
 * Writes the report of a sweep: `sweep.json`, `sweep.md`, `sweep.html` and `charts/METRIC.png`.
 *
 * @returns whether the charts are missing because `canvas` is not installed.
 * @throws Error when the folder cannot be written.
 */
export async function writeSweepReport(
  answer: SweepAnswer,
  folder: string,
): Promise<{ readonly withoutPng: boolean }> {
  ensureWritable(folder);
  const drawn = answer.metrics.filter(({ factors }) => factors.length > 0);
  const images = await drawPngs(
    drawn.map((result) => ({
      name: result.metric,
      title: chartTitle(result),
      height: sweepChartHeight(result),
      configuration: sweepChart(result, light) as never,
    })),
  );
  const pngs = new Map((images ?? []).map(({ name, png }) => [name, png]));
  for (const [name, png] of pngs) writeWhole(`${folder}/charts/${name}.png`, png);
  writeWhole(`${folder}/sweep.json`, renderSweepJson(answer));
  writeWhole(`${folder}/sweep.md`, renderSweepMarkdown(answer, images !== undefined));
  writeWhole(`${folder}/sweep.html`, renderSweepHtml(answer, pngs));
  return { withoutPng: images === undefined };
}

function chartTitle({ metric }: Pick<MetricResult, "metric">): string {
  return `What each factor does to ${metric}`;
}

/** The result as JSON: the same sweep gives the same bytes. */
export function renderSweepJson(answer: SweepAnswer): string {
  return `${JSON.stringify(answer, null, 1)}\n`;
}

/** @param hasCharts whether the charts stand beside the file. */
function renderSweepMarkdown(answer: SweepAnswer, hasCharts: boolean): string {
  const { scenario, metrics } = answer;
  return `${[
    `# Sweep: ${scenario.name}`,
    bullets(sweepHeadline(answer)),
    basis(answer),
    ...oneMoreBlocks(answer).flatMap(({ doc, table: { head, rows } }, index) => [
      ...(index === 0 ? ["## Value of one more"] : []),
      doc,
      markdownTable(head, rows),
    ]),
    "## Factors",
    markdownTable(FACTOR_HEAD, factorRows(answer)),
    ...metrics.flatMap((result) => markdownSection(result, answer.design, hasCharts)),
    "## The scenario",
    scenario.description,
  ].join("\n\n")}\n`;
}

/** The value of one more, in tables with what they say; none where no factor has a next value. */
function oneMoreBlocks(answer: SweepAnswer): readonly { doc: string; table: SweepTable }[] {
  return [
    {
      doc: "The scenario as it is, and with the next value of one factor, under the same luck. In brackets: no difference shown.",
      table: oneMoreTable(answer),
    },
    {
      doc: "The same for one unit more, by a straight line to the next value:",
      table: slopeTable(answer),
    },
  ].filter(({ table }) => table.rows.length > 0);
}

const FACTOR_HEAD = ["factor", "levels"];

function factorRows({ factors }: SweepAnswer): readonly (readonly string[])[] {
  return factors.map(({ name, levels }) => [name, levelsInWords(levels)]);
}

/** Levels shown at most: of more, the ends say it. */
const MOST_LEVELS = 12;

function levelsInWords(levels: readonly unknown[]): string {
  if (levels.length <= MOST_LEVELS) return levels.map(String).join(", ");
  const [first, second] = levels;
  return `${String(first)}, ${String(second)} … ${String(levels.at(-1))}: ${levels.length} values`;
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join("\n");
}

type Design = SweepAnswer["design"];

const DESIGNS: Readonly<Record<Design, string>> = {
  grid: "A full grid",
  "latin-hypercube": "Two Latin hypercubes",
  "one-at-a-time": "One factor at a time, the others as the scenario has them,",
};

/** What was run, in a sentence. */
function basis({ design, points, replications, policy, seed }: SweepAnswer): string {
  return `${DESIGNS[design]} under \`${policy}\`: ${points} points, ${replications} replications at each with the same luck, seed \`${seed}\`.`;
}

/** What the table of a metric says. */
function tableDoc({ replications, factors }: MetricResult, design: Design): string {
  const shown = `Changes over ${replications} replications; in brackets: no difference shown, adjusted for all effects of the metric.`;
  if (design === "one-at-a-time") return shown;
  if (factors.every(({ share }) => share === null)) {
    return `${shown} What differs from point to point cannot be told from luck, so that no factor has a share in it.`;
  }
  return `${shown} "Alone" is the part of the variance of the mean result over the design that goes away where the factor is known (Sobol, first order), "with others" the part that is left where all others are known (total).`;
}

/** How well straight lines fit; empty for a grid. */
function fitSentence({ explained }: MetricResult): readonly string[] {
  if (explained === null) return [];
  const caution = explained < 0.9 ? ": read the changes as averages over curves" : "";
  return [
    `Straight lines explain ${Math.round(explained * 100)} % of the variance between points${caution}.`,
  ];
}

/** Means at the levels of each factor, with the heads of their tables. */
function levelTables(result: MetricResult) {
  return result.factors
    .filter(({ levels }) => levels !== null)
    .map((factor) => ({
      head: [factor.factor, `mean ${result.metric}`],
      rows: levelRows(factor, scaleOf(result)),
    }));
}

/** What a table of levels says. */
function levelsDoc(design: Design): string {
  return design === "grid"
    ? "The mean at each value, over all values of the other factors:"
    : "The mean at each value, the other factors as the scenario has them:";
}

function markdownSection(
  result: MetricResult,
  design: Design,
  hasCharts: boolean,
): readonly string[] {
  if (result.factors.length === 0) return [];
  const { metric } = result;
  return [
    `## ${metric}`,
    ...(hasCharts ? [`![${chartTitle(result)}](charts/${metric}.png)`] : []),
    bullets(effectSentences(result)),
    tableDoc(result, design),
    markdownTable(effectHead(result), effectRows(result)),
    ...fitSentence(result),
    ...levelTables(result).map(
      ({ head, rows }) => `${levelsDoc(design)}\n\n${markdownTable(head, rows)}`,
    ),
  ];
}

/** @param pngs the charts by metric; empty where they could not be drawn. */
function renderSweepHtml(answer: SweepAnswer, pngs: ReadonlyMap<string, Uint8Array>): string {
  const more = oneMoreBlocks(answer).map(
    ({ doc, table: { head, rows } }) => `${paragraph(doc)}${htmlTable(head, rows)}`,
  );
  return renderAnswerPage({
    command: "sweep",
    scenario: answer.scenario,
    headline: sweepHeadline(answer),
    sections: [
      ...(more.length === 0
        ? []
        : [`<section id="one-more"><h2>Value of one more</h2>${more.join("\n")}</section>`]),
      ...answer.metrics.map((result) =>
        htmlSection(result, answer.design, pngs.get(result.metric)),
      ),
      `<section id="factors"><h2>Factors</h2>${paragraph(basis(answer))}${htmlTable(FACTOR_HEAD, factorRows(answer))}</section>`,
    ],
  });
}

function htmlSection(result: MetricResult, design: Design, png: Uint8Array | undefined): string {
  if (result.factors.length === 0) return "";
  const caption = "Change from the first value to the last, with its 95 % interval.";
  return `<section id="${result.metric}"><h2>${result.metric}</h2>
${htmlFigure(png, chartTitle(result), caption)}
${[...effectSentences(result), tableDoc(result, design)].map(paragraph).join("\n")}
${htmlTable(effectHead(result), effectRows(result))}
${fitSentence(result).map(paragraph).join("\n")}
${levelTables(result)
  .map(({ head, rows }) => `${paragraph(levelsDoc(design))}${htmlTable(head, rows)}`)
  .join("\n")}
</section>`;
}

/** The result for a terminal of 80 columns. */
export function renderSweepTerminal(answer: SweepAnswer): string {
  const blocks = answer.metrics.flatMap((result) =>
    result.factors.length === 0 ? [] : ["", ...terminalTable(result)],
  );
  const plain = (sentence: string): string => wrapped(sentence.replaceAll(/[`]|\*\*/g, ""));
  return [...sweepHeadline(answer).map(plain), "", plain(basis(answer)), ...blocks].join("\n");
}

/** Width that everything keeps to [characters]. */
const WIDTH = 80;

/** Width of the changes and what is before them [characters]. */
const CHANGES = 42;

/** What stands on a line with the change [characters]. */
const SHORT = 12;

/** Lines for each factor: its name, for that may be long, its changes with its shares, and what one more does. */
function terminalTable(result: MetricResult): readonly string[] {
  const scale = scaleOf(result);
  const rows = effectRows(result, "");
  const line = (label: string, change: string, shares: readonly string[] = []): string => {
    // What has no shares beside it may be longer.
    const width = (shares.length === 0 ? WIDTH : CHANGES) - 3 - label.length;
    return `  ${label} ${cut(change, width).padStart(CHANGES - 3 - label.length)}${inColumns(shares)}`;
  };
  const lines = result.factors.flatMap(({ factor, oneMore }) => [
    cut(factor, WIDTH),
    ...rows
      .filter(([name]) => name === factor)
      .flatMap(([, from, to, change, ...shares]) => {
        const turn = `${from} → ${to}`;
        // Names are told apart by all of their letters.
        return turn.length <= SHORT
          ? [line(turn.padEnd(SHORT), change!, shares)]
          : [`  ${cut(turn, WIDTH - 2)}`, line("", change!, shares)];
      }),
    ...(oneMore === null
      ? []
      : [
          line(
            cut(`next: ${oneMore.from} → ${oneMore.to}`, 20),
            changeCell(oneMore, { ...scale, unit: "" }),
          ),
        ]),
  ]);
  const title = `${result.metric}${scale.unit === "" ? "" : ` [${scale.unit}]`}`;
  return [title, line("", "change", effectHead(result).slice(4)), ...lines];
}

/** Shares, or their headings. */
function inColumns(shares: readonly string[]): string {
  return shares.map((share) => ` ${share.padStart(18)}`).join("");
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Breaks a sentence at spaces; what follows the first line is set in. */
function wrapped(sentence: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (next.length > WIDTH && line.trim() !== "") {
      lines.push(line);
      line = `  ${word}`;
    } else line = next;
  }
  return [...lines, line].join("\n");
}
