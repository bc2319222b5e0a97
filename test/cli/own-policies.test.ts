import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutProgress } from "./shakedown.js";

/** Policies of a user's own, run by the compiled command. */

const root = join(import.meta.dirname, "../..");
const smoke = join(root, "scenarios/smoke.yaml");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shakedown-own-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function shakedown(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli/main.js"), ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { status, stdout, stderr: withoutProgress(stderr) };
}

/** Writes a module whose offer part decides as given. */
function moduleWith(name: string, decide: string): string {
  const file = `${name}.mjs`;
  writeFileSync(
    join(folder, file),
    `import { definePart, definePolicy, NEVER } from "shakedown";
import { z } from "zod";
const part = definePart({ role: "offer", name: "odd", doc: "Odd.", config: z.strictObject({}), start: () => ({}),
  decide(view, memory) { const commands = []; ${decide} return { memory, commands, wakeAt: NEVER }; } });
export default definePolicy({ name: "${name}", offer: { part } });`,
  );
  return `./${file}`;
}

/** A scenario whose first policy asks a program. */
function scenarioAsking(name: string, command: readonly string[], timeout = "5s"): string {
  const file = join(folder, `${name}.yaml`);
  const policy = `  mine: { kind: external, command: ${JSON.stringify(command)}, timeout: ${timeout} }`;
  writeFileSync(file, readFileSync(smoke, "utf8").replace(/^policies:$/m, `policies:\n${policy}`));
  return file;
}

const quick = ["--replications", "2", "--no-report"];

describe("shakedown init policy", () => {
  it("writes a policy that runs as it is, under any number of workers alike, and never overwrites one", () => {
    expect(shakedown("init", "policy", "mine.ts").status).toBe(0);
    const again = shakedown("init", "policy", "mine.ts");
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("--force");
    const [one, two] = ["1", "2"].map((workers) =>
      shakedown("run", smoke, "--policy", "./mine.ts", "--workers", workers, "--json", ...quick),
    );
    expect(one!.stderr).toBe("");
    expect(one!.status).toBe(0);
    expect(two!.stdout).toBe(one!.stdout);
    const { policies } = JSON.parse(one!.stdout) as { policies: { name: string }[] };
    expect(policies.map(({ name }) => name)).toEqual([
      "two-slots",
      "in-place",
      "new-instances",
      "my-policy",
    ]);
  });

  it("writes one that can be replayed, beside policies that were chosen", () => {
    const chosen = ["--policy", "in-place", "./mine.ts"];
    const { stdout } = shakedown("run", smoke, ...chosen, ...quick);
    expect(stdout).not.toContain("two-slots  ");
    const replay = shakedown("replay", smoke, "--policy", "./mine.ts", "--host", "3");
    expect(replay.status).toBe(0);
    expect(replay.stdout).toContain("host 3");
  });
});

describe("a module that is no policy", () => {
  it.each([
    ["a missing file", "./nowhere.ts", "", "none of that name"],
    ["a syntax error", "./broken.ts", "export default {", "broken.ts:1:17"],
    [
      "no default export",
      "./nothing.ts",
      "export const a = 1;",
      "expected a policy as its default export",
    ],
    [
      "an unknown setting",
      "./wrong.ts",
      'export default { name: "x", reboot: { kind: "semaphore", maxx: 2 } };',
      "maxx",
    ],
    [
      "a name that is taken",
      "./taken.ts",
      'export default { name: "in-place" };',
      "no policy of the scenario has",
    ],
    [
      "a channel that nothing is on",
      "./lost.ts",
      'export default { name: "x", offer: { kind: "channel", channel: "stabel" } };',
      './lost.ts: offer.channel: expected a channel (own, earliest, alpha, beta, stable), got "stabel"; did you mean "stable"?',
    ],
    [
      "a part that is none",
      "./half.ts",
      'export default { name: "x", offer: { part: { role: "reboot" } } };',
      'expected "offer", got "reboot"',
    ],
  ])("says what is wrong with %s, without a stack trace", (_, file, text, problem) => {
    if (text !== "") writeFileSync(join(folder, file), text);
    const { status, stderr } = shakedown("run", smoke, "--policy", file, ...quick);
    expect(status).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe("a policy that misbehaves", () => {
  it.each([
    ["throws", "throws", 'throw new Error("no idea");', "offer part odd: no idea"],
    [
      "writes to what it is given",
      "writes",
      "view.groups.length = 0;",
      "writes to what it is given",
    ],
    [
      "wants to wake in the past",
      "early",
      "return { memory, commands, wakeAt: view.now };",
      "not after 0",
    ],
    [
      "offers above one",
      "above",
      'commands.push({ kind: "offer", group: 0, release: 0, rank: "host", schedule: [[0, 1.5]] });',
      "share of 1.5",
    ],
    [
      "lets shares fall",
      "falls",
      'commands.push({ kind: "offer", group: 0, release: 0, rank: "host", schedule: [[0, 1], [9, 0.5]] });',
      "shares fall",
    ],
    [
      "orders for nobody",
      "nobody",
      'commands.push({ kind: "halt", group: 7, release: 0 });',
      "group 7 of 1",
    ],
    ["orders nonsense", "nonsense", 'commands.push({ kind: "explode" });', "which nobody knows"],
  ])("is named when it %s; the others are compared all the same", (_, name, decide, problem) => {
    const file = moduleWith(name, decide);
    const { status, stdout, stderr } = shakedown("run", smoke, "--policy", file, ...quick);
    expect(status).toBe(1);
    expect(stderr).toContain("policy-obeys-the-rules");
    expect(stderr).toContain(problem);
    expect(stderr).toContain(`--policy ${file}`);
    expect(stdout).toContain("new-instances");
  });
});

describe("an external controller", () => {
  const node = process.execPath;

  it("decides in virtual time, the same whatever the number of workers", () => {
    const file = scenarioAsking("good", [node, join(root, "docs/own-policies/controller.mjs")]);
    const [one, two] = ["1", "2"].map((workers) =>
      shakedown("run", file, "--workers", workers, "--json", ...quick),
    );
    expect(one!.status).toBe(0);
    expect(two!.stdout).toBe(one!.stdout);
    const { policies } = JSON.parse(one!.stdout) as {
      policies: { name: string; metrics: Record<string, { mean: number }> }[];
    };
    expect(policies[0]!.name).toBe("mine");
    expect(policies[0]!.metrics["reboots"]!.mean).toBeGreaterThan(5);
  });

  it.each([
    ["dies", [node, "-e", "process.exit(3)"], "exit code 3"],
    ["is not there", ["no-such-program"], "is gone"],
    ["is slow", [node, "-e", "setInterval(() => 0, 1000)"], "has not answered within 400 ms"],
    [
      "answers nonsense",
      [node, "-e", "process.stdin.on('data', () => console.log('hello'))"],
      "it said: hello",
    ],
  ])("that %s is named, with the line that reproduces it", (what, command, problem) => {
    const file = scenarioAsking(`bad-${what.replaceAll(" ", "-")}`, command, "400ms");
    const { status, stderr } = shakedown("run", file, ...quick);
    expect(status).toBe(2);
    expect(stderr).toContain("policy mine: its controller");
    expect(stderr).toContain(problem);
    expect(stderr).toContain("reproduce: shakedown replay");
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe("shakedown list policies NAME", () => {
  it("prints every field of a preset with its value and where it is from", () => {
    const { status, stdout } = shakedown("list", "policies", "kured");
    expect(status).toBe(0);
    expect(stdout).toMatch(/reboot\.\w+: \S+\n {6}\S/);
    const { fields } = JSON.parse(shakedown("list", "policies", "kured", "--json").stdout) as {
      fields: { path: string; value: string; source: string }[];
    };
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter(({ value, source }) => value === "" || source === "")).toEqual([]);
  });

  it("knows the names of presets only", () => {
    const { status, stderr } = shakedown("list", "policies", "kurde");
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "kured"?');
  });
});
