import { checkFiles } from "../vectors/check-files.js";
import { printResults } from "./print.js";
import { runVector } from "./run-vectors.js";
import { vectorFile } from "./vectors.js";

/** Runs files of vectors of how real systems behave, prints what came of them, and gives the exit code. */
export function main(files: readonly string[]): Promise<number> {
  return checkFiles(files, {
    script: "conformance",
    schema: vectorFile,
    run: (vectors) => vectors.map(runVector),
    print: printResults,
  });
}
