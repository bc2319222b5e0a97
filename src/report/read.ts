import { InputError } from "../support/input-error.js";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { COMPARISON_SCHEMA, type Comparison } from "../experiment/comparison.js";
import { FOLDER_SCHEMA, fingerprint, MANIFEST, OLD_REPLAY, PAGE } from "./manifest.js";
import { parseReplay } from "./replay/read-replay.js";
import { embeddedReplay } from "./replay/section.js";
import type { ReplayData } from "./replay/replay-data.js";
import { completed, restored, type StoredComparison } from "./stored-comparison.js";
import { readableSummary } from "./summary-schema.js";

/** A report's folder that cannot be relied on. The message says why, and what to do. */
export class ReportFolderError extends InputError {
  override readonly name = "ReportFolderError";
}

const manifestSchema = z.looseObject({
  schema: z.string(),
  version: z.string(),
  files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })),
});

/**
 * Reads the comparison that a report's folder holds.
 *
 * @throws ReportFolderError where the folder is missing, half-written, of another version, or was changed.
 */
export function readReport(folder: string): Comparison {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ReportFolderError(`${folder}: expected the folder of a report, but there is none`);
  }
  const { version, files } = readManifest(folder);
  const text = readListed(folder, "summary.json", files);
  const comparison = parse(folder, "summary.json", text);
  const result = readableSummary.safeParse(comparison);
  if (!result.success) {
    throw new ReportFolderError(
      `${folder}: summary.json was written by Shakedown ${version}, whose format this version does not read (${whereOf(result.error)}); run the scenario again`,
    );
  }
  // The first version had times in every band.
  return restored(completed({ ...(comparison as StoredComparison), schema: COMPARISON_SCHEMA }));
}

/**
 * Reads the replay that a report's folder holds; undefined where it was written without one.
 *
 * @param hash of the scenario of the comparison beside it
 * @throws ReportFolderError where it is missing, or is not the one that was written with the comparison.
 */
export function readReplay(folder: string, hash: string): ReplayData | undefined {
  const { version, files } = readManifest(folder);
  const listed = (file: string) => files.some(({ path }) => path === file);
  if (listed(OLD_REPLAY)) {
    throw new ReportFolderError(
      `${folder}: ${OLD_REPLAY} was written by Shakedown ${version}, in a format that this version does not read; run the scenario again`,
    );
  }
  // Whoever has removed the page wants another one, though it will have no replay.
  if (!listed(PAGE) || !existsSync(join(folder, PAGE))) return undefined;
  const text = embeddedReplay(readListed(folder, PAGE, files));
  if (text === undefined) return undefined;
  try {
    const replay = parseReplay(parse(folder, PAGE, text));
    if (replay.hash !== hash) throw new Error("it is that of another scenario");
    return replay;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReportFolderError(
      `${folder}: the replay in ${PAGE} was written by Shakedown ${version} and cannot be read (${reason}); run the scenario again`,
      { cause: error },
    );
  }
}

/** A file whose fingerprint is the one that the manifest gives. */
function readListed(
  folder: string,
  file: string,
  files: z.infer<typeof manifestSchema>["files"],
): string {
  const text = readPart(folder, file);
  if (files.find(({ path }) => path === file)?.sha256 !== fingerprint(text)) {
    throw new ReportFolderError(
      `${folder}: ${file} is not the one that the run wrote (half-written, or changed since); run the scenario again`,
    );
  }
  return text;
}

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  const data = parse(folder, MANIFEST, readPart(folder, MANIFEST));
  const result = manifestSchema.safeParse(data);
  if (!result.success) {
    throw new ReportFolderError(
      `${folder}: ${MANIFEST} is not one of Shakedown (${whereOf(result.error)}); run the scenario again`,
    );
  }
  if (result.data.schema !== FOLDER_SCHEMA) {
    throw new ReportFolderError(
      `${folder}: expected a folder of format ${FOLDER_SCHEMA}, got ${result.data.schema} of Shakedown ${result.data.version}; run the scenario again`,
    );
  }
  return result.data;
}

function readPart(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch {
    throw new ReportFolderError(
      `${folder}: there is no ${file} that can be read: no report, one of an older version, or a half-written one; run the scenario again`,
    );
  }
}

function parse(folder: string, file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReportFolderError(
      `${folder}: ${file} is no valid JSON: half-written, or changed since; run the scenario again`,
    );
  }
}

function whereOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown"}`;
}
