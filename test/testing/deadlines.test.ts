import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Settings, policyUnderTest } from "../../src/testing/index.js";
import { matchers } from "../../src/testing/vitest.js";
import { quietFleet } from "../../bench/hidden-bug.js";

/** Promises with a deadline: kept, broken, and such as nothing was seen of. */

expect.extend(matchers);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shakedown-deadlines-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A quiet fleet of 6 hosts, with changes. */
const quiet = (more: Settings = {}) =>
  policyUnderTest({ ...quietFleet(6), replications: 2, ...more });

/** What a matcher that fails says. */
function said(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected it to fail");
}

describe("toUpdateEverybodyWithin", () => {
  it("holds from the time that the slowest host takes, and not before", () => {
    expect(quiet()).toUpdateEverybodyWithin("2d");
    expect(quiet()).not.toUpdateEverybodyWithin("1m");
  });

  it("counts a host that is never updated, and shows the smallest case with the same policy", () => {
    const faults = [
      { kind: "zone-outage", from: "9h", for: "1h", zones: ["b"] },
      { kind: "network-partition", from: "1h", for: "70h", hosts: [3] },
    ];
    const message = said(() => expect(quiet({ faults })).toUpdateEverybodyWithin("2d", { folder }));
    expect(message).toContain("expected careful to have every host on each release");
    expect(message).toContain("network-partition");
    expect(message).not.toContain("zone-outage");
    expect(message).toContain("preset: coreos-locksmith");
    expect(message).toContain("Reproduce: shakedown replay");
  });

  it("does not hold where the run is too short to tell", () => {
    const message = said(() => expect(quiet({ horizon: "121m" })).toUpdateEverybodyWithin("2d"));
    expect(message).toContain("none of 2 replications says anything of it");
  });
});

describe("toHaltWithin", () => {
  const defects = [{ kind: "kernel-panic", probability: "100%", per: "host" }];
  const bad = (health: Settings) =>
    quiet({
      releases: [{ version: "1.1.0", payload: "100MB", channels: { stable: "2h" }, defects }],
      policies: {
        mine: { preset: "coreos-locksmith", agent: { successAfterFallback: false }, health },
      },
    });

  it("tells a policy that halts from one that never does", () => {
    expect(bad({ kind: "halt-on-failures", failures: 1 })).toHaltWithin("1d");
    expect(bad({ kind: "none" })).not.toHaltWithin("1d");
  });

  it("does not hold where no defect bites", () => {
    expect(said(() => expect(quiet()).toHaltWithin("1d"))).toContain(
      "it takes a release whose defect bites",
    );
  });
});

describe("a promise about a metric", () => {
  it("is broken where a time was not reached: nobody was updated", () => {
    const manual = { idle: { offer: { kind: "channel" }, reboot: { kind: "manual" } } };
    const message = said(() =>
      expect(quiet({ policies: manual })).toUpdateWithin("1d", { folder }),
    );
    expect(message).toContain("expected idle to keep patch-latency.t99 ≤ 24");
    expect(message).toContain("patch-latency.t99 is not reached within");
    const limit = { metric: "patch-latency.t99", max: 24 };
    expect(said(() => expect(quiet({ policies: manual })).toKeep(limit, { folder }))).toContain(
      "to the end of the run, expected at most 24",
    );
    expect(quiet({ policies: manual })).toKeep({ metric: "patch-latency.t99", min: 24 });
  });

  it("is not kept where the metric applies to no replication: no boot failed", () => {
    const message = said(() => expect(quiet()).toKeep({ metric: "recovery-time", max: 1 }));
    expect(message).toContain("it takes a replication to which recovery-time applies");
  });

  it("refuses what is no duration", () => {
    expect(said(() => expect(quiet()).toHaltWithin("soon"))).toContain('got "soon"');
  });
});
