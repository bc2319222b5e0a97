import { describe, expect, it } from "vitest";
import { seedKey, stream, uniform } from "../../src/random/draw.js";
import { Purpose } from "../../src/random/purposes.js";
import { type ShareVerdict, startShareTest } from "../../src/stats/share-test.js";

/** Verdict of a test whose trials hit with a probability, and the trials it took. */
function tested(
  share: number,
  seed: number,
  { bound, error, most }: { bound: number; error: number; most: number },
): { verdict: ShareVerdict; trials: number } {
  const luck = stream(seedKey("share test"), Purpose.Exploration, seed);
  const test = startShareTest({ bound, atMost: error, above: error, most });
  let trials = 0;
  while (test.verdict === "open" && trials < most) {
    test.add(uniform(luck, 0, trials) < share);
    trials += 1;
  }
  return { verdict: test.verdict, trials };
}

const SEEDS = 600;

/** How often a verdict was given. */
function often(verdict: ShareVerdict, share: number, rule: Parameters<typeof tested>[2]): number {
  const found = Array.from({ length: SEEDS }, (_, seed) => tested(share, seed, rule));
  return found.filter((one) => one.verdict === verdict).length / SEEDS;
}

describe("a sequential test of a share", () => {
  // The errors are greatest at the bound itself; 0.1 and three standard deviations over 600 seeds.
  const MOST_WRONG = 0.1 + 3 * Math.sqrt((0.1 * 0.9) / SEEDS);

  it.each([
    [0.02, 600],
    [0.2, 400],
    [0.5, 200],
  ])("is wrong no more often than it may be, on either side of %f", (bound, most) => {
    const rule = { bound, error: 0.1, most };
    const tooLow = often("at-most", bound + 1e-9, rule);
    const tooHigh = often("above", bound, rule);
    expect(tooLow).toBeLessThanOrEqual(MOST_WRONG);
    expect(tooHigh).toBeLessThanOrEqual(MOST_WRONG);
    // A test that never says anything would pass the above.
    expect(tooLow + tooHigh).toBeGreaterThan(0.01);
  });

  it("says so after few trials where a share is far beyond its bound", () => {
    const rule = { bound: 0.01, error: 0.01, most: 20_000 };
    expect(tested(1, 0, rule)).toMatchObject({ verdict: "above" });
    expect(tested(1, 0, rule).trials).toBeLessThanOrEqual(3);
    expect(tested(0.3, 1, rule).trials).toBeLessThan(40);
  });

  it("needs little more than a single test would where there is no hit at all", () => {
    const rule = { bound: 0.01, error: 0.02, most: 20_000 };
    const single = Math.ceil(Math.log(0.02) / Math.log(0.99));
    const { verdict, trials } = tested(0, 0, rule);
    expect(verdict).toBe("at-most");
    expect(trials).toBeGreaterThan(single);
    expect(trials).toBeLessThan(1.2 * single);
  });

  it("says how many trials it wants still, and that it wants none after its verdict", () => {
    const rule = { bound: 0.01, atMost: 0.02, above: 0.02, most: 20_000 };
    const test = startShareTest(rule);
    const wanted = test.trialsWanted(0);
    for (let i = 0; i < wanted; i++) {
      expect(test.verdict).toBe("open");
      test.add(false);
    }
    expect(test.verdict).toBe("at-most");
    expect(test.trialsWanted(0)).toBe(0);
    expect(startShareTest(rule).trialsWanted(0.01)).toBe(20_000);
    expect(startShareTest(rule).trialsWanted(0.5)).toBeLessThan(20);
  });
});
