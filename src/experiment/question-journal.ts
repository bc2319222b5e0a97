import { join } from "node:path";
import type { Scenario } from "../scenario/scenario.js";
import { JournalFile } from "./journal-file.js";

/** A replication as it is kept: of which scenario and seed, its number, and what it said to the question. */
interface Kept {
  readonly of: string;
  readonly replication: number;
  readonly said: unknown;
}

/**
 * What replications said to a question, kept on disk until it is answered. A search that is asked again goes the same way, and takes
 * from here what it has seen before: its answer is the one it would have given without the interruption.
 */
export class QuestionJournal {
  readonly #file: JournalFile;
  readonly #known = new Map<string, unknown>();

  /** @param command that answers the question: `COMMAND.jsonl` in the folder of its report. */
  constructor(folder: string, command: string, { hash, seed }: Pick<Scenario, "hash" | "seed">) {
    this.#file = new JournalFile(join(folder, `${command}.jsonl`), {
      schema: `shakedown.${command}/v1`,
      hash,
      seed,
    });
  }

  /** Why nothing is kept, where the disk is full or the folder cannot be written. */
  get problem(): string | undefined {
    return this.#file.problem;
  }

  /**
   * Reads what earlier work kept.
   *
   * @returns how many replications that are.
   * @throws JournalError where they are of another scenario, seed or version.
   */
  resume(): number {
    const lines = this.#file.read() as Kept[];
    for (const { of, replication, said } of lines) this.#known.set(`${of} ${replication}`, said);
    this.#file.add(lines.map((line) => JSON.stringify(line)));
    return lines.length;
  }

  /** What a replication of a scenario said; undefined where it is not known. */
  find(scenario: Scenario, replication: number): unknown {
    return this.#known.get(`${keyOf(scenario)} ${replication}`);
  }

  /** Keeps what a replication of a scenario said: plain data. */
  add(scenario: Scenario, replication: number, said: unknown): void {
    const kept: Kept = { of: keyOf(scenario), replication, said };
    this.#file.add([JSON.stringify(kept)]);
  }

  /** Writes down what is not yet. */
  keep(): void {
    this.#file.keep();
  }

  /** The question is answered: nothing is left to resume. */
  remove(): void {
    this.#file.remove();
  }
}

function keyOf({ hash, seed }: Scenario): string {
  return `${hash}/${seed}`;
}
