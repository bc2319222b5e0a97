/**
 * The figures of every shipped scenario under each of its policies are what they were. Where they are not, that is a bug or a
 * result; a result is written down by `npm run generate`, and CHANGELOG.md says under Results what moved and why.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { differences, sentence } from "../../golden/differences.js";
import type { Golden } from "../../golden/golden.js";
import { goldenNames } from "../../golden/runs.js";
import { movedFigures } from "../../golden/table.js";

const folder = new URL("./", import.meta.url);
const ADVICE =
  "If that is meant, run `npm run generate` and say under Results in CHANGELOG.md what moved and why.";

let measured: Readonly<Record<string, Golden>>;

// In a process of their own: what vitest does to modules makes a simulation take twice as long.
beforeAll(async () => {
  const script = join(import.meta.dirname, "../../scripts/golden.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--print"], {
    maxBuffer: 64 * 1024 * 1024,
  });
  measured = JSON.parse(stdout) as typeof measured;
}, 240_000);

describe("the figures of", () => {
  it.each(goldenNames)("%s are those of its golden; if not, see `npm run generate`", (name) => {
    const file = new URL(`${name}.json`, folder);
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Golden) : undefined;
    const moved = differences(kept, measured[name]).map(
      (difference) => `scenarios/${name}.yaml: ${sentence(difference)}`,
    );
    expect(moved, [...moved, ADVICE].join("\n")).toEqual([]);
  });

  it("every scenario are kept, and of no other; if not, run `npm run generate`", () => {
    const files = readdirSync(folder, { recursive: true })
      .map((path) => String(path).replaceAll("\\", "/"))
      .filter((path) => path.endsWith(".json"));
    expect(goldenNames.length).toBeGreaterThan(40);
    expect(files.toSorted()).toEqual(goldenNames.map((name) => `${name}.json`).toSorted());
  });
});

describe("a difference between goldens", () => {
  const golden = (means: Golden["policies"][string]["means"], hash = "a"): Golden => ({
    horizon: 1000,
    policies: { kured: { breaches: {}, hashes: [hash], means } },
  });
  const said = (before: Golden, after: Golden) => differences(before, after).map(sentence);

  it("says policy, figure, before and after, and by how much", () => {
    expect(said(golden({ reboots: 50 }), golden({ reboots: 60 }, "b"))).toEqual([
      "kured: reboots: 50 → 60 (+20 %)",
      "kured: transitions: a → b",
    ]);
  });

  it("tells a figure that a golden does not have yet, and one that is gone", () => {
    expect(said(golden({ a: 1 }), golden({ b: null }))).toEqual([
      "kured: a is gone (it was 1)",
      "kured: b is new (none)",
    ]);
  });

  it("tells a mean over fewer replications from the same mean over all", () => {
    const some = golden({ a: { mean: 1, replications: 1 } });
    expect(said(golden({ a: 1 }), some)).toEqual(["kured: a: 1 → 1 (of 1 replications)"]);
    expect(said(some, some)).toEqual([]);
  });

  it("is a row of the table of moved figures", () => {
    const table = movedFigures(
      { one: golden({ a: 1 / 3, b: 2 }), same: golden({ a: 1 }) },
      { one: golden({ a: 1 / 6, c: 3 }), same: golden({ a: 1 }), two: golden({}) },
    );
    expect(table).toContain("| kured | a | 0.3333 | 0.1667 | −50 % |");
    expect(table).toContain("New: c (kured).");
    expect(movedFigures({ x: golden({ a: 1.00001 }) }, { x: golden({ a: 1.00002 }) })).toContain(
      "| 1.00001 | 1.00002 |",
    );
    expect(table).toContain("Gone: b (kured).");
    expect(table).toContain("## two\n\nA new scenario.");
    expect(table).not.toContain("same");
  });
});
