import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { caseOf, scenarioOf } from "../src/chaos/chaos-case.js";
import type { search } from "../src/chaos/search.js";
import type { Mutant } from "./mutant.js";

/** The simulator with one bug planted. Bugs are planted in what a compiler reads, so that nothing of them is in the package. */

/** What a hunt needs of a copy of the simulator. */
export interface Simulator {
  readonly search: typeof search;
  readonly caseOf: typeof caseOf;
  readonly scenarioOf: typeof scenarioOf;
}

const ENTRY = `
export { search } from "./src/chaos/search.js";
export { caseOf, scenarioOf } from "./src/chaos/chaos-case.js";
`;

/** The text of a file with a bug planted in it. @throws Error where the text that it replaces is not there exactly once. */
export function planted({ name, find, replace }: Mutant, text: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1)
    throw new Error(`mutant ${name}: expected its text to occur once, found it ${times} times`);
  return text.replace(find, () => replace);
}

/** The source file that a mutant is planted in, with it. */
export function sourceWith(mutant: Mutant): string {
  return planted(mutant, readFileSync(join(root(), mutant.file), "utf8"));
}

/** Compiles a copy of the simulator and loads it. @param mutant left out: the simulator as it is. */
export async function compile(mutant?: Mutant): Promise<Simulator> {
  // Below node_modules, so that the copy finds the packages it needs.
  const cache = join(root(), "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "mutant-"));
  const outfile = join(folder, "simulator.mjs");
  try {
    await build({
      stdin: { contents: ENTRY, resolveDir: root(), loader: "ts" },
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "es2023",
      logLevel: "silent",
      outfile,
      plugins: mutant === undefined ? [] : [planting(mutant)],
    });
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Simulator;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function planting(mutant: Mutant): Plugin {
  const path = join(root(), mutant.file);
  return {
    name: "mutant",
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, (file) =>
        file.path === path ? { contents: sourceWith(mutant), loader: "ts" } : undefined,
      );
    },
  };
}

/** Root of the repository, from sources or from what is compiled of them. */
function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}
