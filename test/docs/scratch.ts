/** A folder in which a page is followed: what a clone has, and the command on the path. */
import { type ChildProcess, execFile, fork } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { main } from "../cli/shakedown.js";
import { root } from "./pages.js";

/** What the pages speak of; the rest of a clone is not copied. */
const COPIED = ["scenarios", "docs/own-policies", "package.json"];

/** Makes the folder. */
export function scratchCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-docs-"));
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
  // What a reader of the CI recipes has of their own.
  for (const own of ["fleet.yaml", "fleet-main.yaml"])
    cpSync(join(root, "scenarios/smoke.yaml"), join(folder, own));
  for (const file of readdirSync(join(folder, "scenarios/planning"))) shrinkQuestion(folder, file);
  mkdirSync(join(folder, "bin"));
  const shim = join(folder, "bin/shakedown");
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(shim, 0o755);
  return folder;
}

/** A plan judges each value by at most 20 replications, a sweep each point by 3; tuning keeps to two values of each knob. */
function shrinkQuestion(folder: string, file: string): void {
  const path = join(folder, "scenarios/planning", file);
  const text = readFileSync(path, "utf8")
    .replace(/^plan:$/m, "plan:\n  replications: { max: 20 }")
    .replace(/(?<=^sweep:\n(?: .*\n)*) {2}replications: \d+$/m, "  replications: 3")
    .replaceAll(/(?<=^tune:\n(?: .*\n)*.*values: \[\S+, \S+), .*(?=\])/gm, "")
    .replace(
      /(?<=^tune:\n(?: .*\n)*) {2}replications: .*$/m,
      "  replications: { first: 5, budget: 80, final: 20 }",
    );
  writeFileSync(path, text);
}

/** What a line came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line in the folder, as the reader's shell would. */
export async function runLine(folder: string, line: string): Promise<Outcome> {
  const [program, ...words] = line.split(" ");
  const isPlain = program === "shakedown" && !/[|&;<>()$"'`\\*?]/.test(line);
  if (!isPlain) return runInShell(folder, line);
  const host = await freeHost();
  try {
    return await answerOf(host, folder, words);
  } finally {
    release(host);
  }
}

function runInShell(folder: string, line: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const path = `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`;
    execFile(
      "bash",
      ["-c", line],
      { cwd: folder, env: { ...quiet(), PATH: path }, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 70;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

function quiet() {
  return { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: "", GITHUB_STEP_SUMMARY: "" };
}

/** One for each core of a small machine. */
const HOSTS = 2;
const hosts: ChildProcess[] = [];
const free: ChildProcess[] = [];
const waiting: ((host: ChildProcess) => void)[] = [];

function freeHost(): Promise<ChildProcess> {
  const idle = free.pop();
  if (idle !== undefined) return Promise.resolve(idle);
  if (hosts.length < HOSTS) {
    const host = fork(join(import.meta.dirname, "host.mjs"), {
      env: quiet(),
      execArgv: [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    hosts.push(host);
    return Promise.resolve(host);
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function release(host: ChildProcess): void {
  const next = waiting.shift();
  if (next === undefined) free.push(host);
  else next(host);
}

function answerOf(host: ChildProcess, folder: string, words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error(`the program ended in shakedown ${words.join(" ")}`));
    host.once("exit", died);
    host.once("message", (outcome) => {
      host.off("exit", died);
      resolve(outcome as Outcome);
    });
    host.send({ folder, words });
  });
}

/** Ends the processes that ran the lines. */
export function endHosts(): void {
  for (const host of hosts) host.kill();
}
