/** The report of tuning: JSON, Markdown, HTML and a chart of the front; and the words of a terminal. */
import type { TuneAnswer } from "../experiment/tune/answer.js";
import { htmlFigure, htmlTable, paragraph, renderAnswerPage } from "./answer-page.js";
import { light } from "./charts/theme.js";
import { markdownTable } from "./markdown-table.js";
import { drawPngs } from "./png.js";
import { FRONT_TITLE, tuneChart } from "./tune-chart.js";
import {
  deviationSentences,
  deviationTable,
  frontTable,
  searchTable,
  tuneBasis,
  tuneHeadline,
  type TuneTable,
} from "./tune-words.js";
import { ensureWritable } from "./write.js";
import { writeWhole } from "./write-file.js";

/**
 * Writes the report: `tune.json`, `tune.md`, `tune.html` and, for two objectives or three, `charts/front.png`.
 *
 * @returns whether the chart is missing because `canvas` is not installed.
 * @throws Error when the folder cannot be written.
 */
export async function writeTuneReport(
  answer: TuneAnswer,
  folder: string,
): Promise<{ readonly withoutPng: boolean }> {
  ensureWritable(folder);
  const hasFront = answer.request.objectives.length > 1 && answer.front.length > 0;
  const drawings = hasFront
    ? [
        {
          name: "front",
          title: FRONT_TITLE,
          height: 560,
          configuration: tuneChart(answer, light) as never,
        },
      ]
    : [];
  const images = await drawPngs(drawings);
  const png = images?.[0]?.png;
  if (png !== undefined) writeWhole(`${folder}/charts/front.png`, png);
  writeWhole(`${folder}/tune.json`, renderTuneJson(answer));
  writeWhole(`${folder}/tune.md`, renderTuneMarkdown(answer, png !== undefined));
  writeWhole(`${folder}/tune.html`, renderTuneHtml(answer, png));
  return { withoutPng: images === undefined };
}

/** The result as JSON: the same question gives the same bytes. */
export function renderTuneJson(answer: TuneAnswer): string {
  return `${JSON.stringify(answer, null, 1)}\n`;
}

/** A part of the report. */
interface Section {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly table: TuneTable;
}

const DEVIATIONS =
  "One knob turned at a time, under the same luck: what it costs against the recommended point, with 95 % intervals. In brackets: no difference shown, adjusted for all that are printed.";

function sections(answer: TuneAnswer): readonly Section[] {
  const { leftOut, request } = answer;
  const omitted =
    leftOut === 0
      ? []
      : [`${leftOut} more points that seemed to be on it were not looked at again.`];
  const front = {
    id: "front",
    title: "Front",
    words: [
      `No other point that was looked at again is as good in ${request.objectives.map(({ metric }) => `\`${metric}\``).join(" and ")} and better in one.`,
      ...omitted,
    ],
    table: frontTable(answer),
  };
  const deviations = {
    id: "deviations",
    title: "What it costs to deviate",
    words: [DEVIATIONS, ...deviationSentences(answer)],
    table: deviationTable(answer),
  };
  const searched = {
    id: "points",
    title: "Every point as the search saw it",
    words: ["With 95 % intervals; points that were given up early have wide ones."],
    table: searchTable(answer),
  };
  return [deviations, front, searched].filter(({ table }) => table.rows.length > 0);
}

/** @param hasChart whether the chart stands beside the file. */
function renderTuneMarkdown(answer: TuneAnswer, hasChart: boolean): string {
  return `${[
    `# Tune: ${answer.scenario.name}`,
    bullets(tuneHeadline(answer)),
    tuneBasis(answer),
    ...sections(answer).flatMap(({ id, title, words, table: { head, rows } }) => [
      `## ${title}`,
      ...(id === "front" && hasChart ? [`![${FRONT_TITLE}](charts/front.png)`] : []),
      bullets(words),
      markdownTable(head, rows),
    ]),
    "## The scenario",
    answer.scenario.description,
  ].join("\n\n")}\n`;
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join("\n");
}

/** @param png the chart; undefined where there is none. */
function renderTuneHtml(answer: TuneAnswer, png: Uint8Array | undefined): string {
  const caption = "The first two objectives at every point.";
  return renderAnswerPage({
    command: "tune",
    scenario: answer.scenario,
    headline: [...tuneHeadline(answer), tuneBasis(answer)],
    sections: sections(answer).map(
      ({ id, title, words, table: { head, rows } }) =>
        `<section id="${id}"><h2>${title}</h2>
${id === "front" ? htmlFigure(png, FRONT_TITLE, caption) : ""}
${words.map(paragraph).join("\n")}
${htmlTable(head, rows)}</section>`,
    ),
  });
}

/** The result for a terminal. */
export function renderTuneTerminal(answer: TuneAnswer): string {
  const plain = (sentence: string): string => sentence.replaceAll(/[`]|\*\*/g, "");
  const front = answer.front.length;
  return [
    ...tuneHeadline(answer),
    "",
    ...deviationSentences(answer),
    ...(front === 0 ? [] : ["", `${front} points are on the front; the report has them.`]),
    "",
    tuneBasis(answer),
  ]
    .map(plain)
    .join("\n");
}
