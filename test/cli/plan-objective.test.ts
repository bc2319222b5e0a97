import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { PlanAnswer } from "../../src/experiment/plan/answer.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-plan-objective-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The lock has a slot or more; with 0 % of the hosts in the second wave the canaries alone get the release. */
function planned(plan: string, objective = "") {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: planned
seed: 3
horizon: 4d
fleet: { groups: [{ name: web, hosts: 20, capacity: 4 }] }
services: [{ name: api, group: web, replicas: 40, start: 5s, budget: { minAvailable: 90% } }]
releases: [{ version: 1.1.0, payload: 100MB, channels: { stable: 6h } }]
policies:
  waves:
    offer: { kind: canary-waves, waves: [5%, 50%, 100%], soak: 6h }
    reboot: { kind: semaphore, max: 4 }
    update: { kind: ab }
${objective}
plan:
${plan}
`,
  );
  const out = join(folder, "out");
  const { stdout, status, stderr } = shakedown(folder, ["plan", path, "--json", "--out", out]);
  if (status === 2) return { status, stderr, words: "", answer: undefined };
  const words = readFileSync(join(out, "plan.md"), "utf8").replaceAll(/[`*]/g, "");
  return { status, stderr, words, answer: JSON.parse(stdout) as PlanAnswer };
}

/** The longer the soak, the fewer reboots: with 40 h there is no time for the last wave, with 90 h for none but the canaries. */
const LONGEST_SOAK = `  find: largest
  vary: "policies[waves].offer.soak"
  from: 10h
  to: 90h
  step: 10h
  confidence: 90%`;

describe("a plan", () => {
  it("never answers with a value at which the fleet does not finish its rollouts", () => {
    const require = "  require: { holds: [{ metric: reboots, max: 100 }], in: 80% }";
    const { status, answer, words } = planned(`${LONGEST_SOAK}\n${require}`);
    expect(status).toBe(0);
    const { first } = answer!;
    // Every value keeps the bound.
    for (const { figure } of first.points) expect(figure.value).toBe(0);
    const open = first.points.filter(({ completion }) => completion.finished === false);
    expect(open.length).toBeGreaterThan(0);
    for (const { verdict } of open) expect(verdict?.meets ?? false).toBe(false);
    const chosen = first.points.find(({ value }) => value === first.answer)!;
    expect(chosen.completion.finished).toBe(true);
    expect(words).toMatch(
      /At .*90h the fleet does not finish its rollouts, and so that is no answer: at 90h \d+ % of hosts updated, stuck since day 0/,
    );
  }, 120_000);

  it("goes by the constraints of the scenario's objective where it requires nothing of its own", () => {
    const objective =
      "objective: { minimise: container-downtime, constraints: { patch-latency.t100: { max: 2d }, peak-hosts-down: { max: 3, in: 80% } } }";
    const plan = `  find: largest
  vary: "policies[waves].reboot.max"
  from: 1
  to: 8
  confidence: 90%`;
    const { status, answer, words } = planned(plan, objective);
    expect(status).toBe(0);
    expect(answer!.request).toMatchObject({
      require: { kind: "mean", limit: { metric: "patch-latency.t100", max: 48 } },
      also: [{ kind: "chance", least: 0.8 }],
      mustFinish: false,
    });
    expect(answer!.first.answer).toBeGreaterThanOrEqual(3);
    const missed = answer!.first.points.filter(({ verdict }) => verdict?.meets === false);
    for (const { bounds } of missed) {
      expect(bounds[1]!.limit.metric).toBe("peak-hosts-down");
      expect(bounds[1]!.missed.value).toBeGreaterThan(0.2);
    }
    expect(words).toContain(
      "a mean patch-latency.t100 at most 48 h, and peak-hosts-down at most 3",
    );
  }, 120_000);

  it("takes a time that was not reached for a missed bound, which it says", () => {
    const require = "  require: { holds: [{ metric: patch-latency.t100, max: 3d }], in: 80% }";
    const { answer } = planned(`${LONGEST_SOAK}\n${require}`);
    const last = answer!.first.points.find(({ value }) => value === "90h")!;
    expect(last.bounds[0]).toMatchObject({ missed: { value: 1 }, notReached: last.figure.n });
    expect(answer!.first.answer).not.toBe("90h");
  }, 120_000);

  it("is refused where neither it nor the scenario says what is required", () => {
    const { status, stderr } = planned(LONGEST_SOAK);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /s\.yaml:\d+:\d+ plan: expected require, or constraints in the objective of the scenario, got neither/,
    );
  });
});
