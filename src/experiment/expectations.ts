import { metricOutputs } from "../metrics/index.js";
import type { Expectation, Scenario } from "../scenario/scenario.js";
import type { ExpectationResult, PolicyResult } from "./comparison.js";

/** Judges what a scenario expects: the mean over replications has to lie within the bounds; no mean, no pass. */
export function judge(scenario: Scenario, policies: readonly PolicyResult[]): ExpectationResult[] {
  return scenario.expect.flatMap((expectation) => {
    const result = policies.find(({ name }) => name === expectation.policy);
    // A policy left out by `--policy` is not judged.
    if (result === undefined) return [];
    if (expectation.over !== undefined && policies[0]?.name !== expectation.over) {
      return [judgeDifference(expectation, result, policies)];
    }
    const found = expectation.over === undefined ? result.metrics : result.differences;
    const estimate = found[expectation.metric] ?? null;
    return [{ ...say(expectation), met: isWithin(expectation, estimate?.mean), estimate }];
  });
}

/** A difference from another than the first policy: of means, since only those to the first are paired in the comparison. */
function judgeDifference(
  expectation: Expectation,
  result: PolicyResult,
  policies: readonly PolicyResult[],
): ExpectationResult {
  const other = policies.find(({ name }) => name === expectation.over);
  const mine = result.metrics[expectation.metric];
  const theirs = other?.metrics[expectation.metric];
  const difference =
    mine === undefined || theirs === undefined ? undefined : mine.mean - theirs.mean;
  return { ...say(expectation), met: isWithin(expectation, difference), estimate: null };
}

function isWithin({ min, max }: Expectation, value: number | undefined): boolean {
  if (value === undefined) return false;
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function say({
  metric,
  policy,
  min,
  max,
  over,
}: Expectation): Pick<ExpectationResult, "text" | "policy" | "metric"> {
  const unit = metricOutputs.find(({ name }) => name === metric)?.unit ?? "";
  const bounds = [
    ...(min === undefined ? [] : [`at least ${plain(min)}`]),
    ...(max === undefined ? [] : [`at most ${plain(max)}`]),
  ];
  const subject = over === undefined ? metric : `${metric} minus that of ${over}`;
  return {
    text: `${subject} of ${policy}: ${bounds.join(" and ")}${unit === "" ? "" : ` ${unit}`}`,
    policy,
    metric,
  };
}

/** A bound as it was meant: 99.9 % is not 0.9990000000000001. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
