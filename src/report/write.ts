import { existsSync, mkdtempSync, rmdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Comparison } from "../experiment/comparison.js";
import { buildReport } from "./build-report.js";
import { charts } from "./charts/index.js";
import { renderHtml } from "./html.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { MANIFEST, OLD_REPLAY, PAGE, renderManifest } from "./manifest.js";
import { renderMarkdown } from "./markdown.js";
import { renderOpenMetrics } from "./openmetrics.js";
import { renderParquet } from "./parquet.js";
import { placeFiles } from "./place-files.js";
import { renderPngs } from "./png.js";
import type { ReplayData } from "./replay/replay-data.js";
import { comparisonTable } from "./tidy/comparison-rows.js";
import { tidyFiles } from "./tidy/render-tidy.js";

/** What was written, and what could not be. */
export interface WrittenReport {
  readonly folder: string;
  /** Whether PNG charts are missing because `canvas` is not installed. */
  readonly withoutPng: boolean;
}

/**
 * Makes sure that a folder can be written, before hours of simulation depend on it.
 *
 * @throws Error naming the path and what stands in the way.
 */
export function ensureWritable(folder: string): void {
  const path = existingParent(resolve(folder));
  if (!statSync(path).isDirectory()) {
    throw new Error(`${folder}: expected a folder that can be written, but ${path} is a file`);
  }
  try {
    // Rights do not tell: /proc and mounts that are read only let nobody write whoever may.
    rmdirSync(mkdtempSync(join(path, ".shakedown-")));
  } catch {
    throw new Error(
      `${folder}: expected a folder that can be written, but ${path} may not be written to`,
    );
  }
}

function existingParent(path: string): string {
  return existsSync(path) ? path : existingParent(dirname(path));
}

/**
 * Writes a comparison in every form. No file is ever half-written: all are made in a draft and then renamed. A new folder
 * appears whole; in one that exists only the files of a report are replaced, for `--out .` must not cost anybody a file.
 *
 * @param replay one replication to be played in the HTML report; without it there is no such section
 * @throws Error when the folder cannot be written.
 */
export async function writeReport(
  comparison: Comparison,
  folder: string,
  replay?: ReplayData,
): Promise<WrittenReport> {
  const report = buildReport(comparison);
  const images = await renderPngs(report);
  const names = (images ?? []).map(({ name }) => name);
  const files = new Map<string, string | Uint8Array>([
    ["summary.json", renderJson(comparison)],
    ["report.md", renderMarkdown(report, names)],
    [PAGE, renderHtml(report, replay)],
    ["junit.xml", renderJunit(report)],
    ["openmetrics.txt", renderOpenMetrics(report)],
    ["results.parquet", renderParquet(report)],
    ...tidyFiles("estimates", comparisonTable(comparison)),
    ...(images ?? []).map(({ name, png }) => [imagePath(name), png] as const),
  ]);
  // Last, so that a folder of which only some files were replaced is known for what it is.
  files.set(MANIFEST, renderManifest(files));
  // What no longer applies, of charts or an earlier replay, would belie the new figures.
  const known = [...charts.map(({ name }) => imagePath(name)), OLD_REPLAY];
  placeFiles(files, resolve(folder), { replacing: known });
  return { folder, withoutPng: images === undefined };
}

function imagePath(chart: string): string {
  return `charts/${chart}.png`;
}
