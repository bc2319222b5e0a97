import { warnings } from "../../src/warnings/index.js";
import type { Warning } from "../../src/warnings/warning.js";
import { item, linkTo, page, prose, wrapped, yamlBlock } from "../markdown.js";

/** docs/reference/warnings.md: what `shakedown check` warns of. */
export function warningsPage(): string {
  return page("Warnings", INTRO, [
    wrapped(SUPPRESSION),
    yamlBlock(EXAMPLE),
    "## All of them",
    warnings.map(({ code, title }) => item(`${linkTo(code)}: ${prose(title)}`)).join("\n"),
    ...warnings.flatMap(section),
  ]);
}

const INTRO =
  "What a scenario may say and what cannot work, found without simulating. `shakedown check` prints each with its place, what was found and what to do, and exits with 0; with `--strict` it exits with 2, as for any bad input. `--fix` takes out of the file what does nothing there, and leaves every other character as it is. `--json` prints them as data. `run` tells them on stderr before it runs. `shakedown explain CODE` prints an entry of this page; codes never change their meaning.";
const SUPPRESSION =
  "What is meant to be is suppressed in the scenario, with the reason; a suppression that suppresses nothing is itself warned of.";
const EXAMPLE = `suppress:
  - warning: budget-never-satisfied
    path: services[api]
    reason: the question is how long kured stands still before somebody notices`;

function section({ code, title, why, example, mend }: Warning): string[] {
  return [
    `### ${code}`,
    wrapped(`**${prose(title)}.** ${prose(why)}`),
    yamlBlock(example),
    wrapped(`To mend it: ${prose(mend)}`),
  ];
}
