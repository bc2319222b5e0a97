import type { ScenarioSource } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";
import { findWarnings, type PlacedWarning } from "../warnings/find-warnings.js";
import { withExcerpts } from "./excerpt.js";

/** A warning with its place, its line of the file, and what to do. */
export function warningText(warning: PlacedWarning): string {
  const { file, line, column, path, code, found, advice } = warning;
  const text = `${file}:${line}:${column} ${path}: warning ${code}: ${found}; ${advice}`;
  return withExcerpts(text, [{ file, line, column, path, message: found }]);
}

/** Warnings that are told before a run. */
const TOLD = 5;

/** Tells on stderr what in a scenario cannot work, a line each, before it is run. @param chosen with the policies that run. */
export function tellWarnings(source: ScenarioSource, chosen: Scenario): void {
  // Policies of one's own have parts that nothing is known of.
  const known = Object.keys(chosen.policies).filter((name) => name in source.scenario.policies);
  const policies = Object.fromEntries(known.map((name) => [name, chosen.policies[name]!]));
  const open = findWarnings({ ...source, scenario: { ...chosen, policies } }).filter(
    ({ suppressed, code }) => suppressed === undefined && code !== "unused-suppression",
  );
  for (const { file, line, column, code, found } of open.slice(0, TOLD)) {
    process.stderr.write(`warning: ${file}:${line}:${column} ${code}: ${found}\n`);
  }
  const more = open.length - TOLD;
  if (open.length === 0) return;
  const rest = more > 0 ? `${more} more warnings, and what to do: ` : "what to do: ";
  process.stderr.write(`${rest}shakedown check ${chosen.file}\n`);
}

/** Tells on stderr which knobs of a question turn nothing: whatever its answer says of them is noise. */
export function tellIdleKnobs(source: ScenarioSource, { quiet }: { readonly quiet?: true }): void {
  if (quiet === true) return;
  const idle = findWarnings(source).filter(
    ({ suppressed, code }) => suppressed === undefined && code === "knob-without-effect",
  );
  for (const { file, line, column, code, found } of idle) {
    process.stderr.write(`warning: ${file}:${line}:${column} ${code}: ${found}\n`);
  }
}
