import type { Model } from "../fleet/state/model.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import type { FoundBreach } from "../simulation/folds.js";
import { startRun } from "../simulation/run.js";
import { watchedIn } from "../simulation/watched.js";
import { type ChaosCase, policyIn, scenarioOf } from "./chaos-case.js";
import { type Failure, failureOf } from "./failure.js";

/** What one run of a case showed. */
export interface Verdict {
  readonly failures: readonly Failure[];
  /** Hash of all transitions, 16 hex digits; empty where the run did not get to its end. */
  readonly hash: string;
}

/** Says how a scenario with one policy fails. */
export type Oracle = (scenario: Scenario, replication: number) => Verdict;

/** The oracle of the search: every invariant, and that the run gets to its end at all. Measures nothing. */
export const invariantsHold: Oracle = (scenario, replication) => {
  try {
    const policy = policyIn(scenario);
    const model = buildModel(scenario, policy, replication);
    return judge(model, scenario);
  } catch (error) {
    return { failures: [failureOf(brokenOff(error))], hash: "" };
  }
};

/**
 * The same fleet under the same faults, and nothing is ever published: what fails all the same no policy could have saved.
 */
export const invariantsHoldWithoutUpdates: Oracle = (scenario, replication) => {
  const model = buildModel(scenario, policyIn(scenario), replication);
  return judge({ ...model, publications: [] }, scenario);
};

function judge(model: Model, scenario: Scenario): Verdict {
  const policy = policyOf(scenario, policyIn(scenario));
  const run = startRun(model, policy, undefined, [], watchedIn(scenario));
  const { breaches, hash } = run.finish();
  return { failures: breaches.map(failureOf), hash };
}

/** A run that broke off, as a breach: in a search it is a finding like any other. */
export function brokenOff(error: unknown): FoundBreach {
  const reason = error instanceof Error ? error.message : String(error);
  return { invariant: "runs-to-the-end", time: 0, message: `the run breaks off: ${reason}` };
}

/** Judges a case; undefined where it is no scenario. */
export function judgeCase(chaosCase: ChaosCase, oracle: Oracle): Verdict | undefined {
  const scenario = scenarioOf(chaosCase);
  return scenario && oracle(scenario, chaosCase.replication);
}
