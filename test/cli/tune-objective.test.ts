import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { TuneAnswer } from "../../src/experiment/tune/answer.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-tune-objective-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** With a soak of 20 days the canaries alone get the release: least downtime, and nothing done. */
function scenario(objective: string, tune: string, soak = "2h, 12h, 20d"): string {
  const path = join(folder, `${files++}.yaml`);
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: frozen
seed: 3
horizon: 4d
fleet: { groups: [{ name: web, hosts: 40, capacity: 4 }] }
services: [{ name: api, group: web, replicas: 80, start: 5s }]
releases: [{ version: 1.1.0, payload: 100MB, channels: { stable: 6h } }]
faults: [{ kind: host-crash, rate: { per: host, every: 90d } }]
policies:
  waves:
    offer: { kind: canary-waves, waves: [5%, 100%], soak: 6h }
    reboot: { kind: semaphore, max: 4 }
    update: { kind: ab }
${objective}
tune:
  knobs:
    - { vary: "policies[waves].offer.soak", values: [${soak}] }
    - { vary: "policies[waves].reboot.max", values: [2, 4] }
  replications: { first: 6, budget: 100, final: 20 }
${tune}
`,
  );
  return path;
}

function tuned(file: string) {
  const out = `${file}.out`;
  const { stdout, status } = shakedown(folder, ["tune", file, "--json", "--out", out]);
  const words = readFileSync(join(out, "tune.md"), "utf8").replaceAll(/[`*]/g, "");
  return { answer: JSON.parse(stdout) as TuneAnswer, status, words };
}

const pointsAt = ({ points }: TuneAnswer, soak: string) =>
  points.filter(({ levels }) => levels[0] === soak);

describe("the objective of tune", () => {
  it("is the scenario's where the request states none, and never recommends what did not finish", () => {
    const file = scenario("objective: { minimise: container-downtime }", "  indifference: 60");
    const { answer, status, words } = tuned(file);
    expect(status).toBe(0);
    expect(answer.request.objectives).toEqual([
      { metric: "container-downtime", unit: "container-s", goal: "min", weight: 1 },
    ]);
    expect(answer.best!.levels[0]).not.toBe("20d");
    const frozen = pointsAt(answer, "20d");
    expect(frozen).toHaveLength(2);
    for (const { completion, isEligible, objectives } of frozen) {
      expect(completion).toMatchObject({ finished: false, isBehind: true, isStuck: true });
      expect(isEligible).toBe(false);
      // It would be first by downtime alone.
      expect(objectives[0]!.mean).toBeLessThan(answer.best!.objectives[0]!.mean);
    }
    expect(words).toMatch(
      /20d instead of .* did not finish: \d+ % of hosts updated, stuck since day 0/,
    );
    expect(words).toContain("By the scenario's objective, the least container-downtime.");
    const csv = readFileSync(join(`${file}.out`, "tune.csv"), "utf8");
    expect(csv.match(/,recommended,1,/g)).toHaveLength(1);
    expect(
      csv.match(/soak=20d; [^,]*,container-downtime,[^,]*,,[^,]*,search-eligible,0,/g),
    ).toHaveLength(2);
  });

  it("is the request's where it states one, with the constraints of the scenario that it does not replace", () => {
    const objective =
      "objective: { minimise: container-downtime, constraints: { peak-hosts-down: { max: 3 } } }";
    const own = "  objectives: [{ metric: vulnerable-time }]\n  indifference: 1";
    const { answer } = tuned(scenario(objective, own));
    expect(answer.request.objectives.map(({ metric }) => metric)).toEqual(["vulnerable-time"]);
    expect(answer.request.require).toMatchObject([
      { kind: "mean", limit: { metric: "peak-hosts-down", max: 3 } },
    ]);
    expect(answer.best!.levels[1]).toBe(2);
    const require = "\n  require: [{ holds: [{ metric: peak-hosts-down, max: 30 }], in: 90% }]";
    const { answer: replaced } = tuned(scenario(objective, own + require));
    expect(replaced.request.require).toMatchObject([{ kind: "chance", least: 0.9 }]);
    expect(replaced.best!.levels[1]).toBe(4);
  });

  it("recommends nothing where no point keeps a constraint, and says which by how much", () => {
    const objective =
      "objective: { minimise: container-downtime, constraints: { patch-latency.t90: { max: 1h } } }";
    const { answer, status, words } = tuned(scenario(objective, "  indifference: 60"));
    expect(status).toBe(1);
    expect(answer.best).toBeNull();
    expect(words).toContain("Nothing is recommended. No combination keeps what is required");
    expect(words).toMatch(/a mean patch-latency\.t90 at most 1 h: missed significantly, mean \d/);
    expect(words).toMatch(/missed in 100 % of \d+ replications .*, by [\d.]+ h on average/);
    // What never reached it is a missed bound like any other, and stays in the table.
    for (const point of pointsAt(answer, "20d")) {
      expect(point.isEligible).toBe(false);
      expect(point.bounds[0]![0]!.notReached).toBe(point.replications);
    }
  });
});

describe("a time that is not reached", () => {
  const own = "  objectives: [{ metric: patch-latency.t90 }]\n  indifference: 1h";

  it("counts up to the end of the run, stays in the table and is not recommended", () => {
    const { answer, status } = tuned(scenario("", own));
    expect(status).toBe(0);
    expect(answer.best!.notReached).toEqual([0]);
    for (const point of pointsAt(answer, "20d")) {
      expect(point.notReached).toEqual([point.replications]);
      // From the publication at 6 h to the end at 96 h.
      expect(point.objectives[0]).toMatchObject({ mean: 90, n: point.replications });
      expect(point.isEligible).toBe(false);
      expect(point.givenUp).not.toBe("does-not-apply");
    }
  });

  it("is recommended nowhere where no point reaches it", () => {
    const { answer, status, words } = tuned(scenario("", own, "19d, 20d"));
    expect(status).toBe(1);
    expect(answer.best).toBeNull();
    expect(words).toContain("At none of 4 combinations did the fleet finish its rollouts.");
    expect(words).toMatch(/patch-latency\.t90 was not reached in (\d+) of \1 replications/);
  });

  it("misses a bound on it, in a share of replications", () => {
    const require =
      "  objectives: [{ metric: container-downtime }]\n  indifference: 60\n  require: [{ holds: [{ metric: patch-latency.t90, max: 3d }], in: 90% }]";
    const { answer } = tuned(scenario("", require));
    expect(answer.best!.levels[0]).not.toBe("20d");
    expect(answer.best!.kept[0]!.value).toBe(1);
    for (const point of pointsAt(answer, "20d")) expect(point.kept[0]!.value).toBe(0);
  });
});

describe("an indifference", () => {
  it("is read in the unit of the objective, wherever that is from", () => {
    const file = scenario("objective: { minimise: reboots }", "  indifference: 5%");
    const { status, stderr } = shakedown(folder, ["tune", file, "--no-report"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /\.yaml:\d+:\d+ tune\.indifference: expected a number in reboots, such as 120 or 120 reboots above 0, got "5%"/,
    );
  });
});

describe("a knob of a policy that is not run", () => {
  it("is warned of by its line, for what is said of it is noise", () => {
    const file = scenario("", "  objectives: [{ metric: reboots, goal: min }]\n  indifference: 1");
    const text = readFileSync(file, "utf8")
      .replace("policies:\n", "policies:\n  other: { reboot: { kind: semaphore, max: 1 } }\n")
      .replace("policies[waves].reboot.max", "policies[other].reboot.max");
    writeFileSync(file, text);
    const { status, stderr } = shakedown(folder, ["tune", file, "--json", "--no-report"]);
    expect(status).toBe(0);
    // Without a policy the first one that a knob is of is run.
    expect(stderr).toMatch(
      /^warning: .*\.yaml:\d+:\d+ knob-without-effect: policies\[waves\]\.offer\.soak moves nothing/m,
    );
    const alone = text.replace("policies[waves].offer.soak", "policies[other].reboot.max");
    writeFileSync(
      file,
      `${alone.replace(/ +- .*values: \[2, 4\] }\n/, "").replace("2h, 12h, 20d", "1, 2")}  policy: waves\n`,
    );
    const refused = shakedown(folder, ["tune", file, "--no-report"]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /\.yaml:\d+:\d+ tune\.policy: expected other, whose settings are varied/,
    );
  });
});
