import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/fleet/effects/effects.js";
import { Cause, ContainerPhase, HostPhase } from "../../src/fleet/state/phases.js";
import { DAY, HOUR, MINUTE, NEVER } from "../../src/support/time.js";
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

const evict = { kind: "evict", timeout: NEVER, atTimeout: "reboot", retry: HOUR } as const;

describe("a fleet without defects and faults", () => {
  it("has no downtime but planned", () => {
    const { run, trace } = record(model());
    const { scalars } = run.finish().values;
    expect(scalars["container-downtime"]).toBeGreaterThan(0);
    expect(scalars["container-downtime.defect"]).toBe(0);
    expect(scalars["container-downtime.fault"]).toBe(0);
    expect(only(trace, "DefectBit")).toHaveLength(0);
  });

  it("takes every host to the new release", () => {
    const { run } = record(model());
    expect([...run.world.state.hosts.release]).toEqual(Array<number>(10).fill(0));
  });

  it("counts twice as much with twice the hosts", () => {
    const of = (hosts: number) => {
      const fleet = group({ hosts });
      const services = [service({ replicas: 5 * hosts })];
      return record(model({ groups: [fleet], services })).run.finish().values.scalars;
    };
    const [small, large] = [of(20), of(40)];
    expect(large["reboots"]).toBe(2 * small["reboots"]!);
    expect(large["container-downtime"]).toBe(2 * small["container-downtime"]!);
    expect(large["host-downtime"]).toBe(2 * small["host-downtime"]!);
  });
});

describe("the reboot lock", () => {
  it("lets one host reboot at a time", () => {
    const rule = gate({ maxReboots: 1, coordinator: true });
    const { trace, run } = record(model(), offerAll(rule));
    expect(only(trace, "LockTaken").every(({ to }) => to === 1)).toBe(true);
    expect(only(trace, "RebootChosen")).toHaveLength(10);
    expect(run.finish().values.scalars["peak-hosts-down"]).toBe(1);
  });

  it("serialises damage but does not stop it: a host that fell back gives the lock to the next", () => {
    const rule = gate({ maxReboots: 1, coordinator: true });
    const input = model({ releases: [release({ defects: [0] })], defects: [defect()] });
    const { trace } = record(input, offerAll(rule));
    const victims = new Set(only(trace, "Fallback").map(({ subject }) => subject));
    expect(victims.size).toBe(10);
  });

  it("is held for ever by a host that does not come back", () => {
    const fleet = group({ mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }) });
    const nobody = {
      crews: 0,
      repair: constant(0),
      fix: constant(0),
      notice: constant(0),
      hold: true,
    };
    const input = model({
      releases: [release({ defects: [0] })],
      defects: [defect()],
      groups: [fleet],
      people: nobody,
    });
    const { trace } = record(input, offerAll(gate({ maxReboots: 1, coordinator: true })));
    expect(only(trace, "RebootChosen")).toHaveLength(1);
    expect(only(trace, "LockReleased")).toHaveLength(0);
  });

  it("is taken from a dead holder at its time to live, at the price of a second host", () => {
    const fleet = group({ mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }) });
    const nobody = {
      crews: 0,
      repair: constant(0),
      fix: constant(0),
      notice: constant(0),
      hold: true,
    };
    const input = model({
      releases: [release({ defects: [0] })],
      defects: [defect()],
      groups: [fleet],
      people: nobody,
    });
    const { run } = record(input, offerAll(gate({ maxReboots: 1, coordinator: true, ttl: HOUR })));
    expect(run.finish().values.scalars["peak-hosts-down"]).toBe(10);
  });

  it("opens only inside its windows", () => {
    const rule = gate({ windows: { week: [[26 * HOUR, 27 * HOUR]], offsets: [] } });
    const { trace } = record(model(), offerAll(rule));
    const times = only(trace, "RebootChosen").map(({ time }) => time);
    expect(times).toHaveLength(10);
    expect(Math.min(...times)).toBe(26 * HOUR);
    expect(Math.max(...times)).toBeLessThan(27 * HOUR);
  });
});

describe("a drain", () => {
  it("moves every container before the reboot, so that a restart costs a stop, a pull and a start", () => {
    const { trace, run } = record(
      model(),
      offerAll(gate({ maxReboots: 1, releaseAt: "well", drain: evict })),
    );
    expect(only(trace, "RebootChosen")).toHaveLength(10);
    const moves = only(trace, "ContainerMoved").length;
    const { scalars } = run.finish().values;
    expect(scalars["container-downtime"]).toBe(moves * (2 + 8 + 3));
    expect(scalars["evictions"]).toBe(moves);
  });

  it("never takes a service below its disruption budget", () => {
    const budget = service({ minAvailable: 49 });
    const { run } = record(
      model({ services: [budget] }),
      offerAll(gate({ maxReboots: 3, releaseAt: "well", drain: evict })),
    );
    const { scalars } = run.finish().values;
    expect(scalars["budget-violation"]).toBe(0);
    expect(scalars["reboots"]).toBe(10);
  });

  it("waits for ever where there is no room, and for as long as it is told otherwise", () => {
    const full = [service({ replicas: 100 })];
    const waiting = record(
      model({ services: full }),
      offerAll(gate({ maxReboots: 1, drain: evict })),
    );
    expect(only(waiting.trace, "RebootChosen")).toHaveLength(0);
    const bounded = { ...evict, timeout: 10 * MINUTE };
    const forced = record(
      model({ services: full }),
      offerAll(gate({ maxReboots: 1, drain: bounded })),
    );
    expect(only(forced.trace, "RebootChosen")).toHaveLength(10);
  });
});

describe("faults", () => {
  const fault = (overrides: Partial<Effect>): Effect => ({
    kind: "power-loss",
    from: HOUR,
    until: 2 * HOUR,
    who: [0, 1, 2, 3, 4],
    label: "test",
    ...overrides,
  });
  const quiet = { publications: [] };

  it("put the downtime of a power loss down to the fault, and nothing else", () => {
    const { run } = record(model({ ...quiet, faults: [fault({})] }));
    const { scalars } = run.finish().values;
    const perContainer = 3600 + 20 + 5 + 10 + 10 + 5 + 3;
    expect(scalars["container-downtime.fault"]).toBe(25 * perContainer);
    expect(scalars["container-downtime"]).toBe(25 * perContainer);
  });

  it("move the containers of a host that is away too long to hosts with room", () => {
    const services = [service({ rescheduleAfter: 5 * MINUTE })];
    const { run, trace } = record(model({ ...quiet, services, faults: [fault({})] }));
    expect(run.finish().values.scalars["container-downtime"]).toBe(25 * (300 + 8 + 3));
    expect(only(trace, "ContainerMoved")).toHaveLength(25);
  });

  it("leave containers without room waiting for it", () => {
    const services = [service({ replicas: 100, rescheduleAfter: 5 * MINUTE })];
    const { run } = record(model({ ...quiet, services, faults: [fault({ who: [0] })] }));
    const { scalars } = run.finish().values;
    expect(scalars["container-downtime.no-room"]).toBeGreaterThan(10 * 3000);
    expect(run.world.state.serving[0]).toBe(100);
  });

  it("break the bridge: running containers are out of reach until it is back", () => {
    const { run, trace } = record(
      model({ ...quiet, faults: [fault({ kind: "bridge-broken", who: [0] })] }),
    );
    expect(run.finish().values.scalars["container-downtime.fault"]).toBe(5 * 3600);
    expect(only(trace, "HostPhase").map(({ to }) => to)).toEqual([
      HostPhase.Degraded,
      HostPhase.Serving,
    ]);
  });

  it("cut hosts off from the update server: they update when the link is back", () => {
    const who = Array.from({ length: 10 }, (_, host) => host);
    const cut = fault({ kind: "cut", from: 0, until: DAY, who, links: ["update-server"] });
    const { trace } = record(model({ faults: [cut] }));
    const times = only(trace, "Granted").map(({ time }) => time);
    expect(times).toHaveLength(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(DAY);
  });

  it("stop downloads while the server is down, and let them go on after it", () => {
    const down = fault({ kind: "server-down", from: HOUR, until: 6 * HOUR, who: [] });
    const { trace } = record(model({ faults: [down] }));
    expect(only(trace, "RunningRelease")).toHaveLength(10);
    expect(only(trace, "DownloadEnded").every(({ time }) => time >= 6 * HOUR)).toBe(true);
  });

  it("crash a host, which boots again at once", () => {
    const { trace } = record(
      model({ ...quiet, faults: [fault({ kind: "host-crash", until: HOUR, who: [3] })] }),
    );
    expect(only(trace, "HostPhase").every(({ subject }) => subject === 3)).toBe(true);
    const last = only(trace, "HostPhase").at(-1)!;
    expect(last).toMatchObject({ to: HostPhase.Serving, time: HOUR + 53_000 });
  });

  it("kill the daemon: docker's containers stop with it, live-restored ones do not", () => {
    const of = (liveRestore: boolean) => {
      const fleet = group({ runtime: { kind: "docker", liveRestore, restart: constant(5_000) } });
      const crash = fault({ kind: "runtime-crash", until: HOUR, who: [0] });
      return record(model({ ...quiet, groups: [fleet], faults: [crash] }));
    };
    const stopped = (trace: ReturnType<typeof of>["trace"]) =>
      only(trace, "ContainerPhase").filter(
        ({ to, cause }) => to === ContainerPhase.Waiting && cause === Cause.Fault,
      );
    expect(stopped(of(false).trace)).toHaveLength(5);
    expect(stopped(of(true).trace)).toHaveLength(0);
  });
});

describe("container starts", () => {
  it("fail with probability p and are tried again after a back-off that doubles", () => {
    const flaky = defect({
      kind: "broken-bridge",
      component: 2,
      per: "container-start",
      probability: 0.5,
    });
    const input = model({ releases: [release({ defects: [0] })], defects: [flaky] });
    const { run, trace } = record(input);
    const held = only(trace, "ContainerPhase").filter(({ to }) => to === ContainerPhase.BackOff);
    expect(held.length).toBeGreaterThan(25);
    expect(run.world.state.serving[0]).toBe(50);
  });
});

describe("packages", () => {
  const fleet = group({ mechanism: mechanism({ kind: "in-place" }) });
  const releases = [
    release({ version: "linux", components: 1 }),
    release({ version: "docker", components: 4 }),
  ];

  it("are all installed when a kernel and a runtime are new at one check", () => {
    const publications = [0, 1].map((r) => ({
      at: HOUR,
      release: r,
      channel: 0,
      kind: "published" as const,
    }));
    const { run } = record(model({ groups: [fleet], releases, publications }));
    const { installed, running } = run.world.state.hosts;
    expect([...installed.subarray(0, 3)]).toEqual([0, -1, 1]);
    expect([...running.subarray(0, 3)]).toEqual([0, -1, 1]);
  });

  it("that people found to be at fault go back to the version before, and the others stay", () => {
    const publications = [0, 1].map((r) => ({
      at: HOUR + r * 6 * HOUR,
      release: r,
      channel: 0,
      kind: "published" as const,
    }));
    const bad = [{ ...releases[0]! }, { ...releases[1]!, defects: [0] }];
    const broken = defect({ kind: "broken-bridge", component: 2, release: 1 });
    const { run, trace } = record(
      model({ groups: [fleet], releases: bad, publications, defects: [broken] }),
    );
    const { installed, refused } = run.world.state.hosts;
    expect(only(trace, "RepairEnded").length).toBeGreaterThan(0);
    expect([...installed.subarray(0, 3)]).toEqual([0, -1, -1]);
    expect(refused[0]).toBe(1);
  });
});

it("crews leave a host alone that is falling back by itself", () => {
  const people = { ...model().people, notice: constant(70_000) };
  const input = model({ releases: [release({ defects: [0] })], defects: [defect()], people });
  const { trace } = record(input);
  expect(only(trace, "Fallback").length).toBeGreaterThan(9);
  expect(only(trace, "RepairBegan")).toHaveLength(0);
});
