import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import type { Settings } from "../../src/policies/merge-settings.js";
import { seedKey } from "../../src/random/draw.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import { decodeData } from "../../src/scenario/load.js";
import { buildModel } from "../../src/simulation/build-model.js";
import { lineUp } from "../../src/simulation/line-up.js";
import { simulate } from "../../src/simulation/simulate.js";
import { clopperPearson } from "../../src/stats/proportion.js";
import { DAY } from "../../src/support/time.js";

const PANIC = { kind: "kernel-panic", probability: "100%", per: "host" };
const BRIDGE = { kind: "broken-bridge", probability: "100%" };

const WEEKLY = { every: "7d", version: "w<n>", payload: "1MB" };

function scenario(releases: readonly Settings[], more: Settings = {}): Scenario {
  const data = {
    apiVersion: "shakedown/v1",
    name: "train",
    seed: "train",
    horizon: "365d",
    fleet: { groups: [{ name: "web", hosts: 20 }] },
    releases,
    policies: {
      plain: { preset: "coreos-immediate" },
      careful: { preset: "coreos-locksmith" },
    },
    ...more,
  };
  const decoded = decodeData(data, { file: "train.yaml", description: "" });
  if (decoded.scenario === undefined) throw new Error(JSON.stringify(decoded.issues));
  return decoded.scenario;
}

function drawn(one: Scenario, replication: number) {
  return lineUp(one, { key: seedKey(one.seed), replication });
}

/** Everything that is drawn of some releases. */
function luckOf(one: Scenario, replication: number, prefix: string) {
  return drawn(one, replication).filter(({ release }) => release.version.startsWith(prefix));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const REPLICATIONS = Array.from({ length: 400 }, (_, replication) => replication);

describe("the releases of a train", () => {
  it("come so long after one another, from the first on", () => {
    const line = drawn(scenario([{ train: { ...WEEKLY, from: "3d", count: 4 } }]), 0);
    expect(line.map(({ release }) => [release.version, release.channels["stable"]! / DAY])).toEqual(
      [
        ["w1", 3],
        ["w2", 10],
        ["w3", 17],
        ["w4", 24],
      ],
    );
  });

  it("reach each channel after its own time, or never", () => {
    const channels = { alpha: "0d", beta: "7d", stable: "never" };
    const [first] = drawn(scenario([{ train: { ...WEEKLY, channels } }]), 0);
    expect(first!.release.channels).toEqual({ alpha: 7 * DAY, beta: 14 * DAY, stable: undefined });
  });

  it("are bad as often as the train says", () => {
    const train = { ...WEEKLY, bad: "5%", defects: [PANIC] };
    const one = scenario([{ train }]);
    const releases = REPLICATIONS.flatMap((nth) => drawn(one, nth));
    const bad = releases.filter(({ release }) => release.defects.length > 0).length;
    // 20,800 releases: a train that is bad at 4.5 % or 5.5 % would not pass, one that is right fails once in a hundred thousand seeds.
    const { low, high } = clopperPearson(bad, releases.length, 0.99999);
    expect(releases.length).toBe(400 * 52);
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.05);
    expect(high - low).toBeLessThan(0.015);
  });

  it("have each defect in its share, a second one as often as said and never the same twice", () => {
    const defects = [
      { share: "70%", ...PANIC },
      { share: "30%", ...BRIDGE },
    ];
    const train = { ...WEEKLY, bad: "100%", second: "20%", defects };
    const one = scenario([{ train }]);
    const bad = REPLICATIONS.flatMap((nth) => drawn(one, nth)).map(({ release }) =>
      release.defects.map(({ kind }) => kind),
    );
    const panics = bad.filter(([first]) => first === "kernel-panic").length;
    const two = bad.filter((kinds) => kinds.length === 2);
    for (const [count, share] of [
      [panics, 0.7],
      [two.length, 0.2],
    ] as const) {
      const { low, high } = clopperPearson(count, bad.length, 0.99999);
      expect(low).toBeLessThan(share);
      expect(high).toBeGreaterThan(share);
    }
    expect(two.every(([first, second]) => first !== second)).toBe(true);
  });

  it("draw the probability of a defect anew for each bad release, within its distribution", () => {
    const probability = { dist: "uniform", min: "10%", max: "30%" };
    const train = { ...WEEKLY, bad: "100%", defects: [{ ...PANIC, probability }] };
    const one = scenario([{ train }]);
    const found = REPLICATIONS.slice(0, 100).flatMap((nth) =>
      drawn(one, nth).map(({ release }) => release.defects[0]!.probability),
    );
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...found)).toBeLessThanOrEqual(0.3);
    // The mean of 5,200 uniforms is within five standard errors: 0.2 / sqrt(12 · 5200) each.
    expect(Math.abs(mean(found) - 0.2)).toBeLessThan((5 * 0.2) / Math.sqrt(12 * found.length));
  });

  it("of emergencies are a Poisson process: as many on average as vary", () => {
    const every = { dist: "exponential", mean: "45d" };
    const train = { ...WEEKLY, every, version: "urgent-<n>" };
    const one = scenario([{ train }]);
    const counts = REPLICATIONS.map((nth) => drawn(one, nth).length);
    const expected = 365 / 45;
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(5 * Math.sqrt(expected / 400));
    const variance = mean(counts.map((one) => (one - mean(counts)) ** 2));
    // The variance of a variance of 400 Poisson counts: (mu + 2 mu²) / 400.
    const error = Math.sqrt((expected + 2 * expected ** 2) / 400);
    expect(Math.abs(variance - expected)).toBeLessThan(5 * error);
  });

  it("appear up to their jitter later, in order", () => {
    const train = { ...WEEKLY, jitter: "7d" };
    const one = scenario([{ train }]);
    const delays = REPLICATIONS.slice(0, 100).flatMap((nth) =>
      drawn(one, nth).map(
        ({ release }, index) => release.channels["stable"]! - (index + 1) * 7 * DAY,
      ),
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(7 * DAY);
    expect(Math.abs(mean(delays) / DAY - 3.5)).toBeLessThan(0.2);
  });
});

describe("the luck of a train", () => {
  const train = { ...WEEKLY, bad: "20%", defects: [PANIC, BRIDGE], fix: { after: "1d" } };
  const urgent = {
    train: { every: { dist: "exponential", mean: "30d" }, version: "urgent-<n>", payload: "1MB" },
  };

  it("is the same under every policy", () => {
    const one = scenario([{ train }], { channels: { stable: { testers: 50 } } });
    for (const replication of [0, 1, 2]) {
      const [plain, careful] = ["plain", "careful"].map((policy) =>
        buildModel(one, policy, replication),
      );
      expect(careful!.publications).toEqual(plain!.publications);
      expect(careful!.releases).toEqual(plain!.releases);
      expect(careful!.defects.map(({ name, key }) => [name, key])).toEqual(
        plain!.defects.map(({ name, key }) => [name, key]),
      );
    }
  });

  it("is another in another replication", () => {
    const bad = [0, 1, 2, 3].map((nth) =>
      drawn(scenario([{ train }]), nth)
        .filter(({ release }) => release.defects.length > 0)
        .map(({ release }) => release.version)
        .join(" "),
    );
    expect(new Set(bad).size).toBe(4);
  });

  it("is not moved by another train, nor by a listed release, wherever it stands", () => {
    const alone = scenario([{ train }]);
    const listed = { version: "1.0.0", payload: "1MB", channels: { stable: "100d" } };
    for (const more of [
      scenario([{ train }, urgent]),
      scenario([urgent, { train }]),
      scenario([listed, { train }]),
    ]) {
      for (const replication of [0, 1, 2]) {
        expect(luckOf(more, replication, "w")).toEqual(luckOf(alone, replication, "w"));
      }
    }
  });

  it("of listed releases is not moved by a train: not a single transition before it comes", () => {
    const listed = [
      {
        version: "1.0.0",
        payload: "1MB",
        channels: { stable: "1d" },
        deltaFailure: "10%",
        defects: [
          { kind: "kernel-panic", probability: "30%" },
          { kind: "latent-crash", probability: "50%", after: { dist: "exponential", mean: "1d" } },
        ],
      },
      { version: "1.1.0", payload: "1MB", channels: { stable: "5d" } },
    ];
    const services = [{ name: "api", group: "web", replicas: 60, start: "3s" }];
    const channels = { stable: { testers: 20 } };
    const without = scenario(listed, { services, channels, horizon: "300d" });
    const withTrain = scenario([{ train: { ...train, from: "200d" } }, ...listed], {
      services,
      channels,
      horizon: "300d",
    });
    const until = (one: Scenario) => {
      const seen: string[] = [];
      simulate(
        one,
        { policy: "careful", replication: 3 },
        ({ time, kind, subject, from, to, detail }) => {
          if (time < 200 * DAY) seen.push([time, kind, subject, from, to, detail].join(" "));
        },
      );
      return seen;
    };
    const before = until(without);
    expect(before.length).toBeGreaterThan(200);
    expect(until(withTrain)).toEqual(before);
  });

  it("gives a defect of each release hosts of its own", () => {
    // Two bad releases that hit half the hosts each: which half is drawn anew.
    const half = { kind: "lost-network", probability: "50%" };
    const one = scenario([{ train: { ...WEEKLY, count: 2, bad: "100%", defects: [half] } }], {
      fleet: { groups: [{ name: "web", hosts: 400 }] },
      horizon: "60d",
      people: { repair: "1h" },
    });
    const hit = new Map<number, Set<number>>();
    simulate(one, { policy: "plain", replication: 0 }, ({ kind, subject, from }) => {
      if (kind === TransitionKind.DefectBit)
        hit.set(from, (hit.get(from) ?? new Set()).add(subject));
    });
    const [first, second] = [...hit.values()];
    const both = [...first!].filter((host) => second!.has(host)).length;
    expect(first!.size).toBeGreaterThan(150);
    expect(both / first!.size).toBeGreaterThan(0.35);
    expect(both / first!.size).toBeLessThan(0.65);
  });
});

describe("what a train costs", () => {
  it("is in bad installs what weeks, probabilities and hosts give", () => {
    // Every host takes every release; a bad one breaks a host with probability 0.3, once.
    const hosts = 20;
    const defect = { kind: "lost-network", probability: "30%" };
    const one = scenario([{ train: { ...WEEKLY, bad: "10%", defects: [defect] } }], {
      people: { notice: "1h", repair: "1h", fix: "1h" },
    });
    const bites = REPLICATIONS.slice(0, 100).map((replication) => {
      const installs = new Set<string>();
      simulate(one, { policy: "plain", replication }, ({ kind, subject, from }) => {
        if (kind === TransitionKind.DefectBit) installs.add(`${subject} ${from}`);
      });
      return installs.size;
    });
    // 52 weeks, the last of which leaves a day. Variance of one release: p·H·q·(1 − q) + p·(1 − p)·(H·q)².
    const expected = 52 * 0.1 * hosts * 0.3;
    const variance = 52 * (0.1 * hosts * 0.3 * 0.7 + 0.1 * 0.9 * (hosts * 0.3) ** 2);
    expect(Math.abs(mean(bites) - expected)).toBeLessThan(4 * Math.sqrt(variance / 100));
  });
});

describe("any train", () => {
  const time = (least: number, most: number) =>
    fc.integer({ min: least, max: most }).map((hours) => `${hours}h`);
  const every = fc.oneof(
    time(12, 500),
    time(24, 500).map((mean) => ({ dist: "exponential", mean })),
    fc.tuple(time(12, 100), time(100, 400)).map(([min, max]) => ({ dist: "uniform", min, max })),
  );
  const trains = fc.record({
    every,
    jitter: time(0, 12),
    from: fc.option(time(0, 100), { nil: undefined }),
    count: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    first: fc.nat(20),
    bad: fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
    second: fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
    channels: fc.record({
      beta: fc.constant("0d"),
      stable: fc.oneof(
        time(0, 400),
        time(1, 400).map((mean) => ({ dist: "exponential", mean })),
      ),
    }),
    fix: fc.option(
      time(0, 100).map((after) => ({ after })),
      { nil: undefined },
    ),
  });

  it("brings releases in order, of versions of their own, before the end, with fixes after withdrawals", () => {
    fc.assert(
      fc.property(
        fc.array(trains, { minLength: 1, maxLength: 3 }),
        time(1, 100),
        fc.nat(1000),
        (several, reaction, replication) => {
          const releases = several.map((train, index) => ({
            train: {
              ...train,
              version: `${"abc"[index]!}<n>`,
              payload: "1MB",
              defects: [PANIC, BRIDGE],
            },
          }));
          const one = scenario(releases, {
            horizon: "60d",
            channels: { beta: { testers: 20, reaction }, stable: { testers: 20, reaction } },
          });
          const model = buildModel(one, "plain", replication);
          const versions = model.releases.map(({ version }) => version);
          expect(new Set(versions).size).toBe(versions.length);
          const line = drawn(one, replication);
          for (const letter of ["a", "b", "c"]) {
            const own = line.filter(({ release }) => release.version.startsWith(letter));
            const dates = own.map(({ release }) => release.channels["beta"]!);
            expect(dates).toEqual(dates.toSorted((a, b) => a - b));
          }
          const appearances = line.map(({ release }) => release.channels["beta"]!);
          expect(appearances).toEqual(appearances.toSorted((a, b) => a - b));
          expect(appearances.every((at) => at < 60 * DAY)).toBe(true);
          const times = model.publications.map(({ at }) => at);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times.every((at) => at >= 0 && at < 60 * DAY)).toBe(true);
          for (const { at, release, kind } of model.publications) {
            if (!versions[release]!.endsWith("-fix") || kind !== "published") continue;
            const withdrawn = model.publications.filter(
              (other) => other.release === release - 1 && other.kind === "withdrawn",
            );
            expect(withdrawn.length).toBeGreaterThan(0);
            expect(withdrawn.every((other) => other.at <= at)).toBe(true);
            expect(model.releases[release]!.defects).toEqual([]);
            expect(model.releases[release - 1]!.defects.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("a host that runs what is older than all releases", () => {
  it("can be ordered back from a release of a train, and asks again", () => {
    const orders = [
      { at: "20d", do: "recall", version: "w1" },
      { at: "21d", do: "recall", version: "w2" },
    ];
    const one = scenario([{ train: { ...WEEKLY, count: 2 } }], {
      horizon: "60d",
      policies: { plain: { preset: "coreos-immediate", operator: { kind: "scripted", orders } } },
    });
    const back = new Set<number>();
    simulate(one, { policy: "plain", replication: 0 }, ({ kind, subject, to }) => {
      if (kind === TransitionKind.RunningRelease && to < 0) back.add(subject);
    });
    expect(back.size).toBe(20);
  });
});
