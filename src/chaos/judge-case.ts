import type { Scenario } from "../scenario/scenario.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import type { FoundBreach } from "../simulation/folds.js";
import { startRun } from "../simulation/run.js";
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
    const { breaches, hash } = startRun(model, policyOf(scenario, policy), undefined, []).finish();
    return { failures: breaches.map(failureOf), hash };
  } catch (error) {
    return { failures: [failureOf(brokenOff(error))], hash: "" };
  }
};

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
