import { describe, expect, it } from "vitest";
import { crashingFleet, shareThatGoesDown } from "../../../bench/crashing-fleet.js";
import { estimateRare } from "../../../src/experiment/splitting/estimate.js";
import { splitOnce } from "../../../src/experiment/splitting/split.js";
import { advance, begin, branch } from "../../../src/experiment/splitting/trajectory.js";
import { noPause } from "../../../src/experiment/threads/pause.js";
import { halfWidth } from "../../../src/stats/student-t.js";
import { mean, variance } from "../../../src/stats/summary.js";

const policy = "plain";
const alone = { workers: 1 };
const fleet = (seed: string) => crashingFleet({ hosts: 10, up: 100, boot: 1, horizon: 10 }, seed);
const known = (down: number) =>
  shareThatGoesDown({ hosts: 10, up: 100, boot: 1, horizon: 10 }, down);
const stage = (down: number, seed = "it") => ({
  scenario: fleet(seed),
  policy,
  event: { kind: "hosts-down", atLeast: down } as const,
});

describe("multilevel splitting", () => {
  it("is unbiased: its mean is that of a birth-death chain, whatever the levels", async () => {
    for (const levels of [[1, 2, 3], [1, 3], [3]]) {
      const { scenario, ...rest } = stage(3);
      const results = Array.from({ length: 24 }, (_, n) => {
        const own = { effort: 40, name: `unbiased/${n}`, first: 40 * n };
        return splitOnce(scenario, { ...rest, levels, ...own }, noPause);
      });
      const found = (await Promise.all(results)).map(({ probability }) => probability);
      const half = halfWidth(found.length, variance(found), 0.999)!;
      expect(Math.abs(mean(found) - known(3)), levels.join()).toBeLessThan(half);
    }
  });

  it("holds a probability near one in a million with an interval, and takes far fewer events", async () => {
    const { probability, interval, events, crudeEvents, levels } = await estimateRare(
      stage(5),
      { runs: 60, repeats: 20 },
      alone,
    );
    expect(known(5)).toBeLessThan(1e-6);
    expect(interval.low).toBeLessThan(known(5));
    expect(interval.high).toBeGreaterThan(known(5));
    expect(probability).toBeGreaterThan(0);
    expect(crudeEvents! / events).toBeGreaterThan(100);
    expect(levels.at(-1)).toMatchObject({ down: 5, probability, interval });
    for (const { down, probability: found, interval: at } of levels) {
      // Within twice the half-width: all levels at once, and 1 in 10,000 is no alarm.
      const off = Math.abs(Math.log(found / known(down)));
      expect(off, String(down)).toBeLessThan(Math.log(at!.high / at!.low));
    }
  });

  it("says how far it came where no run comes to the event", async () => {
    const { probability, interval, crudeEvents, levels } = await estimateRare(
      stage(10),
      { runs: 20, repeats: 5 },
      alone,
    );
    expect({ probability, crudeEvents }).toEqual({ probability: 0, crudeEvents: null });
    expect(interval.high).toBeLessThan(1e-3);
    expect(levels.at(-1)!.reached).toBe(0);
  });

  it("gives the same again", async () => {
    const effort = { runs: 20, repeats: 5 };
    expect(await estimateRare(stage(3), effort, alone)).toEqual(
      await estimateRare(stage(3), effort, alone),
    );
  });
});

describe("a branch", () => {
  const { event } = stage(10);

  it("goes on as its parent would under the same luck, and otherwise with crashes of its own", () => {
    const ends = (seed?: string) => {
      const parent = begin(stage(10, "roots"), 1);
      advance(parent, 1);
      const one = seed === undefined ? parent : branch(parent, event, seed);
      const from = one.world.queue.time;
      advance(one, 10);
      return { from, trace: [...one.world.state.hosts.boots] };
    };
    expect(ends("a")).toEqual(ends("a"));
    expect(ends("a").from).toBe(ends().from);
    expect(new Set(["a", "b", "c"].map((seed) => ends(seed).trace.join())).size).toBeGreaterThan(1);
  });

  it("keeps faults that come at set times, and those that last", () => {
    const scenario = {
      ...fleet("planned"),
      faults: crashingFleet({ hosts: 10, up: 100, boot: 1, horizon: 10 }, "planned", [
        { kind: "power-loss", from: "1h", for: "4h", hosts: [0, 1, 2] },
        { kind: "power-loss", from: "3h", for: "4h", hosts: [3, 4] },
      ]).faults,
    };
    const parent = begin({ scenario, policy, event }, 0);
    advance(parent, 3);
    expect(parent.level.down).toBeGreaterThanOrEqual(3);
    const child = branch(parent, event, "other");
    advance(child, 5);
    expect(child.level.down).toBeGreaterThanOrEqual(5);
    expect(child.world.queue.time).toBeLessThanOrEqual(3 * 3_600_000);
    advance(child, 11);
    expect([...child.world.state.hosts.powerless]).toEqual(Array.from({ length: 10 }, () => 0));
  });
});
