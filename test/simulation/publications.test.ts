import { describe, expect, it } from "vitest";
import type { DefectModel, Publication } from "../../src/fleet/state/model.js";
import { compile } from "../../src/random/distribution.js";
import { seedKey } from "../../src/random/draw.js";
import {
  integerPower,
  publish,
  type TesterModel,
  type Upstream,
  type UpstreamRelease,
} from "../../src/simulation/publications.js";
import { DAY, HOUR } from "../../src/support/time.js";
import { constant, defect } from "../fleet/build.js";

/** Testers who update at once and report what hits them, upstream that acts an hour after the first report. */
function testers(overrides: Partial<TesterModel> = {}): TesterModel {
  return {
    testers: 1,
    updateWithin: constant(0),
    containers: 10,
    reports: 1,
    reaction: constant(HOUR),
    cohortShares: [1],
    ...overrides,
  };
}

/** A release that is bad for everybody, on one channel from day 1 on. */
function bad(overrides: Partial<UpstreamRelease> = {}): UpstreamRelease {
  const { release = 0 } = overrides;
  return {
    release,
    key: release,
    offsets: [DAY],
    defects: [defect()],
    fix: undefined,
    ...overrides,
  };
}

const key = seedKey("publications");

function timeline(upstream: Upstream, replication = 0, horizon = 100 * DAY): Publication[] {
  return publish(upstream, { key, replication }, horizon);
}

/** When the first release is withdrawn in each of many replications; undefined where it is not. */
function withdrawals(upstream: Upstream, replications: number): (number | undefined)[] {
  return Array.from(
    { length: replications },
    (_, replication) =>
      timeline(upstream, replication).find(
        ({ kind, release }) => kind === "withdrawn" && release === 0,
      )?.at,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Share of replications in which the release is withdrawn. */
function shareWithdrawn(channel: Partial<TesterModel>, one: Partial<DefectModel>): number {
  const found = withdrawals(
    { channels: [testers(channel)], releases: [bad({ defects: [defect(one)] })] },
    4_000,
  );
  return found.filter((at) => at !== undefined).length / found.length;
}

/** Four standard errors of a share over 4,000 replications. */
const margin = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / 4_000);

describe("a release upstream", () => {
  it("is published on each channel at its time, in the order of time", () => {
    const release = bad({ offsets: [2 * DAY, undefined, DAY], defects: [] });
    expect(timeline({ channels: [testers(), testers(), testers()], releases: [release] })).toEqual([
      { at: DAY, release: 0, channel: 2, kind: "published" },
      { at: 2 * DAY, release: 0, channel: 0, kind: "published" },
    ]);
  });

  it("stays where nobody tests", () => {
    const events = timeline({ channels: [testers({ testers: 0 })], releases: [bad()] });
    expect(events.map(({ kind }) => kind)).toEqual(["published"]);
  });

  it("is withdrawn from every channel it has reached, and promoted no further", () => {
    const release = bad({ offsets: [DAY, DAY + HOUR - 1, DAY + HOUR] });
    const channels = [testers(), testers({ testers: 0 }), testers({ testers: 0 })];
    expect(timeline({ channels, releases: [release] })).toEqual([
      { at: DAY, release: 0, channel: 0, kind: "published" },
      { at: DAY + HOUR - 1, release: 0, channel: 1, kind: "published" },
      { at: DAY + HOUR, release: 0, channel: 0, kind: "withdrawn" },
      { at: DAY + HOUR, release: 0, channel: 1, kind: "withdrawn" },
    ]);
  });

  it("is followed by its fix on the channels it had reached", () => {
    const release = bad({
      offsets: [DAY, DAY, 50 * DAY],
      fix: { release: 1, after: constant(2 * HOUR) },
    });
    const channels = [testers(), testers({ testers: 0 }), testers()];
    const fixes = timeline({ channels, releases: [release] }).filter((one) => one.release === 1);
    expect(fixes).toEqual([
      { at: DAY + 3 * HOUR, release: 1, channel: 0, kind: "published" },
      { at: DAY + 3 * HOUR, release: 1, channel: 1, kind: "published" },
    ]);
  });

  it("is judged by the first channel whose testers report enough", () => {
    const release = bad({ offsets: [DAY, 2 * DAY] });
    const channels = [testers({ reaction: constant(9 * DAY) }), testers()];
    expect(withdrawals({ channels, releases: [release] }, 1)).toEqual([2 * DAY + HOUR]);
  });

  it("is reported when the defect bites, not when it is installed", () => {
    const release = bad({ defects: [defect({ after: constant(5 * HOUR) })] });
    const channels = [testers({ updateWithin: constant(2 * HOUR) })];
    expect(withdrawals({ channels, releases: [release] }, 1)).toEqual([DAY + 8 * HOUR]);
  });

  it("ends with the run", () => {
    const upstream = { channels: [testers()], releases: [bad()] };
    expect(timeline(upstream, 0, DAY + HOUR).map(({ kind }) => kind)).toEqual(["published"]);
    expect(timeline(upstream, 0, DAY)).toEqual([]);
  });
});

describe("reports", () => {
  const day = compile({ dist: "uniform", min: 0, max: DAY });

  it.each([
    [1, 9],
    [3, 9],
    [9, 9],
    [3, 99],
  ])("make upstream act at the %d-th of %d: an order statistic of their updates", (k, n) => {
    const channels = [testers({ testers: n, reports: k, updateWithin: day })];
    const delays = withdrawals({ channels, releases: [bad()] }, 2_000).map(
      (at) => at! - DAY - HOUR,
    );
    // The k-th of n uniform variates is Beta(k, n + 1 - k).
    const p = k / (n + 1);
    const error = (DAY * Math.sqrt((p * (1 - p)) / (n + 2))) / Math.sqrt(delays.length);
    expect(Math.abs(mean(delays) - p * DAY)).toBeLessThan(4 * error);
  });

  it("are one per tester, however many defects hit it", () => {
    const defects = [defect(), defect({ name: "other", key: 1 })];
    const channels = (n: number) => [testers({ testers: n, reports: 2 })];
    expect(withdrawals({ channels: channels(1), releases: [bad({ defects })] }, 1)).toEqual([
      undefined,
    ]);
    expect(withdrawals({ channels: channels(2), releases: [bad({ defects })] }, 1)).toEqual([
      DAY + HOUR,
    ]);
  });

  it("come from as many testers as the defect's probability says", () => {
    // At least 2 of 5 are hit, each with probability 0.3: 1 - 0.7^5 - 5 · 0.3 · 0.7^4 = 0.47178.
    const found = shareWithdrawn({ testers: 5, reports: 2 }, { probability: 0.3 });
    expect(Math.abs(found - 0.47178)).toBeLessThan(margin(0.47178));
  });

  it("take a chance per container where the defect does", () => {
    const p = 1 - 0.99 ** 15;
    const found = shareWithdrawn({ containers: 15 }, { per: "container-start", probability: 0.01 });
    expect(Math.abs(found - p)).toBeLessThan(margin(p));
  });

  it("come only from testers whom the defect concerns", () => {
    expect(shareWithdrawn({ containers: 39 }, { minContainers: 40 })).toBe(0);
    expect(shareWithdrawn({ containers: 40 }, { minContainers: 40 })).toBe(1);
    expect(shareWithdrawn({}, { groups: [0] })).toBe(0);
    const found = shareWithdrawn({ cohortShares: [0.8, 0.2] }, { cohorts: [1] });
    expect(Math.abs(found - 0.2)).toBeLessThan(margin(0.2));
  });
});

describe("the luck of testers", () => {
  const half = (per: DefectModel["per"], releaseKeys: readonly [number, number]): Upstream => ({
    channels: [testers()],
    releases: releaseKeys.map((defectKey, release) =>
      bad({ release, defects: [defect({ key: defectKey, per, probability: 0.5 })] }),
    ),
  });

  /** Share of replications in which both releases are withdrawn or neither is. */
  function agreement(upstream: Upstream): number {
    const alike = Array.from({ length: 400 }, (_, replication) => {
      const gone = timeline(upstream, replication).filter(({ kind }) => kind === "withdrawn");
      return gone.length !== 1;
    });
    return alike.filter(Boolean).length / alike.length;
  }

  it("is the host's for a defect of one name, in whatever release", () => {
    expect(agreement(half("host", [0, 0]))).toBe(1);
  });

  it("is new for another name, and at another boot", () => {
    for (const other of [half("host", [0, 1]), half("boot", [0, 0])]) {
      expect(agreement(other)).toBeGreaterThan(0.4);
      expect(agreement(other)).toBeLessThan(0.6);
    }
  });

  it("is new on another channel", () => {
    const on = (channel: number): Upstream => ({
      channels: [testers(), testers()],
      releases: [
        bad({
          offsets: channel === 0 ? [DAY, undefined] : [undefined, DAY],
          defects: [defect({ probability: 0.5 })],
        }),
      ],
    });
    const [here, there] = [withdrawals(on(0), 400), withdrawals(on(1), 400)];
    const alike = here.filter((at, index) => at === there[index]).length / 400;
    expect(alike).toBeGreaterThan(0.4);
    expect(alike).toBeLessThan(0.6);
  });

  it("does not change with what else is published", () => {
    const alone = half("boot", [0, 1]);
    const only = { ...alone, releases: alone.releases.slice(1) };
    for (let replication = 0; replication < 50; replication++) {
      const second = timeline(alone, replication).filter(({ release }) => release === 1);
      expect(timeline(only, replication)).toEqual(second);
    }
  });
});

it("a power of an integer is the product that it stands for", () => {
  for (const base of [0, 0.25, 0.9, 1, 3]) {
    let product = 1;
    for (let exponent = 0; exponent <= 40; exponent++) {
      const difference = Math.abs(integerPower(base, exponent) - product);
      expect(difference).toBeLessThanOrEqual(1e-12 * product);
      product *= base;
    }
  }
});
