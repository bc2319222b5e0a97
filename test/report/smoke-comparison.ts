import { compare } from "../../src/experiment/compare.js";
import type { Comparison } from "../../src/experiment/comparison.js";
import { pointOfNoReturn } from "../../src/experiment/no-return/answer.js";
import { answerRobust } from "../../src/experiment/robust/answer.js";
import { batchesOf, runBatches } from "../../src/experiment/run-batches.js";
import { loadScenario, loadSource } from "../../src/scenario/load.js";
import { listedReleases } from "../../src/scenario/release-schema.js";

/** Prices that the scenario has not: every chart has something to draw. */
const costs = {
  currency: "EUR",
  containerDown: { others: 12, services: {} },
  unpatchedHost: 0.05,
};

/** A real comparison, small enough to be made anew in each test file. */
export async function smokeComparison(replications = 4): Promise<Comparison> {
  const scenario = { ...loadScenario("scenarios/smoke.yaml"), replications, costs };
  const batches = batchesOf(Object.keys(scenario.policies), replications, 1);
  const rows = await runBatches(scenario, batches, { workers: 1 });
  const comparison = compare(scenario, rows)!;
  const release = listedReleases(scenario.releases).find(
    ({ defects }) => defects.length > 0,
  )!.version;
  const subject = { scenario, release, output: "container-downtime.defect", replications: 1 };
  const policies = comparison.policies.map(async (policy) => ({
    ...policy,
    noReturn: await pointOfNoReturn({ ...subject, policy: policy.name }, { workers: 1 }),
  }));
  const { data } = loadSource("scenarios/smoke.yaml");
  const robustness = await answerRobust(
    { scenario, source: { data }, rows, times: 6 },
    { workers: 1 },
  );
  return { ...comparison, robustness, policies: await Promise.all(policies) };
}

/** The same comparison with other names: whatever a user may call things. */
export function renamed(comparison: Comparison, name: string): Comparison {
  const [first, ...others] = comparison.policies;
  return {
    ...comparison,
    scenario: { ...comparison.scenario, name, description: name },
    policies: [{ ...first!, name }, ...others],
  };
}
