import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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
import { renderPngs } from "./png.js";
import type { ReplayData } from "./replay/replay-data.js";

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
    accessSync(path, constants.W_OK);
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
    ...(images ?? []).map(({ name, png }) => [imagePath(name), png] as const),
  ]);
  // Last, so that a folder of which only some files were replaced is known for what it is.
  files.set(MANIFEST, renderManifest(files));
  place(files, resolve(folder));
  return { folder, withoutPng: images === undefined };
}

function imagePath(chart: string): string {
  return `charts/${chart}.png`;
}

/** The draft is on the file system of its destination, inside it where it exists: that may be a mount of its own. */
function place(files: ReadonlyMap<string, string | Uint8Array>, target: string): void {
  const isNew = !existsSync(target);
  const parent = isNew ? dirname(target) : target;
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, ".shakedown-"));
  try {
    // Not the draft itself, which nobody else may read.
    const made = join(draft, "report");
    for (const [path, content] of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), content);
    }
    if (isNew) renameSync(made, target);
    else replaceFiles([...files.keys()], made, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Puts a report where there may be an earlier one. What no longer applies, of charts or an earlier replay, would belie the new figures. */
function replaceFiles(paths: readonly string[], made: string, target: string): void {
  for (const path of paths) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    renameSync(join(made, path), join(target, path));
  }
  const known = [...charts.map(({ name }) => imagePath(name)), OLD_REPLAY];
  const stale = known.filter((path) => !paths.includes(path));
  for (const path of stale) rmSync(join(target, path), { force: true });
}
