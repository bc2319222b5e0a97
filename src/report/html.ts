import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { charts } from "./charts/index.js";
import { subjectOf, type Chart, type Subject } from "./charts/chart.js";
import { packJson } from "./embedded.js";
import { codeSpans, escapeHtml } from "./escape-html.js";
import { durationInWords } from "./format.js";
import {
  assumptionsSection,
  breachesSection,
  certaintySection,
  expectationsSection,
  faultsSection,
  glossarySection,
  provenanceSection,
  stoppedSection,
} from "./html-sections.js";
import { orderTable, rankingTable } from "./html-table.js";
import type { ReplayData } from "./replay/replay-data.js";
import { replaySection } from "./replay/section.js";
import type { Report } from "./report.js";
import { robustSection } from "./robust-section.js";
import { stored, type StoredReport } from "./stored-comparison.js";
import { storyOf } from "./story.js";
import { STYLE } from "./style.js";

/** The report as one HTML file that opens offline: no request leaves it. */
export function renderHtml(report: Report, replay?: ReplayData): string {
  const { scenario } = report.comparison;
  const name = escapeHtml(shortened(scenario.name));
  const sections = sectionsOf(report, replay);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · Shakedown</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">Shakedown report</p>
<h1>${name}</h1>
<p class="facts">${scenario.hosts} hosts · ${scenario.containers} containers · ${escapeHtml(durationInWords(scenario.horizon))} · ${scenario.replications} replications</p>
</header>
${contentsOf(sections)}
<main>
${sections}
</main>
<script type="text/plain" id="report-data">${packJson(chartData(report))}</script>
<script>${browserScript()}</script>
</body>
</html>
`;
}

function sectionsOf(report: Report, replay: ReplayData | undefined): string {
  const { scenario } = report.comparison;
  const subject = subjectOf(report);
  return `<section id="answer" class="answer">
${report.headline.map((sentence) => `<p>${codeSpans(sentence)}</p>`).join("\n")}
</section>
${stoppedSection(report)}${orderSection(report)}<section id="ranking">
<h2>Comparison</h2>
${rankingTable(report)}
</section>
${expectationsSection(report)}
${breachesSection(report)}
<section id="charts">
<h2>Charts</h2>
${policyBoxes(report)}
${charts.map((chart) => figureOf(chart, subject)).join("\n")}
</section>
${replaySection(replay)}
${certaintySection(report)}
${robustSection(report)}
${faultsSection(report)}
<section id="basis">
<h2>What this rests on</h2>
<ul>${report.caveats.map((caveat) => `<li>${escapeHtml(caveat)}</li>`).join("")}</ul>
${storyOf(scenario.description)}
</section>
${assumptionsSection(report)}
${glossarySection(report)}
${provenanceSection(report)}`;
}

/** Links to all sections that have a heading. */
function contentsOf(sections: string): string {
  const links = sections.matchAll(/<section id="([^"]+)"[^>]*>\s*<h2>([^<]+)<\/h2>/g);
  const items = [...links].map(([, id, title]) => `<a href="#${id}">${title}</a>`);
  return `<nav class="contents" aria-label="Contents">${items.join("\n")}</nav>`;
}

function orderSection(report: Report): string {
  return report.ranking === null
    ? ""
    : `<section id="order">\n<h2>Ranking</h2>\n${orderTable(report)}\n</section>\n`;
}

/** Which policies the charts show. */
function policyBoxes({ comparison: { policies } }: Report): string {
  if (policies.length < 2) return "";
  const boxes = policies.map(({ name }) => {
    const value = escapeHtml(name);
    return `<label><input type="checkbox" value="${value}" checked> ${escapeHtml(shortened(name))}</label>`;
  });
  return `<fieldset id="policies"><legend>Policies on the charts</legend>${boxes.join("\n")}</fieldset>
<p class="hint screen">Point at a chart to read it; drag across it to zoom in, double-click to zoom out.</p>`;
}

/** What the charts are drawn from: the report without what they do not show. */
function chartData(report: Report): StoredReport {
  const { comparison } = report;
  return {
    ...report,
    comparison: stored({
      ...comparison,
      scenario: { ...comparison.scenario, assumptions: [], description: "" },
      policies: comparison.policies.map((policy) => ({
        ...policy,
        samples: {},
        differences: {},
        breaches: [],
      })),
    }),
  };
}

function figureOf(chart: Chart, subject: Subject): string {
  const { name, title, doc, empty } = chart;
  if (!chart.applies(subject)) {
    if (empty === "") return "";
    return `<figure id="${name}"><h3>${title}</h3><p class="empty">${empty}</p></figure>`;
  }
  const { head, rows } = chart.table(subject);
  const summary = escapeHtml(chart.summary(subject));
  return `<figure id="${name}">
<h3>${title}</h3>
<div class="chart" style="height:${chart.height(subject)}px"><canvas data-chart="${name}" role="img" aria-label="${escapeHtml(title)}. ${summary}"></canvas></div>
<figcaption><p class="equivalent">${summary}</p><p>${doc}</p></figcaption>
<details><summary>Figures of this chart</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Figures of: ${escapeHtml(title)}"><table><thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell, i) => (i === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td>${escapeHtml(cell)}</td>`)).join("")}</tr>`).join("")}</tbody></table></div>
</details>
</figure>`;
}

/** A name that is too long for a heading. */
function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The interactive part, bundled at build time; from TypeScript sources (in tests) the one that was built last. */
function browserScript(): string {
  const beside = fileURLToPath(new URL("./browser.js", import.meta.url));
  const built = fileURLToPath(new URL("../../dist/report/browser.js", import.meta.url));
  const path = existsSync(beside) ? beside : built;
  return readFileSync(path, "utf8").replaceAll("</script", "<\\/script");
}
