import { ScenarioError } from "../scenario/scenario-error.js";
import { loadVectors, type VectorFile } from "./load-vectors.js";

/** What is done with the vectors of files. */
interface Check<Vector, Result> {
  /** The npm script, for those who name no file. */
  readonly script: string;
  readonly schema: VectorFile<Vector>;
  /** Gives the results in the order of the vectors. */
  readonly run: (vectors: readonly Vector[]) => readonly Result[] | Promise<readonly Result[]>;
  readonly print: (results: readonly Result[]) => string;
}

/**
 * Runs files of vectors and prints what came of them.
 *
 * @returns the exit code: 0 when all passed, 1 when one failed, 2 when a file cannot be read.
 */
export async function checkFiles<Vector, Result extends { readonly passed: boolean }>(
  files: readonly string[],
  { script, schema, run, print }: Check<Vector, Result>,
): Promise<number> {
  if (files.length === 0) {
    process.stderr.write(`expected at least one file: npm run ${script} -- FILE…\n`);
    return 2;
  }
  const problems: string[] = [];
  const vectors = files.flatMap((file) => {
    try {
      return loadVectors(file, schema);
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
  const results = await run(vectors);
  process.stdout.write(print(results));
  return results.every(({ passed }) => passed) ? 0 : 1;
}
