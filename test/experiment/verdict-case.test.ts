import { expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { runBatch } from "../../src/experiment/replication-row.js";
import { buildReport } from "../../src/report/build-report.js";
import { stoppedGroups } from "../../src/report/why-it-stopped.js";
import { loadScenario } from "../../src/scenario/load.js";

it("does not rank first a policy that stood still since day 1, and says so", async () => {
  const scenario = { ...loadScenario("test/cases/verdict/fleet.yaml"), replications: 2 };
  const rows = await Promise.all(
    Object.keys(scenario.policies).map((policy) =>
      runBatch(scenario, { policy, from: 0, until: 2 }),
    ),
  );
  const comparison = compare(scenario, rows.flat())!;
  const kured = comparison.policies.find(({ name }) => name === "kured")!;
  expect(comparison.verdict.winner).not.toBe("kured");
  expect(
    comparison.verdict.standings.find(({ policy }) => policy === "kured")!.place,
  ).toBeGreaterThan(2);
  expect(kured.completion).toMatchObject({ finished: false, isBehind: true, isStuck: true });
  expect(kured.metrics["patch-latency.t50"]).toMatchObject({ notReached: 2 });
  const { headline, rows: table } = buildReport(comparison);
  const bold = table.flatMap(({ cells }) => cells.filter(({ isBest }) => isBest));
  expect(bold.map(({ policy }) => policy)).not.toContain("kured");
  expect(stoppedGroups(comparison)[0]).toMatchObject({
    policy: "kured",
    group: "general, memory, ingress and gpu",
  });
  expect(headline[0]).not.toMatch(/kured/);
  expect(headline[1]).toMatch(/`kured` \([\d.]+ % of hosts updated, stuck since day \d\)/);
  expect(headline.at(-1)).toMatch(/197 of 197 are assumed/);
});
