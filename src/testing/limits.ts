import { policyIn } from "../chaos/chaos-case.js";
import { type Failure, failureOf } from "../chaos/failure.js";
import type { Scenario } from "../scenario/scenario.js";
import { metricOutputs } from "../metrics/index.js";
import { simulate } from "../simulation/simulate.js";
import type { Judged } from "./deadlines.js";

/** Bounds on the metrics of single replications. */

/** A bound, in the metric's unit. A metric that does not apply is within every bound; a time that was not reached is above any `max`. */
export interface Limit {
  /** Output of a metric. */
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
}

/** Says how a replication goes beyond limits: one failure for each of them. */
export function withinLimits(limits: readonly Limit[]) {
  return (scenario: Scenario, replication: number): Judged => {
    const { values, hash } = simulate(scenario, { policy: policyIn(scenario), replication });
    const failures = limits.flatMap((limit) => {
      const waited = values.notReached?.[limit.metric];
      if (waited !== undefined) return late(limit, waited) ?? [];
      return beyond(limit, values.scalars[limit.metric] ?? null) ?? [];
    });
    const applied = limits.some(
      ({ metric }) =>
        typeof values.scalars[metric] === "number" || values.notReached?.[metric] !== undefined,
    );
    return { failures, hash, applied };
  };
}

function beyond({ metric, min, max }: Limit, value: number | null): Failure | undefined {
  if (value === null) return undefined;
  const tooLow = min !== undefined && value < min;
  const tooHigh = max !== undefined && value > max;
  if (!tooLow && !tooHigh) return undefined;
  const words = inUnit(metric, value);
  const bound = tooLow ? `at least ${figure(min)}` : `at most ${figure(max!)}`;
  return failureOf({
    invariant: metric.replaceAll(".", "-"),
    time: 0,
    message: `metric ${metric} is ${words}, expected ${bound}`,
  });
}

/** A time that was not reached, where it may be too late. */
function late({ metric, max }: Limit, waited: number): Failure | undefined {
  if (max === undefined) return undefined;
  return failureOf({
    invariant: metric.replaceAll(".", "-"),
    time: 0,
    message: `metric ${metric} is not reached within ${inUnit(metric, waited)}, to the end of the run, expected at most ${figure(max)}`,
  });
}

function inUnit(metric: string, value: number): string {
  const { unit = "" } = metricOutputs.find(({ name }) => name === metric) ?? {};
  return [figure(value), unit].filter((word) => word !== "").join(" ");
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 6, useGrouping: false });
}
