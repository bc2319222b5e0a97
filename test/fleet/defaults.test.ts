import { describe, expect, it } from "vitest";
import {
  agentConfig,
  agentProtocols,
  mechanismConfig,
  mechanismKinds,
} from "../../src/fleet/settings/config.js";
import {
  agentDefaults,
  completeAgent,
  completeBoot,
  completeMechanism,
  completePeople,
  completeRuntime,
  mechanismDefaults,
} from "../../src/fleet/settings/defaults.js";
import { HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";

describe("completeMechanism", () => {
  it("is two slots where nobody says anything", () => {
    expect(completeMechanism([])).toMatchObject({ kind: "ab", tries: 1, watchdog: NEVER });
    expect(completeMechanism([undefined, undefined])).toEqual(completeMechanism([]));
  });

  it("keeps what a layer of the same kind does not mention", () => {
    const layers = [
      { tries: 3, quarantine: true },
      { kind: "ab", markGood: MINUTE },
    ] as const;
    expect(completeMechanism(layers)).toMatchObject({
      tries: 3,
      quarantine: true,
      markGood: MINUTE,
    });
  });

  it("begins anew at a layer of another kind", () => {
    const layers = [{ quarantine: true }, { kind: "in-place", autoFix: false }] as const;
    expect(completeMechanism(layers)).toEqual({
      ...mechanismDefaults["in-place"],
      autoFix: false,
    });
  });

  it("takes the tries that come with the loader, unless somebody says otherwise", () => {
    expect(completeMechanism([{ loader: "avb" }]).tries).toBe(7);
    expect(completeMechanism([{ loader: "uboot" }, { quarantine: true }]).tries).toBe(3);
    expect(completeMechanism([{ loader: "uboot", tries: 1 }, { loader: "uboot" }]).tries).toBe(1);
    expect(completeMechanism([{ tries: 2 }, { loader: "gptprio" }]).tries).toBe(2);
  });

  it("throws a new instance away that does not come up, and waits for people everywhere else", () => {
    const patient = mechanismKinds.filter((kind) => mechanismDefaults[kind].watchdog === NEVER);
    expect(patient).toEqual(["ab", "in-place", "ostree"]);
  });

  it("leaves nothing out", () => {
    const fields = Object.keys(mechanismConfig.shape).toSorted();
    for (const kind of mechanismKinds) {
      expect(Object.keys(completeMechanism([{ kind }])).toSorted()).toEqual(fields);
    }
  });
});

describe("completeAgent", () => {
  it("comes with the mechanism", () => {
    for (const kind of mechanismKinds) expect(completeAgent(kind, [])).toBe(agentDefaults[kind]);
    expect(agentDefaults.ab).toMatchObject({ period: 45 * MINUTE, successAfterFallback: true });
    expect(agentDefaults["in-place"]).toMatchObject({ kind: "daily", at: 6 * HOUR, jitter: HOUR });
  });

  it("has the times of its kind where a layer changes the kind, and keeps the rest", () => {
    const agent = completeAgent("ab", [{ reportLoss: 0.1 }, { kind: "daily", at: 3 * HOUR }]);
    expect(agent).toMatchObject({ at: 3 * HOUR, jitter: HOUR, reportLoss: 0.1 });
    expect(agent.successAfterFallback).toBe(true);
  });

  it("has the times of its protocol, and tells the truth where that does, where a layer changes the protocol", () => {
    const agent = completeAgent("ab", [
      { reportLoss: 0.1 },
      { protocol: "mender", jitter: SECOND },
    ]);
    expect(agent).toMatchObject({
      protocol: "mender",
      first: 0,
      period: 30 * MINUTE,
      jitter: SECOND,
      reportLoss: 0.1,
      successAfterFallback: false,
    });
    expect(completeAgent("ab", [{ protocol: "balena" }]).period).toBe(15.5 * MINUTE);
  });

  it("does not begin anew at a layer that names the protocol there is", () => {
    const layers = [{ period: HOUR }, { protocol: "update-engine" }] as const;
    expect(completeAgent("ab", layers).period).toBe(HOUR);
  });

  it("leaves nothing out", () => {
    const fields = Object.keys(agentConfig.shape).toSorted();
    for (const protocol of agentProtocols)
      expect(Object.keys(completeAgent("ab", [{ protocol }])).toSorted()).toEqual(fields);
  });
});

describe("the other settings", () => {
  it("are laid over what they are by default", () => {
    expect(completeRuntime([{ liveRestore: true }, { kind: "docker" }]).liveRestore).toBe(true);
    expect(completeRuntime([{ liveRestore: true }, { kind: "rkt" }]).liveRestore).toBe(false);
    const loader = { dist: "constant", value: SECOND } as const;
    expect(completeBoot({ loader }).loader).toBe(loader);
    expect(completeBoot({ loader }).kernel).toBe(completeBoot().kernel);
    expect(completePeople({ crews: Infinity, hold: undefined })).toMatchObject({
      crews: Infinity,
      hold: true,
    });
  });
});
