import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { metricOutputs } from "../metrics/index.js";
import { faults } from "../faults/index.js";
import { presets } from "../policies/index.js";

/** What an argument of a command can be, for those that are no files. */
const ARGUMENTS: Readonly<Record<string, readonly [string, () => readonly string[]]>> = {
  list: ["what", () => ["policies", "faults", "metrics", "scenarios"]],
  explain: [
    "name",
    () => [
      ...metricOutputs.map(({ name }) => name),
      ...presets.map(({ name }) => name),
      ...faults.map(({ kind }) => kind),
    ],
  ],
};

/** Adds `shakedown complete bash|zsh|fish|powershell`, which prints a completion script, and what that script asks. */
export function addCompletion(program: Command): void {
  const completion = tab(program);
  for (const [name, [argument, words]] of Object.entries(ARGUMENTS)) {
    completion.commands.get(name)?.argument(argument, (complete) => {
      for (const word of words()) complete(word, "");
    });
  }
}
