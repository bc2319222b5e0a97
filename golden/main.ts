/** Writes the goldens anew, seen from the root of the repository; with `--print`, prints them all as one JSON object instead. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Golden, measureGolden, renderGolden } from "./golden.js";
import { goldenNames } from "./runs.js";

const FOLDER = "test/golden";

const measured = goldenNames.map((name) => {
  process.stderr.write(`golden: ${name}\n`);
  return [name, measureGolden(name)] as const;
});
if (process.argv.includes("--print")) {
  process.stdout.write(JSON.stringify(Object.fromEntries(measured)));
} else {
  write(measured);
}

/** Also removes the goldens of scenarios that are gone. */
function write(goldens: readonly (readonly [name: string, golden: Golden])[]): void {
  for (const path of readdirSync(FOLDER, { recursive: true }).map(String)) {
    const name = path.replaceAll("\\", "/").replace(/\.json$/, "");
    if (path.endsWith(".json") && !goldenNames.includes(name)) rmSync(`${FOLDER}/${path}`);
  }
  for (const [name, golden] of goldens) {
    const path = `${FOLDER}/${name}.json`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderGolden(golden));
  }
}
