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
import { basename, dirname, join, resolve } from "node:path";
import type { Comparison } from "../experiment/comparison.js";
import { buildReport } from "./build-report.js";
import { renderHtml } from "./html.js";
import { renderJson } from "./json.js";
import { renderMarkdown } from "./markdown.js";
import { renderPngs } from "./png.js";

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

/** Writes a comparison in every form. The folder appears whole or not at all: it is made beside its place and then renamed. */
export async function writeReport(comparison: Comparison, folder: string): Promise<WrittenReport> {
  const report = buildReport(comparison);
  const images = await renderPngs(report);
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const draft = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    writeFileSync(join(draft, "summary.json"), renderJson(comparison));
    writeFileSync(join(draft, "report.md"), renderMarkdown(report, images ?? []));
    writeFileSync(join(draft, "report.html"), renderHtml(report));
    if (images !== undefined) {
      mkdirSync(join(draft, "charts"));
      for (const { name, png } of images) writeFileSync(join(draft, "charts", `${name}.png`), png);
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return { folder, withoutPng: images === undefined };
}
