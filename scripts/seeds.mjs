#!/usr/bin/env node
// Runs every property test under many seeds: `npm run test:seeds -- 50 [FIRST]`. Names the seeds that found something.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp({ forTests: true }));

const [count, first] = [process.argv[2] ?? "10", process.argv[3] ?? "1"].map(Number);
if (![count, first].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error("expected: npm run test:seeds -- COUNT [FIRST], both whole numbers above 0");
  process.exit(2);
}

const files = readdirSync(inRoot("test"), { recursive: true })
  .filter((path) => path.endsWith(".test.ts"))
  .map((path) => join("test", path))
  .filter((path) => readFileSync(inRoot(path), "utf8").includes("fast-check"));

const failed = [];
for (let seed = first; seed < first + count; seed++) {
  const { status, stdout } = spawnSync("npx", ["vitest", "run", ...files], {
    cwd: inRoot("."),
    env: { ...process.env, FC_SEED: String(seed) },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  console.log(`seed ${seed}: ${status === 0 ? "passed" : "FAILED"}`);
  if (status === 0) continue;
  failed.push(seed);
  console.log(
    stdout
      .split("\n")
      .filter((line) => /FAIL|Error/.test(line))
      .join("\n"),
  );
}
console.log(`${count - failed.length} of ${count} seeds passed in ${files.length} files`);
if (failed.length > 0) {
  console.log(`repeat one with FC_SEED=${failed[0]} npx vitest run`);
  process.exit(1);
}
