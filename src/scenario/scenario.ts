import type { StoppingRule } from "./replications-schema.js";
import type { ScenarioFile } from "./schema.js";

/** A figure of a scenario and where it comes from. */
export interface Assumption {
  /** Path in the file, as `fleet.groups.0.hosts`. */
  readonly path: string;
  /** As it is written. */
  readonly value: string;
  /** A source; without one the figure is assumed. */
  readonly source?: string;
}

/**
 * A scenario, ready to be simulated: plain data, so that it crosses to worker threads as it is. Names are as written;
 * `simulation/` turns them into indices.
 */
export interface Scenario extends Omit<ScenarioFile, "$schema" | "description" | "replications"> {
  /** Runs per policy; with a stopping rule, the most there can be. */
  readonly replications: number;
  /** When there are enough replications; null where their number is given. */
  readonly stopping: StoppingRule | null;
  /** As given to the loader. */
  readonly file: string;
  /** The plain words: `description`, or the comment at the top of the file. */
  readonly description: string;
  /** Hash of the content whatever its layout, 16 hex digits. */
  readonly hash: string;
  /** Hash of what happens to every policy alike: the content without policies, expectations, seed, replications and words. 16 hex digits. */
  readonly worldHash: string;
  /** The figures that the scenario gives, in the order of the file. */
  readonly assumptions: readonly Assumption[];
}
