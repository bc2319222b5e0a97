import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";

/** A hash of the contents of files and folders of the repository; those that do not exist are left out. */
export function fingerprint(paths, ...facts) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const path of paths.flatMap(filesBelow)) {
    hash.update(`\0${path}\0`).update(readFileSync(inRoot(path)));
  }
  return hash.digest("hex");
}

/** All files below a folder of the repository, sorted; the path itself if it is a file. */
export function filesBelow(path) {
  if (!existsSync(inRoot(path))) return [];
  const entries = readFolder(path);
  if (entries === undefined) return [path];
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  );
}

/** Reads a note left by an earlier run, or undefined if there is none that can be read. */
export function readStamp(path) {
  try {
    return JSON.parse(readFileSync(inRoot(path), "utf8"));
  } catch {
    return undefined;
  }
}

/** Leaves a note for the next run. */
export function writeStamp(path, note) {
  writeFileSync(inRoot(path), `${JSON.stringify(note)}\n`);
}

function readFolder(path) {
  try {
    const entries = readdirSync(inRoot(path), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
