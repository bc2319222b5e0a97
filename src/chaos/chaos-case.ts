import { decodeData } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";
import { isSettings } from "../policies/merge-settings.js";
import type { Settings } from "./data-edit.js";

/**
 * One case of the search: a scenario with one policy, whose faults are listed one by one with times and victims, so that any
 * of them can be left out without touching the luck of the others.
 */
export interface ChaosCase {
  /** The scenario as its file writes it, in the units of people: what is shrunk and kept. */
  readonly data: Settings;
  /** 0, 1, 2, …: whose luck the world has. */
  readonly replication: number;
}

/** What a case does not need of the file that it comes from: how the experiment is judged and told. */
const NOT_OF_A_CASE = new Set([
  "$schema",
  "description",
  "expect",
  "chaos",
  "plan",
  "sweep",
  "tune",
  "sources",
  "suppress",
]);

/**
 * Makes a case of the data of a scenario file.
 *
 * @param faults as a file writes them, added to those of the scenario.
 */
export function caseOf(
  data: Settings,
  chosen: { readonly policy: string; readonly replication: number },
  faults: readonly Settings[] = [],
): ChaosCase {
  const kept = Object.entries(data).filter(
    ([key]) => !NOT_OF_A_CASE.has(key) && !key.startsWith("x-"),
  );
  const policies = isSettings(data["policies"]) ? data["policies"] : {};
  const policy = policies[chosen.policy];
  return {
    data: {
      ...Object.fromEntries(kept),
      replications: chosen.replication + 1,
      faults: [...faultsIn(data), ...faults],
      policies: { [chosen.policy]: withoutSources(policy) },
    },
    replication: chosen.replication,
  };
}

/** The faults of a case, as a file writes them. */
export function faultsIn(data: Settings): readonly Settings[] {
  const { faults } = data;
  return Array.isArray(faults) ? (faults as readonly Settings[]) : [];
}

/** Decodes a case; undefined where it is no scenario, as when something was cut that the rest refers to. */
export function scenarioOf({ data }: ChaosCase): Scenario | undefined {
  return decodeData(data, { file: "a chaos case", description: "" }).scenario;
}

/** Name of the one policy of a case. */
export function policyIn({ policies }: Pick<Scenario, "policies">): string {
  return Object.keys(policies)[0]!;
}

function withoutSources(policy: unknown): unknown {
  if (!isSettings(policy)) return policy;
  return Object.fromEntries(Object.entries(policy).filter(([key]) => key !== "sources"));
}
