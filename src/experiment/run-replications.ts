import type { Scenario } from "../scenario/scenario.js";
import type { StoppingFacts } from "./comparison.js";
import { batchesLeft } from "./journal.js";
import type { ReplicationRow } from "./replication-row.js";
import { batchesOf, runBatches, type BatchOptions } from "./run-batches.js";
import { judgeStopping } from "./stopping.js";

/** As many replications as a scenario asks for. */
export interface Replications {
  /** The scenario with the number of replications that there came to be. */
  readonly scenario: Scenario;
  readonly rows: readonly ReplicationRow[];
  /** Null where the scenario gives a number. */
  readonly stopping: StoppingFacts | null;
}

/**
 * Runs the replications of a scenario: their number, or more and more until its stopping rule is met. The rows are the same for any
 * number of workers.
 *
 * @param kept replications that are done already.
 */
export async function runReplications(
  scenario: Scenario,
  kept: readonly ReplicationRow[],
  options: BatchOptions,
): Promise<Replications> {
  const policies = Object.keys(scenario.policies);
  const rule = scenario.stopping;
  let until = rule === null ? scenario.replications : Math.min(rule.min, rule.max);
  const rows: ReplicationRow[] = [...kept];
  for (let done = 0; ;) {
    const batches = batchesOf(policies, until - done, options.workers).map((batch) => ({
      ...batch,
      from: batch.from + done,
      until: batch.until + done,
    }));
    rows.push(...(await runBatches(scenario, batchesLeft(batches, kept), options)));
    const end = until;
    const isWanted = ({ replication }: ReplicationRow): boolean => replication < end;
    const reached = { ...scenario, replications: until };
    if (rule === null) return { scenario: reached, rows: rows.filter(isWanted), stopping: null };
    const isAborted = options.signal?.aborted === true;
    // An interrupted run is judged by nothing: its replications are not the first ones.
    if (isAborted) {
      return {
        scenario: reached,
        rows: rows.filter(isWanted),
        stopping: factsOf(scenario, false, null),
      };
    }
    done = until;
    const { next, isMet, chosen } = judgeStopping(scenario, rule, rows, done);
    if (next === done) {
      return {
        scenario: reached,
        rows: rows.filter(isWanted),
        stopping: factsOf(scenario, isMet, chosen === null ? null : policies[chosen]!),
      };
    }
    until = next;
  }
}

function factsOf(
  { stopping }: Scenario,
  isMet: boolean,
  chosen: string | null,
): StoppingFacts | null {
  if (stopping === null) return null;
  const { relativeHalfWidth, metrics, best, max } = stopping;
  return {
    relativeHalfWidth: relativeHalfWidth ?? null,
    metrics: metrics ?? null,
    best:
      best === undefined
        ? null
        : {
            metric: best.metric ?? null,
            indifference: best.indifference,
            confidence: best.confidence,
            chosen,
          },
    max,
    isMet,
  };
}
