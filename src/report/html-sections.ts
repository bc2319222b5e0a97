import { brokenInvariants, brokenInWords, whereBroken } from "./broken-invariants.js";
import { intervalsTable, pairsTable, varianceLine, withBestTable } from "./certainty-tables.js";
import { codeSpans, escapeHtml } from "./escape-html.js";
import { durationInWords, sixDigits } from "./format.js";
import type { Report } from "./report.js";
import { STOPPED_HINT, stoppedGroups } from "./why-it-stopped.js";
import { assumptionsTable, faultsTable, provenanceTable, type ReportTable } from "./tables.js";

/** The sections of the HTML report below its charts, one function each. An empty one leaves no trace. */

/** A table that scrolls by itself where it is wider than the page. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: "td" | "th") =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("");
  return `<div class="scroll" tabindex="0"><table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("")}</tbody></table></div>`;
}

/** Expectations of the scenario, met or not. */
export function expectationsSection({ comparison }: Report): string {
  const { expectations } = comparison;
  if (expectations.length === 0) return "";
  const items = expectations.map(({ met, text, estimate }) => {
    const found = estimate === null ? "" : ` (found ${sixDigits(estimate.mean)})`;
    return `<li class="${met ? "met" : "unmet"}"><strong>${met ? "met" : "not met"}</strong> ${escapeHtml(text + found)}</li>`;
  });
  return `<section id="expectations"><h2>Expectations</h2><ul class="plain">${items.join("")}</ul></section>`;
}

/** Groups that stand still at the end, and why. */
export function stoppedSection({ comparison }: Report): string {
  const stopped = stoppedGroups(comparison);
  if (stopped.length === 0) return "";
  const rows = stopped.map((one) => {
    const { policy, group, waiting, since, replications, why, others, remedy, reproduce } = one;
    const links = why.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("");
    const more =
      others.length === 0
        ? ""
        : `<details><summary>Why others wait</summary><ul>${others.map((other) => `<li>${escapeHtml(other)}</li>`).join("")}</ul></details>`;
    return `<tr><th scope="row">${escapeHtml(policy)}</th><td>${escapeHtml(group)}</td><td>${waiting}</td><td>${since}</td><td>${replications}</td><td><ol>${links}</ol>${more}<code>${escapeHtml(reproduce)}</code></td><td>${codeSpans(remedy)}</td></tr>`;
  });
  const head = [
    "policy",
    "group",
    "hosts that wait",
    "since",
    "replications",
    "why",
    "what would let it go on",
  ];
  const cells = head.map((title) => `<th scope="col">${title}</th>`).join("");
  return `<section id="stopped" class="alarm"><h2>Why it stopped</h2><p class="hint">${STOPPED_HINT}</p><div class="scroll" tabindex="0" role="region" aria-label="Why it stopped"><table class="stopped"><thead><tr>${cells}</tr></thead><tbody>${rows.join("")}</tbody></table></div></section>
`;
}

/** Invariants that did not hold, each with the line that shows it again. */
export function breachesSection({ comparison }: Report): string {
  const broken = brokenInvariants(comparison);
  if (broken.length === 0) return "";
  const items = broken.map((one) => {
    const { policy, invariant, time, message, reproduce } = one;
    return `<li><strong>${escapeHtml(invariant)}</strong> under <code>${escapeHtml(policy)}</code> ${whereBroken(one, comparison)} after ${durationInWords(time)}: ${escapeHtml(message)}<br><code>${escapeHtml(reproduce)}</code></li>`;
  });
  return `<section id="breaches" class="alarm"><h2>${brokenInWords(broken)}</h2><ul>${items.join("")}</ul></section>`;
}

/** How sure the figures are: pairs, the best, and the method behind each interval. */
export function certaintySection(report: Report): string {
  const titled: readonly [string, ReportTable][] = [
    ["Pairs of policies", pairsTable(report)],
    ["Against the best", withBestTable(report)],
    ["Figures with their intervals and methods", intervalsTable(report)],
  ];
  const parts = titled
    .filter(([, { rows }]) => rows.length > 0)
    .map(
      ([title, { head, rows, note }]) =>
        `<details><summary>${title}</summary>${table(head, rows)}<p class="hint">${escapeHtml(note)}</p></details>`,
    );
  const line = varianceLine(report);
  const hint = line === "" ? "" : `<p class="hint">${escapeHtml(line)}</p>`;
  return `<section id="certainty"><h2>How sure this is</h2>${hint}${parts.join("")}</section>`;
}

/** Fault windows of the first replication. */
export function faultsSection(report: Report): string {
  if (report.comparison.faults.length === 0) return "";
  const { head, rows, note } = faultsTable(report);
  const hint = note === "" ? "" : `<p class="hint">${escapeHtml(note)}</p>`;
  return `<section id="faults"><h2>Faults injected in replication 0</h2>${table(head, rows)}${hint}</section>`;
}

/** Every figure of the scenario with where it comes from. */
export function assumptionsSection(report: Report): string {
  const { head, rows } = assumptionsTable(report);
  return `<section id="assumptions"><h2>Assumptions</h2><details><summary>${rows.length} figures, each with its source</summary>${table(head, rows)}</details></section>`;
}

/** What each metric means. */
export function glossarySection({ comparison }: Report): string {
  const items = comparison.metrics.map(
    ({ title, unit, doc }) =>
      `<dt>${escapeHtml(title)}${unit === "" ? "" : ` [${escapeHtml(unit)}]`}</dt><dd>${escapeHtml(doc)}</dd>`,
  );
  return `<section id="glossary"><h2>Glossary</h2><details><summary>What each metric means</summary><dl>${items.join("")}</dl></details></section>`;
}

/** What it takes to get these figures again. */
export function provenanceSection(report: Report): string {
  const { head, rows } = provenanceTable(report);
  return `<section id="provenance"><h2>Provenance</h2>${table(head, rows)}</section>`;
}
