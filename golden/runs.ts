import { readdirSync } from "node:fs";
import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/scenario.js";
import { DAY } from "../src/support/time.js";

/** Replications of a golden run, where its scenario asks for as many. */
const REPLICATIONS = 3;

/** Scenarios that take long are run less: all goldens together are to take half a minute of one processor. */
const LESS: Readonly<Record<string, { readonly replications: number; readonly days?: number }>> = {
  "bad-kernel": { replications: 2 },
  "every-preset": { replications: 2 },
  "coreos-release-train": { replications: 2, days: 120 },
  "weekly-train": { replications: 2, days: 120 },
};

/** Every shipped scenario that has policies, by its path below scenarios/ without the ending, sorted. */
export const goldenNames: readonly string[] = readdirSync("scenarios", { recursive: true })
  .map((path) => String(path).replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".yaml"))
  .map((path) => path.replace(/\.yaml$/, ""))
  .toSorted();

/** The scenario as its golden runs it: with few replications and, where it takes long, for less time. */
export function goldenScenario(name: string): Scenario {
  const scenario = loadScenario(`scenarios/${name}.yaml`);
  const { replications = REPLICATIONS, days } = LESS[name] ?? {};
  return {
    ...scenario,
    replications: Math.min(scenario.replications, replications),
    stopping: null,
    horizon: days === undefined ? scenario.horizon : Math.min(scenario.horizon, days * DAY),
  };
}
