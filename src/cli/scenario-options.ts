import { loadScenario } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";
import { oneOf } from "./options.js";

/** What options change of a scenario, or choose from it. */

/** What an option may change of a scenario. */
export interface ScenarioOptions {
  readonly seed?: string;
  readonly replications?: number;
}

/** Loads a scenario and lets options have the last word. */
export function loadWith(file: string, options: ScenarioOptions): Scenario {
  return withOptions(loadScenario(file), options);
}

/** A scenario of which options have the last word. */
export function withOptions(scenario: Scenario, options: ScenarioOptions): Scenario {
  return {
    ...scenario,
    seed: options.seed ?? scenario.seed,
    replications: options.replications ?? scenario.replications,
    stopping: options.replications === undefined ? scenario.stopping : null,
  };
}

/** The policies that are asked about: one of the scenario, or all of them. @throws UsageError with the nearest one. */
export function chosenPolicies({ policies }: Scenario, asked: string | undefined): string[] {
  const names = Object.keys(policies);
  return asked === undefined ? names : [oneOf("--policy", asked, names)];
}
