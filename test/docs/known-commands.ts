/** The commands and options there are, from their own definitions, and what is wrong with a line that names others. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../../src/cli/program.js";
import { root } from "./pages.js";

const program = buildProgram(() => undefined);

/** The program, its commands, and theirs. `complete` is for shells, not for people. */
export const commands: readonly Command[] = [
  program,
  ...program.commands
    .filter((command) => command.name() !== "complete")
    .flatMap((command) => [command, ...command.commands]),
];

/** The scripts of package.json. */
export const scripts: Readonly<Record<string, string>> = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  }
).scripts;

/** `npm run SCRIPT -- ARGS` and `npx shakedown` as what they stand for. */
export function expanded(line: string): string {
  const script = /^npm (?:run (?:-s )?)?([\w:-]+)(?: --(?: (.*))?)?$/.exec(line);
  const [, name = "", args = ""] = script ?? [];
  const behind = script === null ? undefined : scripts[name];
  const [, ours] = /^node scripts\/shakedown\.mjs ?(.*)$/.exec(behind ?? "") ?? [];
  if (ours !== undefined) return ["shakedown", ours, args].filter((word) => word !== "").join(" ");
  return line.replace(/^npx shakedown/, "shakedown");
}

/** What a line names that there is not: a command, an option, or a script of npm; undefined where all is well. */
export function wrongName(line: string): string | undefined {
  const [first, ...words] = expanded(line).split(" ");
  if (first === "npm") return wrongScript(words);
  if (first !== "shakedown") return undefined;
  const [name = "", second = ""] = words;
  // A bare name of the program, or a word that stands for any command.
  if (name === "" || /^[A-Z-]/.test(name)) return undefined;
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return `there is no command ${name}`;
  const inner = command.commands.find((one) => one.name() === second) ?? command;
  const wrong = words.find((word) => word.startsWith("--") && !takes(inner, word));
  return wrong === undefined ? undefined : `${name} has no option ${wrong}`;
}

function takes(command: Command, word: string): boolean {
  const [name] = word.split("=");
  return command.options.some(({ long, short }) => long === name || short === name);
}

function wrongScript([verb, ...rest]: readonly string[]): string | undefined {
  if (verb === "install" || verb === "ci") return undefined;
  const name = verb === "run" ? rest.find((word) => !word.startsWith("-")) : verb;
  return name !== undefined && name in scripts ? undefined : `package.json has no script ${name}`;
}
