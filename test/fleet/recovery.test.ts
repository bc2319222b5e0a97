import { describe, expect, it } from "vitest";
import {
  BootOutcome,
  Cause,
  ContainerPhase,
  HostPhase,
  ReleaseChange,
  ReportStatus,
} from "../../src/fleet/state/phases.js";
import type { Model } from "../../src/fleet/state/model.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import {
  constant,
  defect,
  gate,
  group,
  mechanism,
  model,
  offerAll,
  only,
  record,
  release,
  service,
} from "./build.js";

const bad = { releases: [release({ defects: [0] })] };

describe("a host with A/B slots", () => {
  it("runs the new release after one reboot and marks it good 45 s after userland", () => {
    const { trace } = record(model());
    expect(only(trace, "RunningRelease")).toHaveLength(10);
    const booted = only(trace, "RunningRelease")[0]!;
    const marked = only(trace, "MarkedGood").find(({ subject }) => subject === booted.subject)!;
    expect(marked.time - booted.time).toBe(45_000 + 10_000 - 10_000);
    expect(only(trace, "BootAttempt").every(({ to }) => to === BootOutcome.Booted)).toBe(true);
  });

  it("falls back by itself when every trial boot panics, reports success all the same and takes the release again", () => {
    const { trace } = record(model({ ...bad, defects: [defect()] }));
    const host = only(trace, "Fallback")[0]!.subject;
    const mine = (name: "Fallback" | "Granted" | "Report") =>
      only(trace, name).filter(({ subject }) => subject === host);
    expect(mine("Fallback").length).toBeGreaterThan(1);
    expect(mine("Granted").length).toBeGreaterThan(1);
    expect(mine("Report").some(({ to }) => to === ReportStatus.Failed)).toBe(false);
    expect(only(trace, "RunningRelease")).toHaveLength(0);
  });

  it("refuses a release that failed on it when it quarantines", () => {
    const quarantining = group({ mechanism: mechanism({ quarantine: true }) });
    const { trace } = record(model({ ...bad, defects: [defect()], groups: [quarantining] }));
    expect(only(trace, "Fallback")).toHaveLength(10);
    expect(only(trace, "Granted")).toHaveLength(10);
  });

  it("falls back with p^tries when a boot fails with probability p", () => {
    const hosts = 100_000;
    const p = 0.4;
    const fleet = group({ hosts, mechanism: mechanism({ tries: 3, quarantine: true }) });
    const { run, trace } = record(
      model({
        ...bad,
        horizon: 12 * HOUR,
        groups: [fleet],
        services: [],
        defects: [defect({ per: "boot", probability: p })],
      }),
    );
    const fellBack = only(trace, "Fallback").length;
    const expected = hosts * p ** 3;
    const standardError = Math.sqrt(hosts * p ** 3 * (1 - p ** 3));
    expect(Math.abs(fellBack - expected)).toBeLessThan(3 * standardError);
    expect(run.finish().breaches).toEqual([]);
  }, 60_000);

  it("does not fall back from what breaks after it was marked good: people have to come", () => {
    const late = defect({ kind: "broken-bridge", component: 2, after: constant(2 * MINUTE) });
    const { trace } = record(model({ ...bad, defects: [late] }));
    expect(only(trace, "MarkedGood").length).toBeGreaterThan(0);
    expect(only(trace, "Fallback")).toHaveLength(0);
    expect(only(trace, "RepairBegan").length).toBeGreaterThan(0);
    expect(only(trace, "RunningRelease").some(({ cause }) => cause === ReleaseChange.Repair)).toBe(
      true,
    );
  });

  it("never writes the slot it runs from, nor chooses a reboot that nothing could save", () => {
    const { run } = record(model({ ...bad, defects: [defect({ probability: 0.5, per: "boot" })] }));
    expect(run.finish().breaches).toEqual([]);
  });
});

describe("a host that is updated in place", () => {
  const inPlace = group({ mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }) });

  it("has no way back from a bad kernel but a person", () => {
    const { trace } = record(model({ ...bad, defects: [defect()], groups: [inPlace] }));
    expect(only(trace, "Fallback")).toHaveLength(0);
    expect(only(trace, "RepairEnded")).toHaveLength(10);
    const up = trace.filter(({ kind, to }) => kind === 0 && to === HostPhase.Serving);
    expect(up).toHaveLength(10);
  });

  it("restarts its containers with the daemon when only the runtime is updated, without a reboot", () => {
    const { trace } = record(model({ releases: [release({ components: 4 })], groups: [inPlace] }));
    expect(only(trace, "RebootChosen")).toHaveLength(0);
    const stopped = only(trace, "ContainerPhase").filter(
      ({ from, cause }) => from === 0 && cause === Cause.Planned,
    );
    expect(stopped).toHaveLength(50);
    expect(only(trace, "RunningRelease")).toHaveLength(10);
  });

  it.each(["rkt", "containerd"] as const)(
    "leaves containers alone when the runtime is %s",
    (kind) => {
      const runtime = { kind, liveRestore: false, restart: constant(5_000) };
      const { trace } = record(
        model({ releases: [release({ components: 4 })], groups: [{ ...inPlace, runtime }] }),
      );
      expect(only(trace, "ContainerPhase")).toHaveLength(0);
      expect(only(trace, "RunningRelease")).toHaveLength(10);
    },
  );

  it("keeps running the old kernel until somebody reboots it", () => {
    const { trace } = record(model({ groups: [inPlace] }), offerAll(gate({ automatic: false })));
    expect(only(trace, "InstallEnded")).toHaveLength(10);
    expect(only(trace, "RebootChosen")).toHaveLength(0);
    expect(only(trace, "RunningRelease")).toHaveLength(0);
  });

  it("is left with half-configured packages by a power loss during installation", () => {
    const hour = HOUR + 50 * MINUTE;
    const slow = group({
      hosts: 1,
      mechanism: mechanism({ kind: "in-place", install: constant(2 * HOUR), unbootableShare: 1 }),
    });
    const outage = {
      kind: "power-loss",
      from: hour,
      until: hour + MINUTE,
      who: [0],
      label: "cut",
    } as const;
    const { trace } = record(
      model({ groups: [slow], services: [service({ replicas: 5 })], faults: [outage] }),
    );
    expect(only(trace, "InstallEnded")[0]).toMatchObject({ cause: 0 });
    expect(only(trace, "BootAttempt")[0]).toMatchObject({ to: BootOutcome.Unbootable });
    expect(only(trace, "RepairEnded")).toHaveLength(1);
  });
});

describe("an instance that is replaced", () => {
  const replaced = group({
    mechanism: mechanism({ kind: "image-replace", watchdog: 10 * MINUTE }),
  });

  it("is made anew from the new image", () => {
    const { trace } = record(model({ groups: [replaced] }));
    const changes = only(trace, "RunningRelease");
    expect(changes).toHaveLength(10);
    expect(changes.every(({ cause }) => cause === ReleaseChange.Replacement)).toBe(true);
  });

  it("is tried a few times from a bad image, then people put the old image back", () => {
    // Nobody notices before the third instance has failed, or a crew would come in between.
    const people = { ...model().people, notice: constant(HOUR) };
    const { trace, run } = record(
      model({ ...bad, defects: [defect()], groups: [replaced], horizon: 20 * HOUR, people }),
    );
    const failed = only(trace, "BootAttempt").filter(({ to }) => to === BootOutcome.Panicked);
    expect(failed).toHaveLength(10 * 3);
    expect(only(trace, "RepairEnded").length).toBeGreaterThan(5);
    expect(run.finish().breaches).toEqual([]);
  });
});

describe("a host with two deployments and no boot counting", () => {
  it("panics for ever on a bad kernel until people choose the old one", () => {
    const fleet = group({ mechanism: mechanism({ kind: "ostree" }) });
    const { trace } = record(model({ ...bad, defects: [defect()], groups: [fleet] }));
    const attempts = only(trace, "BootAttempt").filter(({ to }) => to === BootOutcome.Panicked);
    expect(attempts.length).toBeGreaterThan(50);
    expect(only(trace, "Fallback")).toHaveLength(0);
    expect(only(trace, "RepairEnded").length).toBeGreaterThanOrEqual(10);
  });
});

describe("a defect", () => {
  const bites = (overrides: Parameters<typeof defect>[0]) => {
    const input = model({ ...bad, defects: [defect(overrides)], horizon: 4 * HOUR });
    // Nobody comes: a crew would take a crashing host down once more.
    const { trace, run } = record({ ...input, people: { ...input.people, crews: 0 } });
    return { trace, run, bites: only(trace, "DefectBit").length };
  };

  it.each(["host", "boot", "container-start"] as const)(
    "that panics when containers start brings an A/B host back to its old release (per %s)",
    (per) => {
      const { trace } = bites({ kind: "container-panic", component: 2, per });
      expect(only(trace, "Fallback").length).toBeGreaterThan(0);
      const failed = only(trace, "BootAttempt").filter(({ to }) => to !== BootOutcome.Booted);
      expect(failed.length).toBeGreaterThan(0);
    },
  );

  it.each([0, 20_000, 10 * MINUTE])("that crashes a host %d ms after userland does so", (after) => {
    const { trace, bites: count } = bites({
      kind: "latent-crash",
      component: 1,
      after: constant(after),
    });
    expect(count).toBeGreaterThan(0);
    const crashed = trace.filter(
      ({ kind, to, cause }) => kind === 0 && to === HostPhase.Down && cause === Cause.Defect,
    );
    expect(crashed.length).toBe(count);
  });

  it("that bites while the host is still booting is not lost", () => {
    expect(bites({ after: constant(5_000) }).bites).toBeGreaterThan(0);
  });

  it.each([0, 5 * MINUTE])("that costs capacity after %d ms moves what no longer fits", (after) => {
    const { run } = bites({
      kind: "lost-capacity",
      component: 1,
      capacityShare: 0.6,
      after: constant(after),
    });
    expect(Math.max(...run.world.state.hosts.used)).toBeLessThanOrEqual(10);
    expect([...run.world.state.hosts.capacity].some((capacity) => capacity === 4)).toBe(true);
  });
});

describe("a host that keeps crashing while it runs", () => {
  const crashing = (markGood: number) =>
    model({
      releases: [release({ defects: [0] })],
      defects: [
        defect({ kind: "container-panic", per: "container-start", after: constant(3 * MINUTE) }),
      ],
      groups: [group({ mechanism: mechanism({ markGood }) })],
      horizon: 3 * DAY,
    });

  it("does not fall back once it was marked good, and is put back by a person", () => {
    const { trace } = record(crashing(45 * SECOND));
    expect(only(trace, "MarkedGood").length).toBeGreaterThanOrEqual(10);
    expect(only(trace, "Fallback")).toHaveLength(0);
    const mended = new Set(only(trace, "RepairEnded").map(({ subject }) => subject));
    expect(mended.size).toBe(10);
  });

  it("falls back by itself where it is marked good later than it crashes", () => {
    const { trace } = record(crashing(10 * MINUTE));
    const back = new Set(only(trace, "Fallback").map(({ subject }) => subject));
    expect(back.size).toBe(10);
  });
});

describe("people", () => {
  it("are sent to no host that has no power, and come once it has", () => {
    const back = 20 * HOUR;
    const who = Array.from({ length: 10 }, (_, host) => host);
    // Every host hangs in its boot about ten minutes after the release appears, and loses its power before anybody notices.
    const dark = {
      kind: "power-loss",
      from: HOUR + 14 * MINUTE,
      until: back,
      who,
      label: "dark",
    } as const;
    const hang = defect({ kind: "boot-hang", per: "host" });
    const { trace } = record(
      model({
        ...bad,
        defects: [hang],
        groups: [group({ mechanism: mechanism({ kind: "in-place" }) })],
        faults: [dark],
      }),
    );
    const hung = only(trace, "DefectBit").filter(({ time }) => time < dark.from);
    expect(hung.length).toBeGreaterThan(0);
    const sent = only(trace, "RepairBegan");
    expect(sent.filter(({ time }) => time < back)).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });
});

describe("a container that dies ten times in two days", () => {
  const deaths = Array.from({ length: 10 }, (_, i) => 3 * HOUR + i * 4 * HOUR);
  const died = (faults: Partial<Model>) => {
    const trace = record(model({ services: [service({ maxRestarts: 3 })], ...faults })).trace;
    const phases = only(trace, "ContainerPhase");
    return {
      deaths: phases.filter(({ to }) => to === ContainerPhase.BackOff).length,
      givenUp: phases.filter(({ to }) => to === ContainerPhase.Failed).length,
    };
  };

  it("is not given up: what counts is failures in a row", () => {
    const faults = deaths.map(
      (at) =>
        ({
          kind: "container-crash",
          from: at,
          until: at,
          who: [],
          containers: [0],
          label: "dies",
        }) as const,
    );
    expect(died({ faults })).toEqual({ deaths: 10, givenUp: 0 });
  });
});
