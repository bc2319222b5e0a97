import { compare } from "../experiment/compare.js";
import type { Comparison } from "../experiment/comparison.js";
import type { Journal } from "../experiment/journal.js";
import type { OwnModule } from "../experiment/own-modules.js";
import type { ReplicationRow } from "../experiment/replication-row.js";
import { runReplications } from "../experiment/run-replications.js";
import type { Scenario } from "../scenario/scenario.js";
import { ExitCode } from "./exit-code.js";
import { startProgress } from "./progress.js";

/** How an experiment is run from the command line. */
export interface ExperimentOptions {
  readonly workers: number;
  readonly quiet: boolean;
  readonly modules: readonly OwnModule[];
  /** Replications that are done already. */
  readonly done: readonly ReplicationRow[];
  /** Where finished replications are kept; undefined where no files are written. */
  readonly journal: Journal | undefined;
}

/** Replications, and what they say. */
export interface Experiment {
  readonly comparison: Comparison;
  /** With the number of replications that there came to be. */
  readonly scenario: Scenario;
  readonly rows: readonly ReplicationRow[];
}

/**
 * Runs all replications. Ctrl-C once stops soon and keeps what there is, twice stops at once.
 *
 * @returns undefined where not one replication is complete.
 */
export async function runExperiment(
  scenario: Scenario,
  { workers, quiet, modules, done, journal }: ExperimentOptions,
): Promise<Experiment | undefined> {
  const policies = Object.keys(scenario.policies);
  const interrupt = new AbortController();
  const stop = (): void => {
    journal?.keep();
    if (interrupt.signal.aborted) process.exit(ExitCode.Interrupted);
    process.stderr.write("\nstopping soon; Ctrl-C again stops at once\n");
    interrupt.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const progress = startProgress(scenario.replications * policies.length, { quiet });
  const tell = (rows: readonly ReplicationRow[]): void =>
    progress.add(
      rows.length,
      rows.reduce((sum, { events }) => sum + events, 0),
    );
  tell(done);
  try {
    const found = await runReplications(scenario, done, {
      workers,
      modules,
      signal: interrupt.signal,
      onRows: (more) => {
        journal?.add(more);
        tell(more);
      },
    });
    if (interrupt.signal.aborted) journal?.keep();
    const { scenario: reached, rows } = found;
    const comparison = compare(reached, rows, found.stopping);
    return comparison && { comparison, scenario: reached, rows };
  } finally {
    progress.stop();
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
