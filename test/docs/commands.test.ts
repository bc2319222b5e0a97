/** Every command that the pages and the help of the commands show is run, in a copy of what a clone has. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commands, expanded, wrongName } from "./known-commands.js";
import { mentionsOf, type Page, pages, root, type Step, stepsOf } from "./pages.js";
import { endHosts, type Outcome, runLine, scratchCopy } from "./scratch.js";
import { NOT_RUN, shrunk } from "./shrunk.js";

const helpTexts: readonly Page[] = commands.map((command) => {
  let text = "";
  command.configureOutput({ writeOut: (more) => (text += more) });
  command.outputHelp();
  const path = [command.parent?.name() ?? "", command.name(), "--help"].join(" ").trim();
  return { path, text };
});

/** The examples of a help text as steps. */
function examplesOf({ text }: Page): Step[] {
  const [, examples = ""] = text.split(/^Examples?:$/m);
  return [...examples.matchAll(/^ {2}((?:source <\()?shakedown .*?)(?: {2,}.*)?$/gm)].map(
    ([, line]): Step => ({
      kind: "command",
      line: line!,
      output: undefined,
    }),
  );
}

/** Help texts speak of the folders of runs that their reader has made before. */
function foldersOf({ text }: Page): Step[] {
  const named = [...new Set(text.match(/reports\/(?:smoke|before|after|main|branch)\b/g))];
  if (!/^ {2}shakedown (?:diff|report) /m.test(text)) return [];
  const copies = named.filter((folder) => folder !== "reports/smoke");
  return [
    "shakedown run scenarios/smoke.yaml --out reports/smoke",
    ...copies.map((folder) => `cp -r reports/smoke ${folder}`),
  ].map((line): Step => ({ kind: "command", line, output: undefined }));
}

const followed = [
  ...pages.map((page) => ({ path: page.path, steps: stepsOf(page) })),
  ...helpTexts.map((page) => ({
    path: page.path,
    steps: [...foldersOf(page), ...examplesOf(page)],
  })),
].filter(({ steps }) => steps.some(({ kind }) => kind === "command"));

describe("the commands that are shown", () => {
  afterAll(endHosts);

  it("are found", () => {
    const lines = followed.flatMap(({ steps }) => steps.filter(({ kind }) => kind === "command"));
    expect(lines.length).toBeGreaterThan(50);
    expect(followed.map(({ path }) => path)).toContain("README.md");
  });

  it("exist, with their options, also where they are only mentioned", () => {
    const lines = [
      ...pages.flatMap((page) => mentionsOf(page).map((line) => [page.path, line] as const)),
      ...followed.flatMap(({ path, steps }) =>
        steps.flatMap((step) => (step.kind === "command" ? [[path, step.line] as const] : [])),
      ),
    ];
    const wrong = lines.flatMap(([path, line]) => {
      const what = wrongName(line);
      return what === undefined ? [] : [`${path}: ${line}: ${what}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["shakedown rum scenarios/smoke.yaml", "there is no command rum"],
    ["npx shakedown run fleet.yaml --replicas 3", "run has no option --replicas"],
    ["shakedown init policy mine.ts --hosts 3", "init has no option --hosts"],
    ["npm run demos", "package.json has no script demos"],
    ["npm run -s shakedown -- chaos x.yaml --quick", "chaos has no option --quick"],
  ])("would not pass as %s", (line, what) => expect(wrongName(line)).toBe(what));

  it.concurrent.each(followed)("of $path work", { timeout: 300_000 }, async ({ steps }) => {
    const folder = scratchCopy();
    try {
      expect(await troubles(folder, steps)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Follows the steps; what went wrong on the way. */
async function troubles(folder: string, steps: readonly Step[]): Promise<string[]> {
  const found: string[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind === "file") {
      writeFileSync(join(folder, step.path), step.text);
      continue;
    }
    if (NOT_RUN.some(([line]) => line.test(step.line))) continue;
    const line = asRun(step, steps.slice(index + 1));
    const { code, stdout, stderr } = await outcomeOf(folder, line);
    if (!isFine(line, code)) found.push(`${line}: exit code ${code}\n${stderr || stdout}`);
    if (step.output !== undefined && !shows(stdout, step.output)) {
      found.push(`${line} prints\n${stdout}\nand not\n${step.output}`);
    }
  }
  return found;
}

const seen = new Map<string, Promise<Outcome>>();

/** Runs a line, or takes what it came to on another page, where it depends on nothing that a page changes. */
function outcomeOf(folder: string, line: string): Promise<Outcome> {
  const isPure =
    /^shakedown (list|explain|doctor|check scenarios|(run|plan|no-return|rare|steady) scenarios.* --no-report)\b/.test(
      line,
    );
  if (!isPure) return runLine(folder, line);
  const outcome = seen.get(line) ?? runLine(folder, line);
  seen.set(line, outcome);
  return outcome;
}

/** What is shown with its output is run as it stands; the rest is shrunk. */
function asRun({ line, output }: Step & { kind: "command" }, later: readonly Step[]): string {
  const inFull = expanded(line).replace(
    /^npm run conformance --/,
    `node ${root}/scripts/conformance.mjs`,
  );
  if (output !== undefined) return inFull;
  const keepsReport =
    /--(?:out|resume|no-report)\b/.test(line) ||
    later.some((step) => step.kind === "command" && /reports\//.test(step.line));
  return shrunk(inFull, { keepsReport });
}

/** What is shrunk may miss expectations, and a search may find something. */
function isFine(line: string, code: number): boolean {
  return code === 0 || (code === 1 && /^shakedown (run|chaos|plan|diff)\b/.test(line));
}

/** Whether a page shows what is printed; a line with `…` alone stands for any lines. */
function shows(printed: string, shown: string): boolean {
  const pattern = shown
    .split(/^…$/m)
    .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`[\s\S]*`);
  return new RegExp(`^${pattern}$`).test(printed.trim());
}

describe("the help", () => {
  it("of every command has examples", () => {
    const without = helpTexts.filter((page) => examplesOf(page).length === 0);
    expect(without.map(({ path }) => path)).toEqual([]);
  });
});
