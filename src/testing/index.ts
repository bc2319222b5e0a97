/**
 * Shakedown in the tests of those who use it: what a policy must survive, and keep, as expectations of a test run; arbitraries
 * for property tests; and a fleet to be driven step by step.
 *
 * @packageDocumentation
 */

export {
  type ArbitraryOptions,
  faultPlans,
  fleets,
  policies,
  releases,
  scenarios,
} from "./arbitraries.js";
export { fleetCommands, type FleetCommand, type FleetModel, quietModel } from "./commands.js";
export { FleetUnderTest } from "./fleet.js";
export type { Limit } from "./limits.js";
export type { MatcherResult, ReplicationOptions } from "./matcher-result.js";
export { matchers, type SurviveOptions } from "./matchers.js";
export type { BeatOptions } from "./objective.js";
export { policyUnderTest, type Subject } from "./subject.js";
export type { FoundBreach } from "../simulation/folds.js";
export type { Scenario } from "../scenario/scenario.js";
export type { Settings } from "../policies/merge-settings.js";
