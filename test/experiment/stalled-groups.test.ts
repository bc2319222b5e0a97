import { expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { runBatch } from "../../src/experiment/replication-row.js";
import { buildReport } from "../../src/report/build-report.js";
import { renderHtml } from "../../src/report/html.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { stoppedGroups } from "../../src/report/why-it-stopped.js";
import { loadScenario } from "../../src/scenario/load.js";

/** A fleet of 1,200 hosts whose kured stands still from the first day: one service of its largest group may lose no container. */

const scenario = { ...loadScenario("test/fleet/blockers/fleet.yaml"), replications: 2 };
const { kured } = scenario.policies;
const alone = { ...scenario, policies: { kured: kured! } };

it(
  "kured is said to have stopped on day 1, for the budget of svc-05, and by whom",
  { timeout: 60_000 },
  async () => {
    const rows = await runBatch(alone, { policy: "kured", from: 0, until: 2 });
    const comparison = compare(alone, JSON.parse(JSON.stringify(rows)))!;
    const [general] = comparison.policies[0]!.stalls;
    expect(general).toMatchObject({
      group: "general",
      hosts: 800,
      replications: 2,
      replication: 0,
    });
    expect(general!.waiting.min).toBeGreaterThan(700);
    expect(general!.since.last).toBeLessThan(2 * 86_400_000);
    const [lock, budget] = general!.first.chain;
    expect(lock).toMatchObject({ kind: "lock", nextHost: budget!.hostName });
    expect(budget).toMatchObject({
      kind: "budget",
      service: "svc-05",
      figures: { allowed: 0, needed: 1200, serving: 1200, replicas: 1200 },
    });
    expect(budget!.since).toBeGreaterThanOrEqual(86_400_000);
    expect(budget!.since).toBeLessThan(2 * 86_400_000);
    expect(general!.causes[0]!.root.kind).toBe("budget");
    expect(general!.reproduce).toMatch(/^shakedown replay .*--policy kured .*--stalls$/);

    // The lock is one for the cluster: groups without such a service wait for the same host.
    const names = comparison.policies[0]!.stalls.map(({ group }) => group);
    expect(names).toEqual(expect.arrayContaining(["general", "memory", "gpu", "ingress"]));

    const report = buildReport(comparison);
    const said = stoppedGroups(comparison)[0]!;
    const forms = [
      renderTerminal(report, { color: false }).replaceAll(/\s+/g, " "),
      renderHtml(report),
      renderMarkdown(report, []).replaceAll("\\", ""),
    ];
    for (const form of forms) {
      expect(form).toContain("Why it stopped");
      expect(form).toContain("the budget of svc-05 allows 0 evictions");
      expect(form).toContain(said.reproduce);
    }
  },
);
