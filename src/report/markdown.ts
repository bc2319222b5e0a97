import { brokenInvariants, brokenInWords, whereBroken } from "./broken-invariants.js";
import { markedName, markInWords } from "./broken-policies.js";
import { intervalsTable, pairsTable, varianceLine, withBestTable } from "./certainty-tables.js";
import { subjectOf } from "./charts/chart.js";
import { charts } from "./charts/index.js";
import { durationInWords, sixDigits } from "./format.js";
import { STOPPED_HINT, stoppedGroups } from "./why-it-stopped.js";
import type { Report, ReportCell, ReportRow } from "./report.js";
import { robustLines } from "./robust-section.js";
import { closeTable, otherTable } from "./robust-tables.js";
import {
  assumptionsTable,
  faultsTable,
  glossaryTable,
  provenanceTable,
  type ReportTable,
} from "./tables.js";

/**
 * The report as Markdown, for a pull request or a wiki: every table that the HTML has.
 *
 * @param images names of the charts that stand as PNG beside it.
 * @param short leaves out what is looked up rather than read: figures of the charts, assumptions, glossary.
 */
export function renderMarkdown(report: Report, images: readonly string[], short = false): string {
  const { scenario } = report.comparison;
  return (
    [
      `# ${escape(scenario.name)}`,
      ...report.headline.map((sentence) => escape(sentence.replaceAll("`", ""))),
      report.caveats.map((caveat) => `- ${escape(caveat)}`).join("\n"),
      ...stoppedTable(report),
      ...orderTable(report),
      ...metricTable(report),
      ...expectationList(report),
      ...breachList(report),
      ...(short ? [] : chartFigures(report, images)),
      ...(short ? [escape(varianceLine(report))].filter((line) => line !== "") : certainty(report)),
      ...robustness(report),
      ...titled("Faults injected in replication 0", faultsTable(report)),
      ...(short
        ? []
        : [
            ...titled("Assumptions", assumptionsTable(report)),
            ...titled("Glossary", glossaryTable(report)),
          ]),
      ...titled("Provenance", provenanceTable(report)),
      "",
    ]
      .join("\n\n")
      .trimEnd() + "\n"
  );
}

/** How sure the figures are. */
function certainty(report: Report): string[] {
  const line = varianceLine(report);
  return [
    ...(line === "" ? [] : [escape(line)]),
    ...titled("Pairs of policies", pairsTable(report)),
    ...titled("Against the best", withBestTable(report)),
    ...titled("Figures with their intervals and methods", intervalsTable(report)),
  ];
}

/** Groups that stand still at the end, and why. */
function stoppedTable({ comparison }: Report): string[] {
  const stopped = stoppedGroups(comparison);
  if (stopped.length === 0) return [];
  const head = [
    "policy",
    "group",
    "hosts that wait",
    "since",
    "replications",
    "why",
    "what would let it go on",
    "its story",
  ];
  const rows = stopped.map((one) => {
    const { policy, group, waiting, since, replications, why, remedy, reproduce } = one;
    return [
      policy,
      group,
      waiting,
      since,
      replications,
      why.join(" "),
      remedy.replaceAll("`", ""),
      reproduce,
    ];
  });
  return [
    "## Why it stopped",
    STOPPED_HINT,
    table(
      head,
      rows.map((row) => row.map(escape)),
      head.length,
    ),
  ];
}

/** How wrong the guesses may be. */
function robustness(report: Report): string[] {
  const lines = robustLines(report).map(escape);
  const found = report.comparison.robustness;
  if (lines.length === 0 || found === undefined) return lines;
  return [
    "## How wrong may the guesses be",
    ...lines,
    ...titled("The figures that matter most", closeTable(found)),
    ...titled("The other figures", otherTable(found)),
  ];
}

/** The order of the policies, best first. */
function orderTable(report: Report): string[] {
  const { ranking, rows } = report;
  if (ranking === null) return [];
  const of = ranking.metrics.map((metric) => rows.find((row) => row.metric === metric)!);
  return [
    table(
      ["place", "policy", "finished", ...of.map(heading)].map(escape),
      ranking.places.map(({ policy, index, place, finished, keeps }) => [
        String(place),
        escape(markedName(policy, report)),
        escape(keeps === false ? `${finished}, constraints broken` : finished),
        ...of.map((row) => cell({ ...row.cells[index]!, difference: null })),
      ]),
      1,
    ),
    "Policies that finished and keep the constraints come first. Statistically tied policies share a place.",
    ...[markInWords(report)].filter((line) => line !== ""),
  ];
}

function metricTable(report: Report): string[] {
  const { rows, comparison } = report;
  const names = comparison.policies.map(({ name }) => name);
  return [
    table(
      ["metric", ...names.map((name) => markedName(name, report))].map(escape),
      rows.map((row) => [escape(heading(row)), ...row.cells.map(cell)]),
    ),
    `Mean ± half-width of the 95 % interval over replications; **bold**: significantly the best; Δ: paired difference from ${escape(names[0] ?? "")}.`,
  ];
}

function expectationList({ comparison }: Report): string[] {
  const lines = comparison.expectations.map(
    ({ met, text, estimate }) =>
      `- ${met ? "met" : "**not met**"}: ${escape(text)}${estimate === null ? "" : ` (found ${sixDigits(estimate.mean)})`}`,
  );
  return lines.length === 0 ? [] : ["## Expectations", lines.join("\n")];
}

function breachList({ comparison }: Report): string[] {
  const broken = brokenInvariants(comparison);
  if (broken.length === 0) return [];
  const lines = broken.map((one) => {
    const { policy, invariant, time, message, reproduce } = one;
    return `- **${escape(invariant)}** under ${escape(policy)} ${whereBroken(one, comparison)} after ${durationInWords(time)}: ${escape(message)} (${escape(reproduce)})`;
  });
  return [`## ${brokenInWords(broken)}`, lines.join("\n")];
}

/** Each chart that applies: its image where there is one, and its figures. */
function chartFigures(report: Report, images: readonly string[]): string[] {
  const subject = subjectOf(report);
  const shown = charts.filter((chart) => chart.applies(subject));
  return shown.length === 0
    ? []
    : [
        "## Charts",
        ...shown.flatMap((chart) => {
          const { head, rows } = chart.table(subject);
          return [
            `### ${escape(chart.title)}`,
            ...(images.includes(chart.name)
              ? [`![${escape(chart.title)}](charts/${chart.name}.png)`]
              : []),
            escape(`${chart.doc} ${chart.summary(subject)}`),
            folded("Figures of this chart", { head, rows, note: "" }),
          ];
        }),
      ];
}

function titled(title: string, content: ReportTable): string[] {
  if (content.rows.length === 0) return [];
  const whole =
    content.rows.length > FOLDED ? folded(`${content.rows.length} rows`, content) : plain(content);
  return [`## ${title}`, whole, ...(content.note === "" ? [] : [escape(content.note)])];
}

/** Rows beyond which a table is folded away. */
const FOLDED = 20;

function folded(summary: string, content: ReportTable): string {
  return `<details><summary>${summary}</summary>\n\n${plain(content)}\n\n</details>`;
}

function plain({ head, rows }: ReportTable): string {
  return table(
    head.map(escape),
    rows.map((row) => row.map(escape)),
    head.length,
  );
}

/** A table of cells that are Markdown already. The columns after the first `left + 1` hold figures and stand to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], left = 0): string {
  return [
    `| ${head.join(" | ")} |`,
    `|${head.map((_, column) => (column > left ? " ---: |" : " --- |")).join("")}`,
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

function heading({ title, unit }: ReportRow): string {
  return unit === "" ? title : `${title} [${unit}]`;
}

function cell({ value, halfWidth, isBest, difference }: ReportCell): string {
  const text = halfWidth === null ? value : `${value} ± ${halfWidth}`;
  const delta = difference === null ? "" : `<br>Δ ${difference}`;
  return `${isBest ? `**${text}**` : text}${delta}`;
}

/** Keeps text from a scenario from becoming Markdown or HTML. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*_{}[\]<>|#]/g, (sign) =>
      sign === "<" ? "&lt;" : sign === ">" ? "&gt;" : `\\${sign}`,
    )
    .replaceAll(/\s*\n\s*/g, " ");
}
