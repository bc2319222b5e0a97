import type { Stall } from "../fleet/blockers/stall.js";
import type { FoundBreach } from "../simulation/folds.js";
import { argumentOf } from "../simulation/own-policies.js";
import { ControllerError } from "../simulation/run.js";
import { beginReplication, finishWithPauses, type ReplicationId } from "../simulation/simulate.js";
import type { Scenario } from "../scenario/scenario.js";
import { shellWord } from "../support/shell-word.js";
import { Interrupted } from "./interrupted.js";
import { noPause, type Pause } from "./threads/pause.js";

/** What one replication contributes to a comparison: plain data that crosses from a worker thread. */
export interface ReplicationRow {
  readonly policy: string;
  readonly replication: number;
  readonly scalars: Readonly<Record<string, number | null>>;
  /** Of parts of the fleet, by `figureKey`. */
  readonly parts: Readonly<Record<string, number | null>>;
  /** How long times were waited for that were not reached, by `figureKey`; their values are null. */
  readonly notReached: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, Float64Array>>;
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly breaches: readonly FoundBreach[];
  /** The groups that stand still at the end, and why. */
  readonly stalls: readonly Stall[];
  readonly hash: string;
  /** [events] */
  readonly events: number;
}

/** The figures of a replication. */
export type FigureRow = Pick<ReplicationRow, "scalars" | "parts">;

/** The value of a figure in a replication; null where it does not apply or was not reached. */
export function valueOf({ scalars, parts }: FigureRow, key: string): number | null {
  return scalars[key] ?? parts[key] ?? null;
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

/** Runs the replications of a batch, in order. @throws Interrupted where the pause says so. */
export async function runBatch(
  scenario: Scenario,
  batch: Batch,
  pause: Pause = noPause,
): Promise<ReplicationRow[]> {
  const rows: ReplicationRow[] = [];
  for (let replication = batch.from; replication < batch.until; replication++) {
    rows.push(await runOne(scenario, { policy: batch.policy, replication }, pause));
  }
  return rows;
}

async function runOne(
  scenario: Scenario,
  { policy, replication }: ReplicationId,
  pause: Pause,
): Promise<ReplicationRow> {
  try {
    const run = beginReplication(scenario, { policy, replication });
    const { values, breaches, hash, events } = await finishWithPauses(run, pause);
    return {
      policy,
      replication,
      scalars: values.scalars,
      parts: values.parts ?? {},
      notReached: values.notReached ?? {},
      series: values.series ?? {},
      samples: values.samples ?? {},
      breaches,
      stalls: run.stalls(),
      hash,
      events,
    };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
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
