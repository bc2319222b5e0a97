import type { Comparison } from "../experiment/comparison.js";
import { ExitCode } from "./exit-code.js";

/** What a comparison comes to for the shell: interrupted, failed where an expectation or an invariant does not hold, or done. */
export function outcomeOf(comparison: Comparison): ExitCode {
  if (comparison.partial) return ExitCode.Interrupted;
  const unmet = comparison.expectations.some(({ met }) => !met);
  const breached = comparison.policies.some(({ breaches }) => breaches.length > 0);
  return unmet || breached ? ExitCode.Failed : ExitCode.Done;
}
