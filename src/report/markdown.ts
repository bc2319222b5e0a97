import { durationInWords } from "./format.js";
import type { Report, ReportCell } from "./report.js";

/** The report as Markdown, for a pull request or a wiki. */
export function renderMarkdown(
  report: Report,
  charts: readonly { readonly name: string; readonly title: string }[],
): string {
  const { scenario, policies, expectations, version } = report.comparison;
  const names = policies.map(({ name }) => name);
  return [
    `# ${escape(scenario.name)}`,
    "",
    ...report.headline.flatMap((sentence) => [escape(sentence.replaceAll("`", "")), ""]),
    ...report.caveats.map((caveat) => `- ${escape(caveat)}`),
    "",
    ...orderTable(report),
    `| metric | ${names.map(escape).join(" | ")} |`,
    `| --- |${names.map(() => " ---: |").join("")}`,
    ...report.rows.map(
      ({ title, unit, cells }) =>
        `| ${escape(title)}${unit === "" ? "" : ` [${unit}]`} | ${cells.map(cell).join(" | ")} |`,
    ),
    "",
    `Mean ± half-width of the 95 % interval over replications; **bold**: best beyond chance; Δ: paired difference from ${escape(names[0] ?? "")}.`,
    "",
    ...charts.flatMap(({ name, title }) => [`![${title}](charts/${name}.png)`, ""]),
    ...(expectations.length === 0 ? [] : ["## Expectations", ""]),
    ...expectations.map(({ met, text }) => `- ${met ? "met" : "**not met**"}: ${escape(text)}`),
    ...(expectations.length === 0 ? [] : [""]),
    "## Provenance",
    "",
    `Shakedown ${version}, scenario hash \`${scenario.hash}\`, seed \`${scenario.seed.replaceAll("`", "'")}\`, horizon ${durationInWords(scenario.horizon)}, ${scenario.hosts} hosts, ${scenario.containers} containers.`,
    "",
    ...policies.map(
      ({ name, traceHash }) => `- ${escape(name)}: trace hash of replication 0 \`${traceHash}\``,
    ),
    "",
  ].join("\n");
}

/** The order of the policies, best first. */
function orderTable({ ranking, rows }: Report): string[] {
  if (ranking === null) return [];
  const of = ranking.metrics.map((metric) => rows.find((row) => row.metric === metric)!);
  const heads = of.map(({ title, unit }) => `${escape(title)}${unit === "" ? "" : ` [${unit}]`}`);
  return [
    `| place | policy | ${heads.join(" | ")} |`,
    `| ---: | --- |${of.map(() => " ---: |").join("")}`,
    ...ranking.places.map(
      ({ policy, index, place }) =>
        `| ${place} | ${escape(policy)} | ${of.map((row) => cell({ ...row.cells[index]!, difference: null })).join(" | ")} |`,
    ),
    "",
    "A place is one more than the number of policies that lose less beyond chance.",
    "",
  ];
}

function cell({ value, halfWidth, isBest, difference }: ReportCell): string {
  const text = halfWidth === null ? value : `${value} ± ${halfWidth}`;
  const delta = difference === null ? "" : `<br>Δ ${difference}`;
  return `${isBest ? `**${text}**` : text}${delta}`;
}

/** Keeps text from a scenario from becoming Markdown or HTML. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>|#]/g, (sign) =>
      sign === "<" ? "&lt;" : sign === ">" ? "&gt;" : `\\${sign}`,
    )
    .replaceAll("\n", " ");
}
