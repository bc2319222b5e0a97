import type { Settings } from "../policies/merge-settings.js";
import { decodeData, loadSource } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";

/** What a test is about: one policy of one scenario. */
export interface Subject {
  /** The scenario as a file writes it, in the units of people. */
  readonly data: Settings;
  readonly scenario: Scenario;
  readonly policy: string;
  /** The file it comes from; undefined where the test wrote it. */
  readonly file: string | undefined;
}

/**
 * Names what a test is about.
 *
 * @param from a scenario file, or its data as a file would write it.
 * @param policy a policy of the scenario; the first by default.
 * @throws Error with everything that is wrong with it.
 */
export function policyUnderTest(from: string | Settings, policy?: string): Subject {
  const { data, scenario } = typeof from === "string" ? loadSource(from) : decoded(from);
  const names = Object.keys(scenario.policies);
  const chosen = policy ?? names[0]!;
  if (!names.includes(chosen)) {
    throw new Error(`expected a policy of the scenario (${names.join(", ")}), got "${chosen}"`);
  }
  return { data, scenario, policy: chosen, file: typeof from === "string" ? from : undefined };
}

/** Decodes data of a scenario. @throws Error with everything that is wrong with it. */
export function decoded(data: Settings): { readonly data: Settings; readonly scenario: Scenario } {
  const named = { file: "the scenario of the test", description: "" };
  const { scenario, issues } = decodeData(data, named);
  if (scenario !== undefined) return { data, scenario };
  const said = issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Error(`${named.file}:\n${said.join("\n")}`);
}
