import { ScenarioError } from "../scenario/scenario-error.js";
import { loadVectors } from "./load-vectors.js";
import { printResults } from "./print.js";
import { runVector } from "./run-vectors.js";

/**
 * Checks files of closed forms against the simulator and prints what came of them.
 *
 * @returns 0 when all passed, 1 when one failed, 2 when a file cannot be read.
 */
export function main(files: readonly string[]): number {
  if (files.length === 0) {
    process.stderr.write("expected at least one file: npm run validate -- FILE…\n");
    return 2;
  }
  const problems: string[] = [];
  const vectors = files.flatMap((file) => {
    try {
      return loadVectors(file);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) {
    process.stderr.write(`${problems.join("\n")}\n`);
    return 2;
  }
  const results = vectors.map(runVector);
  process.stdout.write(printResults(results));
  return results.every(({ passed }) => passed) ? 0 : 1;
}
