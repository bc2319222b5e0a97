import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { listed } from "./listed.js";

/** What arguments of commands can be, for those that are no files. */
interface Words {
  readonly command: string;
  readonly argument: string;
  readonly words: readonly string[];
}

/** Adds `shakedown complete bash|zsh|fish|powershell`, which prints a completion script, and what that script asks. */
export async function addCompletion(program: Command, argv: readonly string[]): Promise<void> {
  const completion = tab(program);
  for (const { command, argument, words } of await wordsFor(argv)) {
    completion.commands.get(command)?.argument(argument, (complete) => {
      for (const word of words) complete(word, "");
    });
  }
}

/** The words that are asked for; reading the registries takes ten times as long as the rest, so only where they are. */
async function wordsFor(argv: readonly string[]): Promise<readonly Words[]> {
  if (argv[2] !== "complete") return [];
  const list = { command: "list", argument: "what", words: listed };
  if (!argv.includes("explain")) return [list];
  const { topics } = await import("./actions/explain.js");
  return [list, { command: "explain", argument: "name", words: topics().map(({ name }) => name) }];
}
