import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { SweepAnswer } from "../../src/experiment/sweep/answer.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-sweep-honesty-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** With a soak of 20 days the canaries alone get the release; nothing ever fails to boot. */
function swept(sweep: string, objective = "") {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: honest
seed: 3
horizon: 4d
fleet: { groups: [{ name: web, hosts: 20, capacity: 4 }] }
services: [{ name: api, group: web, replicas: 40, start: 5s }]
releases: [{ version: 1.1.0, payload: 100MB, channels: { stable: 6h } }]
policies:
  waves:
    offer: { kind: canary-waves, waves: [5%, 100%], soak: 6h }
    reboot: { kind: semaphore, max: 4 }
    update: { kind: ab }
${objective}
sweep:
  factors:
    - { vary: "policies[waves].offer.soak", values: [2h, 12h, 20d] }
    - { vary: people.crews, values: [1, 2] }
  replications: 4
${sweep}
`,
  );
  const out = join(folder, "out");
  const { stdout, status, stderr } = shakedown(folder, ["sweep", path, "--json", "--out", out]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const words = readFileSync(join(out, "sweep.md"), "utf8").replaceAll(/[`*]/g, "");
  const page = readFileSync(join(out, "sweep.html"), "utf8").replaceAll(/base64,[^"]*/g, "");
  return { answer: JSON.parse(stdout) as SweepAnswer, words, page, json: stdout };
}

/** Metrics of every kind: those that never apply here, that never vary, and that are not reached. */
const METRICS =
  "[container-downtime, availability, reboots, recovery-time, time-to-detect, budget-violation, patch-latency.t50, patch-latency.t100, exposure, progress-stopped]";

describe("a sweep", () => {
  it.each(["grid", "one-at-a-time", "latin-hypercube, points: 40"])(
    "prints no NaN and names no factor as the cause of what it is not shown to change: %s",
    (design) => {
      const { answer, words, page, json } = swept(
        `  design: ${design.replace(", points", "\n  points")}\n  metrics: ${METRICS}`,
      );
      for (const text of [words, page]) expect(text).not.toMatch(/NaN|Infinity|undefined/);
      // What is no number would be null in JSON.
      expect(json).not.toMatch(/"(low|high|value|mean|p)": null/);
      for (const { metric, factors } of answer.metrics) {
        const [, named] =
          new RegExp(`of what the factors do to ${metric} is due to (\\S+):`).exec(words) ?? [];
        if (named === undefined) continue;
        const { effects } = factors.find(({ factor }) => factor === named)!;
        expect(effects.some(({ isShown }) => isShown)).toBe(true);
      }
      expect(words).not.toContain("is due to people.crews");
      expect(words).toContain(
        "recovery-time applied in no replication at any point: it applies where a boot failed",
      );
      expect(words).toContain(
        "budget-violation applied in no replication at any point: it applies where a service has a budget",
      );
    },
    120_000,
  );

  it("says where the fleet did not finish, and counts a time that was not reached up to the end", () => {
    const { answer, words } = swept("  metrics: [patch-latency.t90, container-downtime]");
    const frozen = answer.table.filter(({ levels }) => levels[0] === "20d");
    expect(frozen).toHaveLength(2);
    for (const { means, notReached, completion } of frozen) {
      expect(means["patch-latency.t90"]).toBe(90);
      expect(notReached["patch-latency.t90"]).toBe(4);
      expect(completion.finished).toBe(false);
    }
    expect(answer.metrics[0]!.factors).toHaveLength(2);
    expect(words).toMatch(
      /At 2 of 6 points the fleet does not finish its rollouts, least at policies\[waves\]\.offer\.soak = 20d, people\.crews = \d: \d+ % of hosts updated, stuck since day 0/,
    );
    expect(words).toMatch(
      /patch-latency\.t90 was not reached in some replications at \d of \d+ points/,
    );
    expect(words).toContain("At 20d 2 of 2 points do not finish.");
    const csv = readFileSync(join(folder, "out", "sweep.csv"), "utf8").split("\r\n");
    const point = "policies[waves].offer.soak=20d; people.crews=1";
    expect(csv).toContain(
      `sweep,honest,3,waves,${point},patch-latency.t90,patch-latency.t90,,h,mean,90,,,4,4`,
    );
    expect(csv).toContain(
      `sweep,honest,3,waves,${point},hosts-unpatched,hosts-unpatched,,,finished,0,,,,0`,
    );
    expect(
      readFileSync(join(folder, "out", "sweep.parquet"))
        .subarray(0, 4)
        .toString(),
    ).toBe("PAR1");
  });

  it("measures what the scenario's objective says where it names no metrics, and says which constraints are missed", () => {
    const { answer, words } = swept(
      "",
      "objective: { minimise: host-downtime, constraints: { patched-within: { sla: 1d, min: 95% }, patch-latency.t90: { max: 2d } } }",
    );
    expect(answer.metrics.map(({ metric }) => metric)).toEqual([
      "host-downtime",
      "patched-within",
      "patch-latency.t90",
    ]);
    const missed = answer.table.filter(({ constraints }) => constraints.some(({ met }) => !met));
    expect(missed.map(({ levels }) => levels[0])).toEqual(["20d", "20d"]);
    expect(words).toMatch(
      /constraint is missed at 2 of 6 points, .*: patched-within\{sla=1d\} at least 0\.95 \(found 0\.\d+\)/,
    );
    expect(words).toMatch(/patch-latency\.t90 at most 48 h \(found 90\)/);
  });
});
