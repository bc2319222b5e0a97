import type { FoundBreach } from "../simulation/folds.js";
import { argumentOf } from "../simulation/own-policies.js";
import { ControllerError } from "../simulation/run.js";
import { simulate } from "../simulation/simulate.js";
import type { Scenario } from "../scenario/scenario.js";
import { shellWord } from "../support/shell-word.js";

/** What one replication contributes to a comparison: plain data that crosses from a worker thread. */
export interface ReplicationRow {
  readonly policy: string;
  readonly replication: number;
  readonly scalars: Readonly<Record<string, number | null>>;
  readonly series: Readonly<Record<string, Float64Array>>;
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly breaches: readonly FoundBreach[];
  readonly hash: string;
  /** [events] */
  readonly events: number;
}

/** A stretch of replications of one policy: the unit of work of a worker. */
export interface Batch {
  readonly policy: string;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** A bug of Shakedown met in a replication, with what names that replication. */
export class ReplicationError extends Error {
  override readonly name = "ReplicationError";
}

/** Runs the replications of a batch, in order. */
export function runBatch(scenario: Scenario, batch: Batch): ReplicationRow[] {
  const rows: ReplicationRow[] = [];
  for (let replication = batch.from; replication < batch.until; replication++) {
    rows.push(runOne(scenario, batch.policy, replication));
  }
  return rows;
}

function runOne(scenario: Scenario, policy: string, replication: number): ReplicationRow {
  try {
    const { values, breaches, hash, events } = simulate(scenario, { policy, replication });
    return {
      policy,
      replication,
      scalars: values.scalars,
      series: values.series ?? {},
      samples: values.samples ?? {},
      breaches,
      hash,
      events,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof ControllerError) {
      throw new ControllerError(
        `${reason}\n  reproduce: ${reproduceLine(scenario, policy, replication)}`,
        { cause: error },
      );
    }
    throw new ReplicationError(
      `${reason}\nreproduce: ${reproduceLine(scenario, policy, replication)}`,
      { cause: error },
    );
  }
}

/** The one line that shows a replication again. */
export function reproduceLine(scenario: Scenario, policy: string, replication: number): string {
  const { file, seed } = scenario;
  return `shakedown replay ${shellWord(file)} --policy ${shellWord(argumentOf(policy))} --seed ${shellWord(seed)} --replication ${replication}`;
}
