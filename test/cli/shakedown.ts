import { spawnSync } from "node:child_process";
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
  return { status, stdout, stderr };
}
