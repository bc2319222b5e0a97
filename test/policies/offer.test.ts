import { describe, expect, it } from "vitest";
import type { Command, View } from "../../src/fleet/control/policy-contract.js";
import { eligibleAt } from "../../src/fleet/control/offers.js";
import { parts } from "../../src/policies/index.js";
import { HOUR, MINUTE, NEVER } from "../../src/support/time.js";
import { viewAt } from "./views.js";

/** What an offer part orders at each of some views, asked one after the other. */
function ordersAt(kind: string, settings: object, ...views: readonly View[]): Command[][] {
  const part = parts.offer.find(({ name }) => name === kind)!;
  const config = part.config.parse(settings);
  let memory = part.start(config);
  return views.map((view) => {
    const decision = part.decide(view, memory, config);
    memory = decision.memory;
    return [...decision.commands];
  });
}

/** When a host of a rank may take a release that a ramp offered at `HOUR`. */
function turnOf(rank: number, settings: object): number {
  const [orders] = ordersAt("linear-ramp", settings, viewAt(HOUR, [{ publishedAt: [HOUR] }]));
  const offer = orders!.find((order) => order.kind === "offer")!;
  return eligibleAt(offer.schedule, rank);
}

const published = { publishedAt: [10, 500] };
const whole = (group: number, at: number): Command => ({
  kind: "offer",
  group,
  release: 0,
  schedule: [[at, 1]],
  rank: "host",
});

describe("channel", () => {
  it("offers a release to a group once it is on the group's channel", () => {
    const early = viewAt(10, [{ publishedAt: [10, undefined] }]);
    expect(ordersAt("channel", {}, early, viewAt(500, [published]))).toEqual([
      [whole(0, 10)],
      [whole(1, 500)],
    ]);
  });

  it("follows a channel by name, whatever the group's own", () => {
    const orders = ordersAt("channel", { channel: "stable" }, viewAt(500, [published]));
    expect(orders).toEqual([[whole(0, 500), whole(1, 500)]]);
  });

  it("follows the first publication anywhere when told `earliest`", () => {
    const orders = ordersAt("channel", { channel: "earliest" }, viewAt(500, [published]));
    expect(orders).toEqual([[whole(0, 10), whole(1, 10)]]);
  });

  it("halts what is withdrawn on the channel and resumes what comes back", () => {
    const gone = { ...published, withdrawn: [true, false] };
    const rollout = { group: 0, release: 0 };
    const orders = ordersAt(
      "channel",
      {},
      viewAt(500, [published]),
      viewAt(600, [gone]),
      viewAt(601, [gone]),
      viewAt(700, [published]),
    );
    expect(orders.slice(1)).toEqual([
      [{ kind: "halt", ...rollout }],
      [],
      [{ kind: "resume", ...rollout }],
    ]);
  });

  it("offers a release that was gone before it was seen only when it comes back", () => {
    const gone = { ...published, withdrawn: [true, true] };
    const orders = ordersAt("channel", {}, viewAt(500, [gone]), viewAt(600, [published]));
    expect(orders).toEqual([[], [whole(0, 10), whole(1, 500)]]);
  });

  it("keeps an archive's release until it is gone from every channel", () => {
    const settings = { channel: "earliest" };
    const half = viewAt(600, [{ ...published, withdrawn: [true, false] }]);
    const gone = viewAt(700, [{ ...published, withdrawn: [true, true] }]);
    const orders = ordersAt("channel", settings, viewAt(500, [published]), half, gone);
    expect(orders.map((one) => one.map(({ kind }) => kind))).toEqual([
      ["offer", "offer"],
      [],
      ["halt", "halt"],
    ]);
  });
});

describe("all-at-once", () => {
  it("offers a release to every group at its first publication", () => {
    expect(ordersAt("all-at-once", {}, viewAt(10, [{ publishedAt: [undefined, 10] }]))).toEqual([
      [whole(0, 10), whole(1, 10)],
    ]);
  });
});

// Known answers of Cincinnati's throttle: coreos/fedora-coreos-cincinnati commons/src/policy.rs.
describe("linear-ramp", () => {
  it("reaches a quarter of the hosts after a quarter of 48 h", () => {
    expect(turnOf(0.25, {})).toBe(HOUR + 12 * HOUR);
  });

  it("reaches the last host when the ramp ends, and none before it starts", () => {
    expect(turnOf(1 - 1e-9, { duration: "24h" })).toBeLessThanOrEqual(HOUR + 24 * HOUR);
    expect(turnOf(1e-9, { duration: "24h" })).toBeGreaterThan(HOUR);
  });

  it("starts from its first share: 0.2 + 0.8 · ½ = 0.6 half-way", () => {
    const settings = { duration: "24h", startShare: "20%" };
    expect(turnOf(0.1999, settings)).toBe(HOUR);
    expect(Math.abs(turnOf(0.6, settings) - 13 * HOUR)).toBeLessThanOrEqual(1);
  });

  it("never goes beyond its first share without a duration", () => {
    const settings = { duration: "never", startShare: "10%" };
    expect(turnOf(0.09, settings)).toBe(HOUR);
    expect(turnOf(0.11, settings)).toBe(NEVER);
  });

  it("takes at least a minute", () => {
    expect(turnOf(0.5, { duration: "0s" })).toBe(HOUR + MINUTE / 2);
  });

  it("waits for its delay", () => {
    expect(turnOf(0.5, { duration: "2h", delay: "3h" })).toBe(HOUR + 3 * HOUR + HOUR);
  });

  it("goes by the clock on the wall: a resumed ramp keeps its old schedule", () => {
    const gone = { ...published, withdrawn: [true, true] };
    const views = [viewAt(500, [published]), viewAt(600, [gone]), viewAt(700, [published])];
    const orders = ordersAt("linear-ramp", {}, ...views);
    expect(orders[2]!.map(({ kind }) => kind)).toEqual(["resume", "resume"]);
  });

  it("goes by Cincinnati's wariness, the same hosts first at every release", () => {
    const [orders] = ordersAt("linear-ramp", {}, viewAt(500, [published]));
    expect(orders).toMatchObject([{ rank: "wariness" }, { rank: "wariness" }]);
  });

  it("shows a release to eager hosts before its rollout starts, and to the others in their turn", () => {
    const settings = { eager: "20%", delay: "1h", duration: "10h" };
    expect(turnOf(0.19, settings)).toBe(HOUR);
    expect(Math.abs(turnOf(0.6, settings) - (2 * HOUR + 5 * HOUR))).toBeLessThanOrEqual(1);
    expect(turnOf(0.99999, settings)).toBeGreaterThan(11 * HOUR);
  });

  it("passes on whose rank counts", () => {
    const [orders] = ordersAt("linear-ramp", { rank: "release" }, viewAt(500, [published]));
    expect(orders!.map((order) => order.kind === "offer" && order.rank)).toEqual([
      "release",
      "release",
    ]);
  });
});
