import { checkFiles } from "../vectors/check-files.js";
import { printResults } from "./print.js";
import { runAll } from "./run-all.js";
import { vectorFile } from "./vectors.js";

/** Checks files of closed forms against the simulator, prints what came of them, and gives the exit code. */
export function main(files: readonly string[]): Promise<number> {
  return checkFiles(files, {
    script: "validate",
    schema: vectorFile,
    run: runAll,
    print: printResults,
  });
}
