import { markedName, markInWords, markOf } from "./broken-policies.js";
import { escapeHtml } from "./escape-html.js";
import type { Report, ReportCell, ReportRow } from "./report.js";

/** The order of the policies, best first, with what they lose. */
export function orderTable(report: Report): string {
  if (report.ranking === null) return "";
  const { metrics, places } = report.ranking;
  const rows = metrics.map((metric) => report.rows.find((row) => row.metric === metric)!);
  const heads = rows.map(
    ({ title, unit }) =>
      `<th scope="col">${escapeHtml(title)}${unit === "" ? "" : ` <span class="unit">[${escapeHtml(unit)}]</span>`}</th>`,
  );
  const lines = places.map(
    ({ policy, index, place, finished, keeps }) =>
      `<tr><td>${place}</td><th scope="row"><code>${escapeHtml(policy)}</code>${markOf(policy, report)}</th><td${finished === "yes" && keeps !== false ? "" : ' class="unfinished"'}>${escapeHtml(finished)}${keeps === false ? ", constraints broken" : ""}</td>${rows.map((one) => cell({ ...one.cells[index]!, difference: null })).join("")}</tr>`,
  );
  return `<p class="hint">Policies that finished and keep the constraints come first, then by ${escapeHtml(rows[0]!.title.toLowerCase())}. Statistically tied policies share a place.</p>
<div class="scroll" tabindex="0"><table id="order-table" class="ranking"><thead><tr><th scope="col">place</th><th scope="col">policy</th><th scope="col">finished</th>${heads.join("")}</tr></thead>
<tbody>${lines.join("\n")}</tbody></table></div>${markHint(report)}`;
}

/** What the mark of a broken policy means, where one is marked. */
function markHint(report: Report): string {
  const words = markInWords(report);
  return words === "" ? "" : `\n<p class="hint">${escapeHtml(words)}</p>`;
}

/** Policies that fit side by side on a sheet of paper. */
const ON_PAPER = 12;

/** The comparison table: a row per metric, a column per policy; a click on a policy sorts the metrics' order of policies. */
export function rankingTable(report: Report): string {
  const names = report.comparison.policies.map(({ name }) => name);
  const isWide = names.length > ON_PAPER;
  const key = report.rows.filter(({ isKey }) => isKey);
  const others = report.rows.filter(({ isKey }) => !isKey);
  return `<p class="hint">Mean ± half-width of the 95 % interval. <strong class="best">Best</strong>: significantly better than every other policy. Δ: paired difference from <code>${escapeHtml(names[0] ?? "")}</code>; <span class="within">grey</span> where it is not significant. Click a metric to order the policies by it.</p>
${isWide ? `<p class="on-paper">${names.length} policies are too many for a sheet of paper: the figures of all are in report.md and results.parquet.</p>` : ""}
<div class="scroll${isWide ? " too-wide" : ""}" tabindex="0"><table id="ranking-table" class="ranking">
<thead><tr><th scope="col">metric</th>${names.map((name) => `<th scope="col" data-policy="${escapeHtml(name)}">${escapeHtml(markedName(name, report))}</th>`).join("")}</tr></thead>
<tbody>${key.map(row).join("\n")}</tbody>
${others.length === 0 ? "" : `<tbody class="more" hidden>${others.map(row).join("\n")}</tbody>`}
</table></div>
${others.length === 0 ? "" : `<button type="button" id="more-metrics" aria-expanded="false">Show ${others.length} more metrics</button>`}`;
}

function row({ metric, title, unit, doc, cells, verdict }: ReportRow): string {
  const label = `${escapeHtml(title)}${unit === "" ? "" : ` <span class="unit">[${escapeHtml(unit)}]</span>`}`;
  return `<tr data-metric="${metric}"><th scope="row" title="${escapeHtml(`${doc} ${verdict}`.trim())}"><button type="button" class="sort">${label}</button></th>${cells.map(cell).join("")}</tr>`;
}

function cell({
  policy,
  value,
  halfWidth,
  n,
  sortKey,
  isBest,
  difference,
  differs,
}: ReportCell): string {
  const figure = halfWidth === null ? value : `${value} <span class="half">± ${halfWidth}</span>`;
  const delta =
    difference === null
      ? ""
      : `<span class="delta${differs ? "" : " within"}">Δ ${difference}</span>`;
  return `<td data-policy="${escapeHtml(policy)}" data-value="${sortKey ?? ""}" title="n = ${n}"${isBest ? ' class="best"' : ""}>${figure}${delta}</td>`;
}
