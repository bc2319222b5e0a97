/** The report of the point of no return: its chart, one HTML file with it inside, Markdown, and JSON. */
import type { ChartConfiguration } from "chart.js";
import type { NoReturn } from "../experiment/no-return.js";
import type { Scenario } from "../scenario/scenario.js";
import { DAY, HOUR, MINUTE } from "../support/time.js";
import { htmlFigure, htmlTable, renderAnswerPage } from "./answer-page.js";
import { axis, frame, lineLegend, shareAxis } from "./charts/axes.js";
import type { Datasets } from "./charts/chart.js";
import { colorOf, dashOf, faded, light, type Theme } from "./charts/theme.js";
import { escapeHtml } from "./escape-html.js";
import { markdownTable } from "./markdown-table.js";
import { HALT_HEAD, haltRows, noReturnHeadline } from "./no-return-words.js";
import { drawPngs } from "./png.js";
import { writeWhole } from "./write-file.js";

/** Path of the chart in the report's folder. */
const CHART = "charts/no-return.png";

const TITLE = "Probability of a bad end by when the release is halted";
const CHART_DOC =
  "For a halt so long after the first host took the release: the share of replications that end badly all the same, with its 95 % interval. Where a line is at 100 %, a halt comes too late.";

/** Where a halt at once stands on the logarithmic axis [ms]. */
const AT_ONCE = MINUTE;
const TICKS: readonly (readonly [number, string])[] = [
  [AT_ONCE, "at once"],
  [10 * MINUTE, "10 min"],
  [HOUR, "1 h"],
  [6 * HOUR, "6 h"],
  [DAY, "1 d"],
  [7 * DAY, "7 d"],
  [28 * DAY, "28 d"],
  [365 * DAY, "1 y"],
];

/**
 * Writes `no-return.json`, `no-return.md`, `no-return.html` and the chart.
 *
 * @param answers one for each policy
 * @throws Error when the folder cannot be written.
 */
export async function writeNoReturnReport(
  answers: readonly NoReturn[],
  scenario: Pick<Scenario, "name" | "description">,
  folder: string,
): Promise<void> {
  const isDrawn = answers.some(({ halts }) => halts.length > 0);
  const images = isDrawn
    ? await drawPngs([
        { name: "no-return", title: TITLE, configuration: noReturnChart(answers, light) },
      ])
    : undefined;
  const png = images?.[0]?.png;
  if (png !== undefined) writeWhole(`${folder}/${CHART}`, png);
  writeWhole(`${folder}/no-return.json`, `${JSON.stringify(answers, null, 1)}\n`);
  writeWhole(`${folder}/no-return.md`, renderMarkdown(answers, scenario, png !== undefined));
  writeWhole(`${folder}/no-return.html`, renderHtml(answers, scenario, png));
}

function renderMarkdown(
  answers: readonly NoReturn[],
  { name, description }: Pick<Scenario, "name" | "description">,
  hasChart: boolean,
): string {
  const parts = answers.flatMap((answer) => [
    `## ${answer.policy}`,
    ...noReturnHeadline(answer),
    ...(answer.harmed === 0 ? [] : [markdownTable([...HALT_HEAD], haltRows(answer))]),
  ]);
  return `${[
    `# Point of no return: ${name}`,
    ...(hasChart ? [`![${TITLE}](${CHART})`, CHART_DOC] : []),
    ...parts,
    "## The scenario",
    description,
  ].join("\n\n")}\n`;
}

function renderHtml(
  answers: readonly NoReturn[],
  scenario: Pick<Scenario, "name" | "description">,
  png: Uint8Array | undefined,
): string {
  return renderAnswerPage({
    command: "no-return",
    scenario,
    headline: answers.map((answer) => noReturnHeadline(answer)[0]!),
    sections: [
      `<section id="chart">${htmlFigure(png, TITLE, CHART_DOC)}</section>`,
      ...answers.map((answer) => {
        const said = noReturnHeadline(answer).slice(1).map(escapeHtml).join(" ");
        const table = answer.harmed === 0 ? "" : htmlTable(HALT_HEAD, haltRows(answer));
        return `<section><h2>${escapeHtml(answer.policy)}</h2><p>${said}</p>${table}</section>`;
      }),
    ],
  });
}

/** The probability of a bad end against the time of the halt, a line and a band for each policy. */
export function noReturnChart(answers: readonly NoReturn[], theme: Theme): ChartConfiguration {
  const options = frame(TITLE, theme);
  const last = Math.max(...answers.flatMap(({ halts }) => halts.map(({ after }) => after)));
  return {
    type: "line",
    data: { datasets: answers.flatMap((answer, index) => linesOf(answer, index, theme)) },
    options: {
      ...options,
      plugins: {
        ...options.plugins,
        legend: {
          ...options.plugins?.legend,
          labels: {
            ...options.plugins?.legend?.labels,
            ...lineLegend(theme),
            filter: ({ text }) => text !== "",
          },
        },
      },
      scales: {
        x: timeOfHalt(Math.max(HOUR, last), theme),
        y: shareAxis("replications that end badly", theme),
      },
    },
  };
}

function timeOfHalt(max: number, theme: Theme) {
  const base = axis("halted so long after the first host took the release (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    min: AT_ONCE,
    max,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = TICKS.flatMap(([value]) => (value <= max ? [{ value }] : []));
    },
    ticks: {
      ...base.ticks,
      autoSkip: false,
      callback: (value: number | string) => TICKS.find(([at]) => at === Number(value))?.[1] ?? "",
    },
  };
}

function linesOf({ policy, halts }: NoReturn, index: number, theme: Theme): Datasets {
  const color = colorOf(index, theme);
  const points = (share: (halt: NoReturn["halts"][number]) => number) =>
    halts.map((halt) => ({ x: Math.max(AT_ONCE, halt.after), y: share(halt) }));
  const edge = { label: "", borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    {
      label: policy,
      data: points(({ bad, of }) => bad / of),
      borderColor: color,
      backgroundColor: color,
      borderDash: dashOf(index),
      borderWidth: 2.5,
      pointRadius: 3,
      // The first and the last points stand on the edges.
      clip: false,
    },
    { data: points(({ interval }) => interval.low), ...edge, fill: false },
    {
      data: points(({ interval }) => interval.high),
      ...edge,
      backgroundColor: faded(color, 0.15),
      fill: "-1",
    },
  ];
}
