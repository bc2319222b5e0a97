import { describe, expect, it } from "vitest";
import { attack } from "../../src/chaos/adversary.js";
import { scenarioOf } from "../../src/chaos/chaos-case.js";
import type { Settings } from "../../src/chaos/data-edit.js";
import { hunt, type Quarry } from "../../src/chaos/hunt.js";
import { quietFleet } from "../../bench/hidden-bug.js";

/** update_engine says "good" after a fallback and installs the same release again: known of `careful`, which is CoreOS. */
const flaws = ["every-host-recovers", "no-endless-reinstall", "next-waits-for-well"];
const options = { runs: 400, workers: 1 };

function quarry(more: Settings = {}, invariants: readonly string[] = flaws): Quarry {
  const raw = { ...quietFleet(12), ...more };
  const { chaos } = scenarioOf({ data: raw, replication: 0 })!;
  return { raw, chaos, policy: "careful", invariants, known: [], folder: "found" };
}

describe("a hunt", () => {
  it("finds what a policy gets wrong, shrinks it, and says how to see it again", async () => {
    const { news, inherent } = await hunt(quarry(), options);
    expect(news.map(({ identity }) => identity).toSorted()).toEqual([
      "next-waits-for-well/host",
      "no-endless-reinstall/host",
    ]);
    expect(inherent).toEqual([]);
    for (const { found } of news) {
      expect(found.text).toContain(`Reproduce: shakedown run found/${found.name} --no-report`);
      expect(found.text).toContain("minimal: true");
    }
  });

  it("keeps accepted findings apart, with their reason, and known ones", async () => {
    const reason = "CoreOS does so (coreos/bugs#327).";
    const accept = [{ invariant: "no-endless-reinstall", policies: ["careful"], reason }];
    const known = {
      file: "found/a.yaml",
      identity: "next-waits-for-well/host",
      state: "reproduced" as const,
      scenario: "quiet",
      policy: "careful",
      replication: 0,
      invariant: "next-waits-for-well",
      subject: "host",
      traceHash: "",
    };
    const outcome = await hunt({ ...quarry({ chaos: { accept } }), known: [known] }, options);
    expect(outcome.news).toEqual([]);
    expect(outcome.accepted).toEqual([{ identity: "no-endless-reinstall/host", reason }]);
    expect(outcome.persisting).toEqual(["next-waits-for-well/host"]);
  });

  it("names what never took effect and goals never reached, where a scenario asks for them", async () => {
    const chaos = {
      faults: ["drain-stuck", "needless-halt"],
      goals: ["drain-held-up", "resume-after-halt"],
    };
    const outcome = await hunt(quarry({ chaos }, []), { ...options, runs: 200 });
    expect(outcome.unfired).toEqual(["drain-stuck"]);
    expect(outcome.missed).toEqual(["drain-held-up"]);
    expect(outcome.result.fired).toEqual(["needless-halt"]);
  });

  it("holds nothing against a policy that happens without any update too", async () => {
    // Nobody ever repairs: a host whose bridge a restart does not mend stays as it is, update or not.
    const faults = [{ kind: "routes-lost", from: "1h", hosts: [2] }];
    const people = { notice: "30d" };
    const outcome = await hunt(quarry({ faults, people }), { ...options, runs: 60 });
    expect(outcome.inherent).toContain("every-host-recovers/host");
    expect(outcome.news.map(({ identity }) => identity)).not.toContain("every-host-recovers/host");
  });
});

describe("an adversary", () => {
  it("makes a metric worse than a quiet run does, and keeps what most of it takes", async () => {
    const { raw, chaos } = quarry();
    const aim = { raw, chaos, policy: "careful", output: "container-downtime" };
    const result = await attack(aim, { runs: 300, workers: 1 });
    expect(result.worst!).toBeGreaterThan(5 * result.quiet!);
    expect(result.shrunk!).toBeGreaterThanOrEqual(0.9 * result.worst!);
    expect(result.story.length).toBeGreaterThan(0);
    const again = await attack(aim, { runs: 300, workers: 1 });
    expect(again).toEqual(result);
  });
});
