import { describe, expect, it } from "vitest";
import type { Model } from "../../src/fleet/state/model.js";
import { BootOutcome, HostPhase } from "../../src/fleet/state/phases.js";
import { HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import {
  constant,
  defect,
  group,
  mechanism,
  model,
  only,
  record,
  release,
  service,
} from "./build.js";

/** A release that panics in the kernel on every host. */
const panics: Partial<Model> = { releases: [release({ defects: [0] })], defects: [defect()] };
/** Nobody repairs anything. */
const nobody = { crews: 0, repair: constant(0), fix: constant(0), notice: constant(0), hold: true };

function bootsOf(overrides: Parameters<typeof mechanism>[0], more: Partial<Model> = panics) {
  const groups = [group({ hosts: 1, mechanism: mechanism(overrides), capacity: 10 })];
  const services = [service({ replicas: 5 })];
  return record(model({ groups, services, people: nobody, horizon: 12 * HOUR, ...more }));
}

/** Releases of the boots that failed before the host first went back, one each. */
function failedBoots(overrides: Parameters<typeof mechanism>[0]): number {
  const { trace } = bootsOf({ ...overrides, quarantine: true });
  const back = only(trace, "Fallback")[0]!.time;
  return only(trace, "BootAttempt").filter(
    ({ time, to }) => time < back && to !== BootOutcome.Booted,
  ).length;
}

describe("a boot loader", () => {
  it.each([
    ["gptprio", 1],
    ["gptprio", 4],
    ["cgpt", 1],
    ["avb", 7],
    ["systemd", 3],
    ["uboot", 3],
    ["greenboot", 3],
  ] as const)("%s gives a bad image its %d tries, then goes back", (loader, tries) => {
    expect(failedBoots({ loader, tries })).toBe(tries);
  });

  it("that does not count boots never goes back", () => {
    const { trace } = bootsOf({ kind: "ostree", loader: "uncounted" });
    expect(only(trace, "Fallback")).toHaveLength(0);
    expect(only(trace, "BootAttempt").length).toBeGreaterThan(10);
  });

  it("of RAUC gives every slot new attempts when none has any left: a loop, not a brick", () => {
    // Both the new and the old image panic by an injected fault from the reboot on.
    const who = [0];
    const faults = [
      { kind: "kernel-panic", from: 30 * MINUTE, until: 11 * HOUR, who, label: "x" } as const,
    ];
    const { trace, run } = bootsOf({ loader: "uboot", tries: 3 }, { faults });
    const attempts = only(trace, "BootAttempt");
    expect(attempts.filter(({ to }) => to === BootOutcome.Unbootable)).toHaveLength(0);
    expect(attempts.length).toBeGreaterThan(20);
    expect(run.world.state.hosts.phase[0]).not.toBe(HostPhase.Down);
  });

  it("of Android does not boot an image below the rollback index that both slots have reached", () => {
    const publications = [0, 1, 2].map(
      (index) =>
        ({ at: HOUR + index * 2 * HOUR, release: index, channel: 0, kind: "published" }) as const,
    );
    const releases = [1, 1, 0].map((rollbackIndex, index) =>
      release({ version: `${index + 1}`, rollbackIndex }),
    );
    const { trace, run } = bootsOf({ loader: "avb", tries: 7 }, { releases, publications });
    // The third image is older by its index: it does not verify, and the second one boots again.
    expect(run.world.state.hosts.release[0]).toBe(1);
    expect(only(trace, "Fallback").map(({ from }) => from)).toContain(2);
  });
});

describe("a health check before a slot is marked good", () => {
  const noNetwork = {
    releases: [release({ defects: [0] })],
    defects: [defect({ kind: "lost-network", component: 1 })],
  };
  const checked = { markGoodRule: "health", healthChecks: ["network"], quarantine: true } as const;

  it("sends a host without network back by itself, where a timer would not", () => {
    expect(only(bootsOf(checked, noNetwork).trace, "Fallback")).toHaveLength(1);
    expect(only(bootsOf({ quarantine: true }, noNetwork).trace, "Fallback")).toHaveLength(0);
  });

  it("uses up a trial boot each time it fails", () => {
    const { trace } = bootsOf({ ...checked, tries: 3 }, noNetwork);
    const back = only(trace, "Fallback")[0]!.time;
    const boots = only(trace, "HostPhase").filter(
      ({ to, time }) => to === HostPhase.Kernel && time < back,
    );
    expect(boots).toHaveLength(3);
  });

  it("goes back at once where it is told to, whatever tries are left", () => {
    const { trace } = bootsOf({ ...checked, tries: 3, failedCheck: "roll-back" }, noNetwork);
    const back = only(trace, "Fallback")[0]!.time;
    const boots = only(trace, "HostPhase").filter(
      ({ to, time }) => to === HostPhase.Kernel && time < back,
    );
    expect(boots).toHaveLength(1);
  });

  it("sees only what it looks at", () => {
    const workload = { ...checked, healthChecks: ["workload"] } as const;
    const bridge = {
      releases: [release({ defects: [0] })],
      defects: [defect({ kind: "broken-bridge", component: 2 })],
    };
    expect(
      only(bootsOf({ ...workload, healthChecks: ["network"] }, bridge).trace, "Fallback"),
    ).toHaveLength(0);
    expect(
      only(bootsOf({ ...workload, healthChecks: ["runtime"] }, bridge).trace, "Fallback"),
    ).toHaveLength(1);
  });

  it("says nothing of a runtime that is still starting", () => {
    const { trace } = bootsOf({ ...checked, markGood: 0, healthChecks: ["runtime"] }, {});
    expect(only(trace, "Fallback")).toHaveLength(0);
    expect(only(trace, "MarkedGood").map(({ to }) => to)).toEqual([0]);
  });

  it("waits for the containers under the rule commit", () => {
    const slow = [service({ replicas: 5, start: constant(10 * MINUTE) })];
    const { trace } = bootsOf(
      { markGoodRule: "commit", markGood: 30 * SECOND },
      { services: slow },
    );
    const up = only(trace, "BootAttempt")[0]!.time;
    expect(only(trace, "MarkedGood")[0]!.time - up).toBe(30 * SECOND);
  });
});

describe("a release that breaks when its containers start", () => {
  /** Containers take two minutes to start, and then the host panics. */
  const late = {
    releases: [release({ defects: [0] })],
    defects: [defect({ kind: "container-panic", component: 0 })],
    services: [service({ replicas: 5, start: constant(2 * MINUTE) })],
  };

  it("comes after the timer has called it good, and is left behind by a rule that waits", () => {
    expect(only(bootsOf({ quarantine: true }, late).trace, "Fallback")).toHaveLength(0);
    const { trace } = bootsOf({ quarantine: true, markGoodRule: "commit" }, late);
    expect(only(trace, "Fallback")).toHaveLength(1);
    expect(only(trace, "MarkedGood").map(({ to }) => to)).not.toContain(0);
  });
});

describe("an update that comes before the one before it is marked good", () => {
  it("overwrites the only slot that is known to be good, and a bet on it is reported", () => {
    const publications = [1, 3].map(
      (hour, index) =>
        ({ at: hour * HOUR, release: index, channel: 0, kind: "published" }) as const,
    );
    const more = { releases: [release(), release({ version: "2" })], publications };
    const breaches = (markGood: number) =>
      bootsOf({ markGood }, more)
        .run.finish()
        .breaches.map(({ invariant }) => invariant);
    expect(breaches(5 * HOUR)).toEqual(["reboot-has-fallback"]);
    expect(breaches(HOUR)).toEqual([]);
  });
});

describe("a loader whose good slots use up attempts too", () => {
  it("gets them back at every boot, and stays where it is however often power goes", () => {
    const faults = [1, 2, 3, 4, 5, 6].map(
      (hour) =>
        ({
          kind: "power-loss",
          from: hour * HOUR + 30 * MINUTE,
          until: hour * HOUR + 31 * MINUTE,
          who: [0],
          label: "x",
        }) as const,
    );
    const { trace } = bootsOf({ loader: "uboot", tries: 3 }, { faults });
    expect(only(trace, "BootAttempt").length).toBeGreaterThan(5);
    expect(only(trace, "RunningRelease").map(({ to }) => to)).toEqual([0]);
  });
});

describe("update_engine", () => {
  it("marks a slot good at its first check for updates where its timer is longer", () => {
    const one = group({ hosts: 1, mechanism: mechanism({ markGood: 40 * MINUTE }) });
    const groups = [{ ...one, agent: { ...one.agent, protocol: "update-engine" as const } }];
    const { trace } = record(model({ groups, services: [service({ replicas: 5 })] }));
    const agent = only(trace, "RunningRelease")[0]!.time;
    // The first check of the hand-built group is 7 min after the agent's start, without spread.
    expect(only(trace, "MarkedGood")[0]!.time - agent).toBe(7 * MINUTE);
  });
});

describe("an installer that goes by its last upgrade (siderolabs/omni#1552)", () => {
  const second = { installTarget: "upgraded", panicReboot: 10 * SECOND, watchdog: NEVER } as const;

  it("overwrites the only good slot at the second attempt, and the host does not come back", () => {
    const { trace, run } = bootsOf(second);
    expect(only(trace, "SlotWritten")).toHaveLength(2);
    expect(run.world.state.hosts.phase[0]).toBe(HostPhase.Down);
    const found = run.finish().breaches.map(({ invariant }) => invariant);
    expect(found).toContain("running-slot-never-written");
  });

  it("is not what one does that writes to the slot it does not run from", () => {
    const { trace, run } = bootsOf({ installTarget: "inactive" });
    expect(only(trace, "SlotWritten").length).toBeGreaterThan(5);
    expect(run.finish().breaches).toEqual([]);
  });
});
