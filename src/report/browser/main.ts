import type { Report } from "../report.js";
import { restored, type StoredReport } from "../stored-comparison.js";
import { startCharts } from "./chart-page.js";
import { inflate } from "./inflate.js";
import { sortPolicies, toggleMetrics } from "./ranking.js";
import { startReplay } from "./replay.js";
import { addSectionLinks } from "./tools.js";

/** What the HTML report does in a browser. Its words and tables are there before any of this runs. */
async function start(): Promise<void> {
  addSectionLinks();
  sortPolicies();
  toggleMetrics();
  await Promise.all([readReport().then(startCharts), startReplay()]);
}

/** The report that stands in the page. */
async function readReport(): Promise<Report> {
  const packed = document.getElementById("report-data")?.textContent ?? "";
  const report = JSON.parse(new TextDecoder().decode(await inflate(packed))) as StoredReport;
  return { ...report, comparison: restored(report.comparison) };
}

void start();
