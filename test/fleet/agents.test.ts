import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/fleet/effects/effects.js";
import type { AgentModel, DefectModel, GroupModel, Model } from "../../src/fleet/state/model.js";
import { ReportStatus } from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import {
  constant,
  defect,
  group,
  mechanism,
  model,
  offerAll,
  only,
  record,
  release,
} from "./build.js";

function groupWith(agent: Partial<AgentModel>, overrides: Partial<GroupModel> = {}): GroupModel {
  const plain = group();
  return group({ ...overrides, agent: { ...plain.agent, ...agent } });
}

const outage = (from: number, until: number): Effect => ({
  kind: "server-down",
  from,
  until,
  who: [],
  label: "outage",
});

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How long after the end of an outage each host takes a release that was published so long after it began. */
function waitsAfterOutage(
  agent: Partial<AgentModel>,
  hours: number,
  published = 10 * MINUTE,
): number[] {
  const from = 2 * HOUR;
  const until = from + hours * HOUR;
  const { trace } = record(
    model({
      horizon: until + DAY,
      groups: [groupWith(agent, { hosts: 2_000 })],
      services: [],
      publications: [{ at: from + published, release: 0, channel: 0, kind: "published" }],
      faults: [outage(from, until)],
    }),
  );
  const granted = only(trace, "Granted");
  expect(granted).toHaveLength(2_000);
  return granted.map(({ time }) => time - until);
}

/** The same law worked out step by step: a host checks every 45 ± 5 minutes and doubles each wait that ends in an error. */
function doubledWaits(hours: number, samples: number): number[] {
  let luck = 1;
  const uniform = () => ((luck = (luck * 48_271) % 2_147_483_647) - 0.5) / 2_147_483_646;
  return Array.from({ length: samples }, () => {
    // Long before the outage every phase is alike likely.
    let at = -30 * HOUR * (1 + uniform());
    while (at < 0) at += (40 + 10 * uniform()) * MINUTE;
    for (let wait = 90; at < hours * HOUR; wait = Math.min(2 * wait, 240)) {
      at += wait * (0.5 + uniform()) * MINUTE;
    }
    return at - hours * HOUR;
  });
}

describe("after an outage of the server", () => {
  /** A release that hosts were about to take when the server went away, and one that nobody had asked for. */
  const rows = [0.5, 2, 9].flatMap((hours) => [
    { hours, published: -1 },
    { hours, published: 10 * MINUTE },
  ]);

  it.each(rows)("hosts of update_engine come back as doubled waits let them: %o", (row) => {
    const waits = waitsAfterOutage({ protocol: "update-engine" }, row.hours, row.published);
    const expected = doubledWaits(row.hours, 20_000);
    const spread = Math.sqrt(mean(expected.map((wait) => (wait - mean(expected)) ** 2)));
    expect(Math.abs(mean(waits) - mean(expected))).toBeLessThan((4 * spread) / Math.sqrt(2_000));
    expect(Math.max(...waits)).toBeLessThanOrEqual(360 * MINUTE);
    const late = (values: readonly number[]) =>
      values.filter((wait) => wait > HOUR).length / values.length;
    expect(Math.abs(late(waits) - late(expected))).toBeLessThan(0.05);
  });

  it("hosts that heed no errors come back within their ordinary period", () => {
    const waits = waitsAfterOutage({}, 9);
    expect(Math.max(...waits)).toBeLessThanOrEqual((50 + 5) * MINUTE);
  });

  it("Mender's clients are back within five minutes of a short one, and within their period of a long one", () => {
    const mender = { protocol: "mender", period: 30 * MINUTE, jitter: 0 } as const;
    expect(Math.max(...waitsAfterOutage(mender, 0.5))).toBeLessThanOrEqual(5 * MINUTE);
    const long = waitsAfterOutage(mender, 9);
    expect(Math.max(...long)).toBeGreaterThan(25 * MINUTE);
    expect(Math.max(...long)).toBeLessThanOrEqual(30 * MINUTE);
  });

  it("balena's supervisors, too, never wait longer than they do without errors", () => {
    const balena = { protocol: "balena", period: 15.5 * MINUTE, jitter: MINUTE / 2 } as const;
    expect(Math.max(...waitsAfterOutage(balena, 9))).toBeLessThanOrEqual(16 * MINUTE);
    expect(mean(waitsAfterOutage(balena, 0.2))).toBeLessThan(5 * MINUTE);
  });

  it("nothing has been spent on the checks that nobody needed", () => {
    const faults = Array.from({ length: 20 }, (_, day) => outage(day * DAY, day * DAY + 6 * HOUR));
    const groups = [groupWith({ protocol: "update-engine" }, { hosts: 1_000 })];
    const { run } = record(
      model({ horizon: 30 * DAY, groups, services: [], publications: [], faults }),
    );
    expect(run.finish().events).toBeLessThan(100);
  });
});

describe("an overloaded server", () => {
  it("serves no more downloads than it can, and everybody in the end", () => {
    const { trace } = record(
      model({
        horizon: 6 * DAY,
        groups: [groupWith({ protocol: "update-engine" }, { hosts: 60 })],
        services: [],
        releases: [release({ payload: 36e6 })],
        server: { bandwidth: NEVER, hostBandwidth: 10, maxDownloads: 5 },
      }),
    );
    expect(Math.max(...only(trace, "DownloadBegan").map(({ to }) => to))).toBe(5);
    expect(only(trace, "RunningRelease")).toHaveLength(60);
    // Twelve hours of work for five at a time; hosts that were sent away wait for up to six.
    expect(only(trace, "Granted").at(-1)!.time).toBeGreaterThan(13 * HOUR);
  });
});

describe("payload back-off", () => {
  /** A release that never boots, on one host that would take it again and again. */
  const grantsOf = (backoff: boolean) =>
    only(
      record(
        model({
          horizon: 40 * DAY,
          groups: [groupWith({ protocol: "update-engine", backoff }, { hosts: 1 })],
          services: [],
          releases: [release({ defects: [0] })],
          defects: [defect()],
          people: { ...model().people, crews: 0 },
        }),
      ).trace,
      "Granted",
    ).map(({ time }) => time);

  it("spaces downloads of what failed 1, 2, 4, 8 and 16 days apart, give or take 6 hours", () => {
    const times = grantsOf(true);
    expect(times).toHaveLength(6);
    for (const [i, days] of [1, 2, 4, 8, 16].entries()) {
      const gap = times[i + 1]! - times[i]!;
      expect(gap).toBeGreaterThan(days * DAY - 6 * HOUR);
      expect(gap).toBeLessThan(days * DAY + 7 * HOUR);
    }
  });

  it("is why a server switches it off: without it the same host tries every hour", () => {
    expect(grantsOf(false).length).toBeGreaterThan(900);
  });

  it("is forgotten with another release", () => {
    const { trace } = record(
      model({
        horizon: 3 * DAY,
        groups: [groupWith({ protocol: "update-engine", backoff: true }, { hosts: 1 })],
        services: [],
        releases: [release({ defects: [0] }), release({ version: "2" })],
        defects: [defect()],
        people: { ...model().people, crews: 0 },
        publications: [
          { at: HOUR, release: 0, channel: 0, kind: "published" },
          { at: 5 * HOUR, release: 1, channel: 0, kind: "published" },
        ],
      }),
    );
    const [first, second] = only(trace, "Granted");
    expect([first!.to, second!.to]).toEqual([0, 1]);
    expect(second!.time).toBeLessThan(6 * HOUR);
  });
});

describe("deltas", () => {
  /** Full 100 s, delta 10 s. */
  const sizes = { payload: 1e6, delta: 1e5 };
  const second = (overrides: object, agent: Partial<AgentModel>, initialRelease = 0): Model =>
    model({
      groups: [groupWith(agent, { initialRelease })],
      services: [],
      releases: [release(), release({ version: "2", ...sizes, ...overrides })],
      server: { bandwidth: NEVER, hostBandwidth: 10, maxDownloads: NEVER },
      publications: [{ at: HOUR, release: 1, channel: 0, kind: "published" }],
    });

  /** How long each download of one host took [s]. */
  function downloadsOf(trace: readonly Transition[], host: number): number[] {
    const mine = trace.filter(({ subject }) => subject === host);
    const ends = only(mine, "DownloadEnded");
    return only(mine, "DownloadBegan").map(({ time }, i) => (ends[i]!.time - time) / SECOND);
  }

  it("are taken by hosts that run the release before, if their agent takes deltas", () => {
    expect(downloadsOf(record(second({}, { deltas: true })).trace, 0)).toEqual([10]);
    expect(downloadsOf(record(second({}, { deltas: false })).trace, 0)).toEqual([100]);
    expect(downloadsOf(record(second({}, { deltas: true }, -1)).trace, 0)).toEqual([100]);
  });

  it("that do not apply are reported, and after three of them the full payload is taken", () => {
    const { trace, run } = record(second({ deltaFailure: 1 }, { deltas: true }));
    expect(downloadsOf(trace, 0)).toEqual([10, 10, 10, 100]);
    const failed = only(trace, "Report").filter(({ to }) => to === ReportStatus.Failed);
    expect(failed).toHaveLength(30);
    expect(run.world.state.hosts.release.every((now) => now === 1)).toBe(true);
  });

  it("are never backed off from, so that the full payload is soon reached", () => {
    const agent = { protocol: "update-engine", deltas: true, backoff: true } as const;
    const { trace } = record(second({ deltaFailure: 1 }, agent));
    expect(only(trace, "Granted").at(-1)!.time).toBeLessThan(6 * HOUR);
    expect(only(trace, "RunningRelease")).toHaveLength(10);
  });
});

describe("Zincati", () => {
  it("tries a release that cannot be deployed twelve times, and then looks for updates anew", () => {
    const zincati = { protocol: "zincati", first: 6 * HOUR, period: 6 * HOUR, jitter: 0 } as const;
    const { trace } = record(
      model({
        horizon: 3 * DAY,
        groups: [groupWith(zincati, { hosts: 1, mechanism: mechanism({ kind: "ostree" }) })],
        services: [],
        releases: [release({ installFailure: 1 })],
      }),
    );
    const times = only(trace, "Granted").map(({ time }) => time);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    // 5 minutes and up to a tenth, and a minute of trying in vain.
    const soon = (gap: number) => gap >= 6 * MINUTE && gap <= 7 * MINUTE;
    expect(gaps.slice(0, 11).every(soon)).toBe(true);
    expect(soon(gaps[11]!)).toBe(false);
    expect(gaps.slice(12, 23).every(soon)).toBe(true);
  });
});

describe("reports", () => {
  it("arrive twice where all are duplicated, and are the same", () => {
    const once = only(record(model()).trace, "Report");
    const twice = only(
      record(model({ groups: [groupWith({ reportDuplicates: 1 })] })).trace,
      "Report",
    );
    const words = (all: readonly Transition[]) =>
      all.map(({ subject, to, detail }) => `${subject} ${to} ${detail}`).toSorted();
    expect(words(twice)).toEqual(words([...once, ...once]));
  });
});

describe("an agent of any protocol", () => {
  it("brings a healthy fleet to the release", () => {
    for (const protocol of ["plain", "update-engine", "zincati", "mender", "balena"] as const) {
      const { run } = record(model({ groups: [groupWith({ protocol })] }), offerAll());
      expect(run.world.state.hosts.release.every((now) => now === 0)).toBe(true);
    }
  });
});

describe("a host with balenaOS", () => {
  const supervisor = { protocol: "balena", successAfterFallback: false } as const;
  const withDefect = (overrides: Partial<DefectModel>): Model =>
    model({
      groups: [groupWith(supervisor, { mechanism: mechanism({ markGood: 0, quarantine: true }) })],
      releases: [release({ defects: [0] })],
      defects: [defect(overrides)],
      people: { ...model().people, crews: 0 },
    });

  it.each([
    ["its network", { kind: "lost-network", component: 0 }],
    ["its bridge", { kind: "broken-bridge", component: 2 }],
  ] as const)("goes back by itself from a release that broke %s, after 15 tests", (_, bug) => {
    const { trace, run } = record(withDefect(bug));
    expect(run.world.state.hosts.release.every((now) => now === -1)).toBe(true);
    const of = (name: "MarkedGood" | "RebootChosen") =>
      only(trace, name).filter(({ subject }) => subject === 0);
    const marked = of("MarkedGood")[0]!.time;
    expect(of("RebootChosen").map(({ time }) => time - marked)).toEqual([
      expect.any(Number),
      15 * MINUTE,
    ]);
    const failed = only(trace, "Report").filter(({ to }) => to === ReportStatus.Failed);
    expect(failed.map(({ subject }) => subject).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, host) => host),
    );
  });

  it("stays where its first test passes, whatever breaks later", () => {
    const late = { kind: "lost-network", component: 0, after: constant(5 * MINUTE) } as const;
    const { run } = record(withDefect(late));
    expect(run.world.state.hosts.release.every((now) => now === 0)).toBe(true);
  });
});
