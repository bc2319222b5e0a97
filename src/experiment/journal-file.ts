import { InputError } from "../support/input-error.js";
import { appendFileSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { version } from "../version.js";

/** Nothing is written before the work is this old: what is over by then needs no journal [ms]. */
const PATIENCE = 2_000;

/** A journal that belongs to other work. The message says in what they differ. */
export class JournalError extends InputError {
  override readonly name = "JournalError";
}

/** What a journal belongs to: only the same work may go on from it. */
export interface JournalHead {
  readonly schema: string;
  /** Of the scenario. */
  readonly hash: string;
  readonly seed: string;
}

/** Finished pieces of work, a line each, kept on disk until all is over, so that what was interrupted can go on. */
export class JournalFile {
  readonly #path: string;
  readonly #head: JournalHead & { readonly version: string };
  readonly #begin = process.hrtime.bigint();
  #pending: string[] = [];
  #isBegun = false;
  #problem: string | undefined;

  /** @param path of the file; its folder is made when there is something to keep. */
  constructor(path: string, head: JournalHead) {
    this.#path = path;
    const { schema, ...rest } = head;
    this.#head = { schema, version, ...rest };
  }

  /** Why nothing is kept, where the disk is full or the folder cannot be written. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * The lines that earlier work kept: none where there is no journal. What was half-written when it ended is left out.
   *
   * @throws JournalError where they are of another scenario, seed or version.
   */
  read(): unknown[] {
    const lines = this.#text().split("\n");
    if (lines[0] === "") return [];
    const head = headSchema.safeParse(parsed(lines[0] ?? ""));
    if (!head.success || head.data.schema !== this.#head.schema)
      throw new JournalError(`${this.#path}: expected a journal of Shakedown; remove it`);
    for (const key of ["version", "hash", "seed"] as const) {
      if (head.data[key] === this.#head[key]) continue;
      throw new JournalError(
        `${this.#path}: expected replications of ${key} ${this.#head[key]}, got ${head.data[key]}; run without --resume`,
      );
    }
    const rest = lines.slice(1).map(parsed);
    const cut = rest.indexOf(undefined);
    return cut < 0 ? rest : rest.slice(0, cut);
  }

  /** Takes lines, and writes them down once the work is no short one. */
  add(lines: readonly string[]): void {
    this.#pending.push(...lines);
    if (Number(process.hrtime.bigint() - this.#begin) / 1e6 > PATIENCE) this.keep();
  }

  /** Writes down what is not yet. */
  keep(): void {
    if (this.#problem !== undefined || this.#pending.length === 0) return;
    const text = this.#pending.map((line) => `${line}\n`).join("");
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

  /** All is over: nothing is left to resume, and no folder that only the journal was in. */
  remove(): void {
    rmSync(this.#path, { force: true });
    try {
      rmdirSync(dirname(this.#path));
    } catch {
      // It holds the report, or it never was there.
    }
  }

  #text(): string {
    try {
      return readFileSync(this.#path, "utf8");
    } catch {
      return "";
    }
  }
}

const headSchema = z.object({
  schema: z.string(),
  version: z.string(),
  hash: z.string(),
  seed: z.string(),
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
