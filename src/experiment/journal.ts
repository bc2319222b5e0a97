import { join } from "node:path";
import type { Scenario } from "../scenario/scenario.js";
import { JournalFile } from "./journal-file.js";
import type { Batch, ReplicationRow } from "./replication-row.js";

/** Name of the file in a report's folder that holds the replications of a run that is not over. */
const JOURNAL = "replications.jsonl";

/** The finished replications of a run, kept on disk until it is over, so that an interrupted one can go on. */
export class Journal {
  readonly #file: JournalFile;

  /** @param folder of the report; it is made when there is something to keep. */
  constructor(folder: string, { hash, seed }: Scenario) {
    this.#file = new JournalFile(join(folder, JOURNAL), {
      schema: "shakedown.replications/v1",
      hash,
      seed,
    });
  }

  /** Why nothing is kept, where the disk is full or the folder cannot be written. */
  get problem(): string | undefined {
    return this.#file.problem;
  }

  /**
   * The replications that an earlier run kept: none where there is no journal. What was half-written when it ended is left out.
   *
   * @throws JournalError where they are of another scenario, seed or version.
   */
  resume(): ReplicationRow[] {
    const rows = (this.#file.read() as StoredRow[]).map((row): ReplicationRow => ({
      ...row,
      series: mapped(row.series, (values) => Float64Array.from(values)),
    }));
    this.add(rows);
    return rows;
  }

  /** Takes finished replications, and writes them down once the run is no short one. */
  add(rows: readonly ReplicationRow[]): void {
    this.#file.add(rows.map(stored));
  }

  /** Writes down what is not yet. */
  keep(): void {
    this.#file.keep();
  }

  /** The run is over: nothing is left to resume, and no folder that only the journal was in. */
  remove(): void {
    this.#file.remove();
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
