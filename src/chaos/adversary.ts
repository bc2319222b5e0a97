import { caseOf, policyIn, scenarioOf } from "./chaos-case.js";
import type { Settings } from "./data-edit.js";
import { type Failure, failureOf } from "./failure.js";
import { faultsInWords } from "./found-file.js";
import { isHarm } from "./harm.js";
import type { HuntOptions } from "./hunt.js";
import type { Oracle } from "./judge-case.js";
import type { Scenario } from "../scenario/scenario.js";
import { search } from "./search.js";
import { shrink } from "./shrink.js";
import { simulate } from "../simulation/simulate.js";

/** An adversary that has a budget of faults, and wants one figure as bad as it gets. */

/** Share of the way from a run without faults to the worst one that the shrunk plan still goes. */
const KEPT = 0.9;

/** What is attacked. */
export interface Aim {
  /** The scenario as its file writes it, with the seed that is used. */
  readonly raw: Settings;
  readonly policy: string;
  /** How much the faults may do. */
  readonly chaos: Scenario["chaos"];
  /** Output of a metric. */
  readonly output: string;
}

/** What came of it. */
export interface Attack {
  readonly policy: string;
  readonly output: string;
  readonly runs: number;
  /** The metric without any fault of the adversary; null where it does not apply. */
  readonly quiet: number | null;
  /** The metric under the worst plan that was found; null where no plan gave one. */
  readonly worst: number | null;
  /** The metric under the smallest plan that goes nine tenths of the way. */
  readonly shrunk: number | null;
  /** That plan in words, and as a scenario. */
  readonly story: readonly string[];
  readonly scenario: Settings | undefined;
}

/** Searches for the plan that makes a metric worst, and takes away from it what adds little. */
export async function attack(aim: Aim, options: HuntOptions): Promise<Attack> {
  const { raw, policy, output, chaos } = aim;
  const start = caseOf(raw, { policy, replication: 0 });
  const scenario = scenarioOf(start)!;
  const { worst, runs } = await search(
    { ...scenario, chaos },
    { ...options, policy, seed: scenario.seed, adversary: output },
  );
  const nothing = { policy, output, runs, shrunk: null, story: [], scenario: undefined };
  const replication = worst?.job.replication ?? 0;
  const quiet = valueOf(raw, { ...aim, replication });
  if (worst === undefined) return { ...nothing, quiet, worst: null };
  if (quiet !== null && !isHarm(output, worst.score, quiet)) {
    return { ...nothing, quiet, worst: worst.score };
  }
  const bar = (quiet ?? 0) + KEPT * (worst.score - (quiet ?? 0));
  const full = caseOf(raw, { policy, replication }, worst.job.plan);
  const oracle = reaches(output, bar);
  const { smallest } = shrink(full, failureAt(output), { oracle, only: "faults" });
  return {
    ...nothing,
    quiet,
    worst: worst.score,
    shrunk: scoreIn(smallest.data, smallest.replication, output),
    story: faultsInWords(smallest.data),
    scenario: smallest.data,
  };
}

/** Fails where a metric is at least as bad as the bar; only the plan and the fleet may get smaller. */
function reaches(output: string, bar: number): Oracle {
  return (scenario, replication) => {
    const { values, hash } = simulate(scenario, { policy: policyIn(scenario), replication });
    const value = values.scalars[output] ?? null;
    const isReached = value !== null && (value === bar || isHarm(output, value, bar));
    return { failures: isReached ? [failureAt(output)] : [], hash };
  };
}

function failureAt(output: string): Failure {
  return failureOf({ invariant: `worst-${output}`, time: 1, message: `metric ${output}` });
}

function valueOf(
  raw: Settings,
  { policy, output, replication }: Aim & { readonly replication: number },
): number | null {
  return scoreIn(caseOf(raw, { policy, replication }).data, replication, output);
}

function scoreIn(data: Settings, replication: number, output: string): number | null {
  const scenario = scenarioOf({ data, replication })!;
  const { values } = simulate(scenario, { policy: policyIn(scenario), replication });
  return values.scalars[output] ?? null;
}
