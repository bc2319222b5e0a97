import { spawnSync } from "node:child_process";

/** A failure the reader can do something about: printed as it stands, never with a stack trace. */
export class SetupError extends Error {}

/** Prints one line of progress. Standard error only: standard output belongs to the command that follows. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

/**
 * Runs a command to its end with its output kept back.
 *
 * @returns whether it succeeded, and the last lines it printed, for a message
 */
export function run(command, args, { cwd, env } = {}) {
  const outcome = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (outcome.signal === "SIGINT") process.exit(130);
  const output = `${outcome.stdout ?? ""}${outcome.stderr ?? ""}${outcome.error?.message ?? ""}`;
  return {
    ok: outcome.status === 0,
    status: outcome.status,
    output,
    lastLines: lastLines(output, 12),
  };
}

function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
