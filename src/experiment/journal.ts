import { appendFileSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Scenario } from "../scenario/scenario.js";
import { version } from "../version.js";
import type { Batch, ReplicationRow } from "./replication-row.js";

/** Name of the file in a report's folder that holds the replications of a run that is not over. */
const JOURNAL = "replications.jsonl";

/** Nothing is written before a run is this old: one that is over by then needs no journal [ms]. */
const PATIENCE = 2_000;

const headSchema = z.object({
  schema: z.literal("shakedown.replications/v1"),
  version: z.string(),
  hash: z.string(),
  seed: z.string(),
});

/** A journal that belongs to another run. The message says in what they differ. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/** The finished replications of a run, kept on disk until it is over, so that an interrupted one can go on. */
export class Journal {
  readonly #path: string;
  readonly #head: z.infer<typeof headSchema>;
  readonly #begin = process.hrtime.bigint();
  #pending: ReplicationRow[] = [];
  #isBegun = false;
  #problem: string | undefined;

  /** @param folder of the report; it is made when there is something to keep. */
  constructor(folder: string, { hash, seed }: Scenario) {
    this.#path = join(folder, JOURNAL);
    this.#head = { schema: "shakedown.replications/v1", version, hash, seed };
  }

  /** Why nothing is kept, where the disk is full or the folder cannot be written. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * The replications that an earlier run kept: none where there is no journal. What was half-written when it ended is left out.
   *
   * @throws JournalError where they are of another scenario, seed or version.
   */
  resume(): ReplicationRow[] {
    const lines = this.#read().split("\n");
    if (lines[0] === "") return [];
    const head = headSchema.safeParse(parsed(lines[0] ?? ""));
    if (!head.success)
      throw new JournalError(`${this.#path}: expected a journal of Shakedown; remove it`);
    for (const key of ["version", "hash", "seed"] as const) {
      if (head.data[key] === this.#head[key]) continue;
      throw new JournalError(
        `${this.#path}: expected replications of ${key} ${this.#head[key]}, got ${head.data[key]}; run without --resume`,
      );
    }
    const rows: ReplicationRow[] = [];
    for (const line of lines.slice(1)) {
      const row = parsed(line) as StoredRow | undefined;
      if (row === undefined) break;
      rows.push({ ...row, series: mapped(row.series, (values) => Float64Array.from(values)) });
    }
    this.add(rows);
    return rows;
  }

  /** Takes finished replications, and writes them down once the run is no short one. */
  add(rows: readonly ReplicationRow[]): void {
    this.#pending.push(...rows);
    if (Number(process.hrtime.bigint() - this.#begin) / 1e6 > PATIENCE) this.keep();
  }

  /** Writes down what is not yet. */
  keep(): void {
    if (this.#problem !== undefined || this.#pending.length === 0) return;
    const text = this.#pending.map((row) => `${stored(row)}\n`).join("");
    this.#pending = [];
    try {
      if (!this.#isBegun) {
        mkdirSync(dirname(this.#path), { recursive: true });
        writeFileSync(this.#path, `${JSON.stringify(this.#head)}\n`);
        this.#isBegun = true;
      }
      appendFileSync(this.#path, text);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** The run is over: nothing is left to resume, and no folder that only the journal was in. */
  remove(): void {
    rmSync(this.#path, { force: true });
    try {
      rmdirSync(dirname(this.#path));
    } catch {
      // It holds the report, or it never was there.
    }
  }

  #read(): string {
    try {
      return readFileSync(this.#path, "utf8");
    } catch {
      return "";
    }
  }
}

/** A row as it is stored: series as plain lists. */
type StoredRow = Omit<ReplicationRow, "series"> & {
  readonly series: Readonly<Record<string, readonly number[]>>;
};

function stored(row: ReplicationRow): string {
  return JSON.stringify({ ...row, series: mapped(row.series, (values) => [...values]) });
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What of a set of batches is not done yet. */
export function batchesLeft(batches: readonly Batch[], done: readonly ReplicationRow[]): Batch[] {
  const known = new Set(done.map(({ policy, replication }) => `${replication} ${policy}`));
  if (known.size === 0) return [...batches];
  return batches.flatMap(({ policy, from, until }) => {
    const left: Batch[] = [];
    for (let replication = from; replication < until; replication++) {
      if (known.has(`${replication} ${policy}`)) continue;
      left.push({ policy, from: replication, until: replication + 1 });
    }
    return left;
  });
}
