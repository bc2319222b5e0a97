/** Observes replications of scenarios: the same ones of each, and so under the same luck. */
import type { Scenario } from "../scenario/scenario.js";
import { Interrupted } from "./interrupted.js";
import type { QuestionJournal } from "./question-journal.js";
import type { Batch, ReplicationRow } from "./replication-row.js";
import { type BatchOptions, runBatchesOf } from "./run-batches.js";

/** What is run of each scenario. */
export interface Observation {
  readonly policy: string;
  /** Number of the first replication. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** How replications are observed. */
export interface ObserveOptions extends BatchOptions {
  /** Holds what was seen before an interruption, and keeps what is seen now. Default: none. */
  readonly journal?: QuestionJournal | undefined;
}

/** Replications of a batch at most: a long answer to a signal costs more than many messages. */
const BATCH = 10;

/**
 * Runs replications of scenarios, in as many threads as there may be, and keeps of each what `keep` says.
 *
 * @param keep makes plain data of a replication, which a journal can hold.
 * @returns for each scenario what was kept of its replications, in their order; the same for any number of workers.
 * @throws Interrupted where the signal says so.
 */
export async function observeScenarios<T>(
  scenarios: readonly Scenario[],
  { policy, from, until }: Observation,
  keep: (row: ReplicationRow) => T,
  { onRows, journal, ...options }: ObserveOptions,
): Promise<readonly (readonly T[])[]> {
  const kept = new Map(scenarios.map((scenario): [Scenario, T[]] => [scenario, []]));
  const all = scenarios.length * (until - from);
  const size = Math.max(1, Math.min(BATCH, Math.ceil(all / (4 * options.workers))));
  const shares = scenarios.map((scenario) => {
    const said = kept.get(scenario)!;
    const batches: Batch[] = [];
    for (let replication = from; replication < until; replication++) {
      const known = journal?.find(scenario, replication);
      const last = batches.at(-1);
      if (known !== undefined) said[replication - from] = known as T;
      else if (last?.until === replication && replication - last.from < size) {
        batches[batches.length - 1] = { ...last, until: replication + 1 };
      } else batches.push({ policy, from: replication, until: replication + 1 });
    }
    return { scenario, batches };
  });
  await runBatchesOf(shares, {
    ...options,
    onRows(rows, scenario) {
      for (const row of rows) {
        const said = keep(row);
        kept.get(scenario)![row.replication - from] = said;
        journal?.add(scenario, row.replication, said);
      }
      onRows?.(rows);
    },
  });
  if (options.signal?.aborted === true) throw new Interrupted("interrupted");
  return scenarios.map((scenario) => kept.get(scenario)!);
}
