import { describe, expect, it } from "vitest";
import { addUpdate, pickUpdate } from "../../../src/systems/bottlerocket/manifest.js";
import { waveFiles } from "../../../src/systems/bottlerocket/wave-files.js";
import {
  readyAsCoded,
  readyAsDocumented,
  SEEDS,
  waveStarts,
  type WaveStarts,
} from "../../../src/systems/bottlerocket/waves.js";
import { DAY, HOUR } from "../../../src/support/time.js";

function startsOf(name: keyof typeof waveFiles): WaveStarts {
  const starts = waveStarts(waveFiles[name]);
  if (typeof starts === "string") throw new Error(starts);
  return starts;
}

/** Share of all seeds that may take the update at exactly this time [%], to the nearest. */
function atOnce(ready: typeof readyAsCoded, starts: WaveStarts, time: number): number {
  let count = 0;
  for (let seed = 0; seed < SEEDS; seed++) if (Math.ceil(ready(starts, seed)) === time) count += 1;
  return Math.round((100 * count) / SEEDS);
}

describe("waves as coded", () => {
  it("let 40 % of the fleet in at one instant with the default file, half of it or more in an hurry", () => {
    const days = (name: keyof typeof waveFiles, times: readonly number[]) =>
      times.map((time) => atOnce(readyAsCoded, startsOf(name), time));
    expect(days("default", [DAY, 2 * DAY, 4 * DAY, 5 * DAY, 6 * DAY])).toEqual([1, 5, 15, 20, 40]);
    expect(days("accelerated", [8 * HOUR, 16 * HOUR, DAY])).toEqual([3, 12, 60]);
    expect(days("ohno", [2 * HOUR, 2.5 * HOUR, 3 * HOUR])).toEqual([5, 25, 50]);
    expect(
      days(
        "slow-roll",
        [3, 7, 9, 12, 13].map((day) => day * DAY),
      ),
    ).toEqual([1, 5, 15, 20, 40]);
  });

  it("do not hold seed 0 up at all", () => {
    expect(readyAsCoded(startsOf("default"), 0)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe("waves as documented", () => {
  it("reach each percentage when its wave is over, one seed after the other", () => {
    const starts = startsOf("default");
    const sharesAt = [4 * HOUR, DAY, 2 * DAY, 4 * DAY, 5 * DAY].map((time) => {
      let count = 0;
      for (let seed = 0; seed < SEEDS; seed++) if (readyAsDocumented(starts, seed) < time) count++;
      return Math.round((100 * count) / SEEDS);
    });
    expect(sharesAt).toEqual([1, 5, 15, 40, 60]);
    expect(atOnce(readyAsDocumented, starts, 5 * DAY)).toBe(0);
    expect(atOnce(readyAsDocumented, starts, 6 * DAY)).toBe(10);
  });
});

describe("a list of waves", () => {
  it("is refused with a percentage of 0 or above 100, or with waves that start out of order", () => {
    expect(waveStarts([{ start: 0, percent: 0 }])).toBe("percent out of range");
    expect(waveStarts([{ start: 0, percent: 101 }])).toBe("percent out of range");
    const backwards = [
      { start: 2, percent: 10 },
      { start: 1, percent: 100 },
    ];
    expect(waveStarts(backwards)).toBe("waves out of order");
    expect(waveStarts(backwards.map(({ percent }) => ({ start: 1, percent })))).toBe(
      "waves out of order",
    );
  });

  it("may be empty: then everybody may at once", () => {
    expect(waveStarts([])).toEqual([]);
    expect(readyAsCoded([], 2_047)).toBe(Number.NEGATIVE_INFINITY);
  });
});

// updog/src/main.rs, updog/src/bin/updata.rs.
describe("an update of a repository", () => {
  it("is taken by hosts above the highest version, downwards", () => {
    const updates = [
      { version: 1, max: 2 },
      { version: 2, max: 2 },
    ];
    expect(pickUpdate(updates, 3)?.version).toBe(2);
    expect(pickUpdate(updates, 2)).toBeUndefined();
  });

  it("raises the highest version of all by its own, or lowers it when told", () => {
    const first = addUpdate([], 5);
    expect(addUpdate(first, 3)).toEqual([
      { version: 5, max: 5 },
      { version: 3, max: 5 },
    ]);
    expect(addUpdate(first, 6, 5).map(({ max }) => max)).toEqual([5, 5]);
  });
});
