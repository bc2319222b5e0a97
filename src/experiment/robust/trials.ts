/** The simulations of a question, each done once and counted. */
import type { Scenario } from "../../scenario/scenario.js";
import { Interrupted } from "../interrupted.js";
import type { ReplicationRow } from "../replication-row.js";
import { type BatchOptions, runBatchesOf } from "../run-batches.js";

/** What is kept of a replication: figures, no curves. */
export type TrialRow = Pick<
  ReplicationRow,
  "policy" | "replication" | "scalars" | "parts" | "notReached"
>;

/** Simulations that are wanted. */
export interface Wanted {
  readonly scenario: Scenario;
  readonly policies: readonly string[];
  readonly replications: readonly number[];
}

/** What was simulated so far. */
export interface Trials {
  /** Simulates what has not been. @throws Interrupted where the signal says so. */
  readonly run: (wanted: readonly Wanted[]) => Promise<void>;
  /** Simulations that `wanted` would add. */
  readonly costOf: (wanted: readonly Wanted[]) => number;
  readonly of: (scenario: Scenario, policy: string, replication: number) => TrialRow | undefined;
  /** Simulations so far, those that were known left out. */
  readonly spent: () => number;
}

/**
 * @param base the scenario as it is.
 * @param known its replications: they cost nothing any more.
 */
export function startTrials(
  base: Scenario,
  known: readonly TrialRow[],
  { onRows, ...options }: BatchOptions,
): Trials {
  const found = new Map(
    known.map((row): [string, TrialRow] => [keyOf(base, row.policy, row.replication), kept(row)]),
  );
  let spent = 0;
  const missing = (wanted: readonly Wanted[]) => {
    const left = new Map<string, { scenario: Scenario; policy: string; replication: number }>();
    for (const { scenario, policies, replications } of wanted) {
      for (const replication of replications) {
        for (const policy of policies) {
          const key = keyOf(scenario, policy, replication);
          if (!found.has(key)) left.set(key, { scenario, policy, replication });
        }
      }
    }
    return [...left.values()];
  };
  return {
    async run(wanted) {
      const shares = missing(wanted).map(({ scenario, policy, replication }) => ({
        scenario,
        batches: [{ policy, from: replication, until: replication + 1 }],
      }));
      if (shares.length === 0) return;
      await runBatchesOf(shares, {
        ...options,
        onRows(rows, scenario) {
          spent += rows.length;
          for (const row of rows)
            found.set(keyOf(scenario, row.policy, row.replication), kept(row));
          onRows?.(rows);
        },
      });
      if (options.signal?.aborted === true) throw new Interrupted("interrupted");
    },
    costOf: (wanted) => missing(wanted).length,
    of: (scenario, policy, replication) => found.get(keyOf(scenario, policy, replication)),
    spent: () => spent,
  };
}

function kept({ policy, replication, scalars, parts, notReached }: TrialRow): TrialRow {
  return { policy, replication, scalars, parts, notReached };
}

/** Names a simulation: worlds that say the same are the same. */
function keyOf({ hash }: Scenario, policy: string, replication: number): string {
  return `${hash} ${replication} ${policy}`;
}
