#!/usr/bin/env node
// Says which figures moved, as Markdown: `node scripts/golden-diff.mjs FROM [TO]`, two git revisions; TO is the working tree by default.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { compileBeside } from "./setup/compile-beside.mjs";
import { filesBelow } from "./setup/fingerprint.mjs";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot, root } from "./setup/paths.mjs";
import { SetupError } from "./setup/terminal.mjs";

const FOLDER = "test/golden";

await orExplain(async () => {
  const [from, to] = process.argv.slice(2);
  if (from === undefined) {
    throw new SetupError("expected a git revision: node scripts/golden-diff.mjs FROM [TO]");
  }
  await setUp({ compiled: false });
  await compileBeside("golden");
  const { movedFigures } = await import(pathToFileURL(inRoot("dist-golden/golden/table.js")).href);
  process.stdout.write(movedFigures(goldensAt(from), goldensAt(to)));
});

/** The goldens of a revision by the name of their scenario; those of the working tree where none is named. */
function goldensAt(revision) {
  const paths = (
    revision === undefined
      ? filesBelow(FOLDER)
      : git("ls-tree", "-r", "--name-only", revision, "--", FOLDER).split("\n")
  ).filter((path) => path.endsWith(".json"));
  if (paths.length === 0) throw new SetupError(`${revision ?? "the working tree"} has no goldens`);
  const text = (path) =>
    revision === undefined
      ? readFileSync(inRoot(path), "utf8")
      : git("show", `${revision}:${path}`);
  const nameOf = (path) =>
    path
      .replaceAll("\\", "/")
      .slice(FOLDER.length + 1)
      .replace(/\.json$/, "");
  return Object.fromEntries(paths.map((path) => [nameOf(path), JSON.parse(text(path))]));
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new SetupError(`git ${args.join(" ")}: ${stderr.trim()}`);
  return stdout;
}
