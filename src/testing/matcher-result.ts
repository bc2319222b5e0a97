/** What matchers take and give. */
import { metricOutputs } from "../metrics/index.js";

/** What `expect.extend` wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  /** What is said where it fails. */
  readonly message: () => string;
}

/** How many replications are looked at, and where counterexamples go. */
export interface ReplicationOptions {
  /** Replications, each with luck of its own; the scenario's number by default [runs]. */
  readonly replications?: number;
  /** Where the smallest failing case is written, `shakedown-found` by default. */
  readonly folder?: string;
}

/** A metric output by its name. @throws Error where there is none. */
export function knownMetric(name: string) {
  const known = metricOutputs.find((one) => one.name === name);
  if (known !== undefined) return known;
  throw new Error(
    `expected a metric (${metricOutputs.map((one) => one.name).join(", ")}), got "${name}"`,
  );
}
