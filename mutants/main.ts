/**
 * Hunts every mutant with the chaos search and says which invariant caught it, after how many seeds.
 *
 * Usage: npm run mutants [-- [--write] [--runs N] [--repetitions N] [--threads N] [name...]], all mutants by default.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Piscina } from "piscina";
import { format } from "prettier";
import type { ArenaName } from "./arenas.js";
import { sourceWith } from "./compile.js";
import type { Catch, Hunt } from "./hunt.js";
import { mutants } from "./list/index.js";
import type { Mutant } from "./mutant.js";
import { linesOf, pageOf, shown } from "./table.js";
import { type Pursuit, summarise } from "./verdict.js";
import type { Task } from "./worker.js";

/** Where the page is. */
const PAGE = "docs/mutants.md";

const { values, positionals } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    runs: { type: "string", default: "240" },
    threads: { type: "string", default: String(availableParallelism()) },
    repetitions: { type: "string", default: "3" },
  },
  allowPositionals: true,
});
const terms = { runs: Number(values.runs), repetitions: Number(values.repetitions) };
const chosen = mutants.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => mutants.every((mutant) => mutant.name !== name));
if (unknown.length > 0 || !(terms.runs > 0) || !(terms.repetitions > 0)) {
  process.stderr.write(
    `expected names of mutants and numbers above 0; unknown: ${unknown.join(", ")}\n`,
  );
  process.exit(2);
}
// A mutant whose text is gone is an error before anything is run.
for (const mutant of chosen) sourceWith(mutant);

/** The searches for a mutant, with luck of their own: those for another one are no repetition of them. */
const huntsFor = (name: string): Hunt[] =>
  (["guided", "plain"] as const).flatMap((method) =>
    Array.from({ length: terms.repetitions }, (_, n) => ({
      method,
      seed: `${name}-${n}`,
      runs: terms.runs,
    })),
  );
const threads = Math.max(1, Number(values.threads));
const pool = new Piscina<Task, Catch[]>({
  filename: fileURLToPath(new URL("./worker.js", import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
});

const arenas = [...new Set(chosen.map(({ arena }) => arena))];
const quiet = new Map(arenas.map((arena) => [arena, pool.run({ arena, hunts: huntsFor(arena) })]));
const pursuits = await Promise.all(chosen.map((mutant) => pursue(mutant)));
const noise = await noiseOf(arenas);
await pool.destroy();

const summary = summarise(pursuits, terms.runs);
process.stdout.write(`\n${[...noise, ...linesOf(summary, terms)].join("\n")}\n`);
if (values.write)
  writeFileSync(
    PAGE,
    await format(pageOf(summary, terms), { parser: "markdown", printWidth: 140 }),
  );
process.exitCode = summary.killed < 0.95 * summary.rows.length ? 1 : 0;

async function pursue(mutant: Mutant): Promise<Pursuit> {
  const hunts = huntsFor(mutant.name);
  const catches = await pool.run({ mutant: mutant.name, arena: mutant.arena, hunts });
  const baseline = await quiet.get(mutant.arena)!;
  const seeds = catches.map(({ run }) => shown(run ?? Number.NaN)).join(" ");
  const by = catches.find(({ run }) => run !== undefined)?.invariant ?? "not caught";
  process.stdout.write(`${mutant.name}: ${by}, seeds ${seeds}\n`);
  return {
    mutant,
    hunts,
    catches,
    noise: baseline.map(({ invariant }) => invariant),
  };
}

/** What the arenas show without any mutant. */
async function noiseOf(names: readonly ArenaName[]): Promise<string[]> {
  const lines: string[] = [];
  for (const arena of names) {
    for (const { run, invariant, message } of await quiet.get(arena)!)
      lines.push(`without a mutant ${arena} breaks ${invariant} at run ${run}: ${message}`);
  }
  return lines;
}
