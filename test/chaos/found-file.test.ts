import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { certify } from "../../src/chaos/certificate.js";
import { foundFile } from "../../src/chaos/found-file.js";
import { judgeCase } from "../../src/chaos/judge-case.js";
import { replayFindings } from "../../src/chaos/known-findings.js";
import { shrink } from "../../src/chaos/shrink.js";
import { loadScenario } from "../../src/scenario/load.js";
import { breaksWhenDown, sixtyFaults } from "../../bench/hidden-bug.js";

const COMMITTED = new URL("../../scenarios/found/", import.meta.url).pathname;

describe("a found file", () => {
  const oracle = breaksWhenDown(3);
  const start = sixtyFaults(30);
  const shrunk = shrink(start, judgeCase(start, oracle)!.failures[0]!, { oracle });
  const { hash } = oracle(loadFound("probe.yaml", "0").scenario, 0);

  function loadFound(file: string, traceHash: string) {
    const folder = mkdtempSync(join(tmpdir(), "shakedown-found-"));
    const note = {
      scenario: "quiet",
      policy: "careful",
      replication: 0,
      invariant: shrunk.failure.invariant,
      subject: shrunk.failure.subject,
      traceHash,
    };
    const found = foundFile(shrunk, certify(shrunk, { oracle }), { note, folder });
    writeFileSync(join(folder, file), found.text);
    return { folder, found, scenario: loadScenario(join(folder, file)) };
  }

  it("is a scenario that fails in the same way, and tells the story at its top", () => {
    const { found, scenario } = loadFound("case.yaml", hash);
    expect(oracle(scenario, 0).failures[0]!.message).toBe(shrunk.failure.message);
    expect(scenario.description).toContain("takes 3 faults");
    expect(found.name).toMatch(/^never-together-[0-9a-f]{8}\.yaml$/);
  });

  it("is told apart from one that passes", () => {
    // The invariants of the project hold in it: the bug is one of this test.
    const { folder } = loadFound("case.yaml", hash);
    expect(replayFindings(folder).map(({ state }) => state)).toEqual(["passes"]);
  });

  it("reproduces to the last transition, each that is committed", () => {
    const known = replayFindings(COMMITTED);
    expect(known.filter(({ state }) => state !== "reproduced")).toEqual([]);
    expect(known.length).toBe(filesIn(COMMITTED));
  });
});

function filesIn(folder: string): number {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".yaml")).length;
  } catch {
    return 0;
  }
}
