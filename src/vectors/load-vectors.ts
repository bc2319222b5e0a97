import type { z } from "zod";
import { describeIssues } from "../scenario/issue-texts.js";
import { readYaml } from "../scenario/read-yaml.js";
import { ScenarioError } from "../scenario/scenario-error.js";
import { placed, readTextFile } from "../scenario/text-file.js";

/** Schema of a file of vectors: `{ vectors: [...] }`. */
export type VectorFile<Vector> = z.ZodType<{ readonly vectors: readonly Vector[] }>;

/**
 * Reads a file of vectors (JSON or YAML).
 *
 * @throws ScenarioError with everything that is wrong with it, by line and column.
 */
export function loadVectors<Vector>(path: string, schema: VectorFile<Vector>): readonly Vector[] {
  const yaml = readYaml(readTextFile(path));
  if (yaml.flaws.length > 0) {
    throw new ScenarioError(yaml.flaws.map((flaw) => ({ ...flaw, file: path, path: "" })));
  }
  const result = schema.safeParse(yaml.data);
  if (result.success) return result.data.vectors;
  throw new ScenarioError(placed(describeIssues(result.error.issues, yaml.data), yaml, path));
}
