import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Puts files into a folder. No file is ever half-written: all are made in a draft and then renamed. A new folder appears whole; in one
 * that exists only these files are replaced.
 *
 * @param files what each is to hold, by its path in the folder
 * @param target absolute path of the folder
 * @param replacing paths that an earlier report may have left there: what is not among the files is removed
 * @throws Error when the folder cannot be written.
 */
export function placeFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
  target: string,
  { replacing = [] }: { readonly replacing?: readonly string[] } = {},
): void {
  // The draft is on the file system of its destination, inside it where it exists: that may be a mount of its own.
  const isNew = !existsSync(target);
  const parent = isNew ? dirname(target) : target;
  if (!existsSync(parent)) mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, ".shakedown-"));
  try {
    // Not the draft itself, which nobody else may read.
    const made = join(draft, "report");
    for (const [path, content] of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), content);
    }
    if (isNew) renameSync(made, target);
    else replaceFiles([...files.keys()], made, { target, replacing });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function replaceFiles(
  paths: readonly string[],
  made: string,
  { target, replacing }: { readonly target: string; readonly replacing: readonly string[] },
): void {
  for (const path of paths) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    renameSync(join(made, path), join(target, path));
  }
  const stale = replacing.filter((path) => !paths.includes(path));
  for (const path of stale) rmSync(join(target, path), { force: true });
}
