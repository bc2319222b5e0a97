import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The command as a user runs it: the compiled one, in a process of its own. `npm test` builds it first. */
export const main = join(import.meta.dirname, "../../dist/cli/main.js");

/** The smallest scenario. */
export const smoke = join(import.meta.dirname, "../../scenarios/smoke.yaml");

/** Runs the command in a folder and waits for it. */
export function shakedown(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: {
      ...process.env,
      NO_COLOR: "1",
      GITHUB_ACTIONS: "",
      GITHUB_STEP_SUMMARY: "",
      ...environment,
    },
  });
  return { status, stdout, stderr: withoutProgress(stderr) };
}

/** What is said besides how far the work is, which a busy machine has the time to say. */
export function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^(\d+\/\d+ .* left|\d+ points, .* of each)\n/gm, "");
}

/** Waits until a journal holds so many lines: a command that is stopped then has something to keep. */
export async function linesIn(journal: string, count: number): Promise<void> {
  while (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length <= count) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
