import { describeIssues } from "../scenario/issue-texts.js";
import { readYaml } from "../scenario/read-yaml.js";
import { ScenarioError } from "../scenario/scenario-error.js";
import { placed, readTextFile } from "../scenario/text-file.js";
import { type Vector, vectorFile } from "./vectors.js";

/**
 * Reads a file of closed forms.
 *
 * @throws ScenarioError with everything that is wrong with it, by line and column.
 */
export function loadVectors(path: string): readonly Vector[] {
  const yaml = readYaml(readTextFile(path));
  if (yaml.flaws.length > 0) {
    throw new ScenarioError(yaml.flaws.map((flaw) => ({ ...flaw, file: path, path: "" })));
  }
  const result = vectorFile.safeParse(yaml.data);
  if (result.success) return result.data.vectors;
  throw new ScenarioError(placed(describeIssues(result.error.issues, yaml.data), yaml, path));
}
