#!/usr/bin/env node
// Writes the committed reference reports again: every shipped scenario, in its own folder of reports/.
// The same inputs give the same bytes, so `git diff reports` after this shows what a change of the model moved.
import { readdirSync } from "node:fs";
import { run } from "./setup/terminal.mjs";
import { inRoot, root } from "./setup/paths.mjs";
import { orExplain, setUp } from "./setup/index.mjs";

await orExplain(() => setUp());

/** What is asked of a scenario besides: it takes five times as long as the comparison. */
const MORE = { "bad-kernel.yaml": ["--halts"] };

for (const file of readdirSync(inRoot("scenarios"))
  .filter((name) => name.endsWith(".yaml"))
  .sort()) {
  process.stderr.write(`reports: ${file}\n`);
  const more = MORE[file] ?? [];
  const outcome = run(
    process.execPath,
    [inRoot("dist/cli/main.js"), "run", `scenarios/${file}`, "--quiet", ...more],
    { cwd: root },
  );
  // 1 is a result: an expectation or an invariant does not hold, as the report says.
  if (outcome.status === 1) process.stderr.write(`reports: ${file} has findings\n`);
  if (!outcome.ok && outcome.status !== 1) {
    process.stderr.write(`reports: ${file} failed:\n${outcome.lastLines}\n`);
    process.exitCode = 1;
  }
}
