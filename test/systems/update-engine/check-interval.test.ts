import { describe, expect, it } from "vitest";
import {
  askedInterval,
  earliestDelay,
  intervalFuzz,
  latestDelay,
  nextInterval,
} from "../../../src/systems/update-engine/check-interval.js";

const next = (poll: number, http: number, last: number) => {
  const asked = askedInterval(poll, http, last);
  return [nextInterval(asked), intervalFuzz(asked)];
};

describe("the wait until update_engine asks again", () => {
  it("doubles with each overloaded answer, up to four hours", () => {
    expect(next(0, 500, 2_750)).toEqual([5_500, 5_500]);
    expect(next(0, 503, 5_500)).toEqual([11_000, 11_000]);
    expect(next(0, 500, 11_000)).toEqual([14_400, 14_400]);
  });

  it("is the ordinary one after an overloaded first answer: twice seven minutes are less", () => {
    expect(next(0, 500, 420)).toEqual([2_700, 600]);
  });

  it("does not double for other errors", () => {
    expect(next(0, 404, 5_500)).toEqual([2_700, 600]);
  });

  it("is what the server dictates, but never shorter than 45 minutes", () => {
    expect(next(2_750, 200, 0)).toEqual([2_750, 2_750]);
    expect(next(2_699, 200, 0)).toEqual([2_700, 600]);
    // At exactly 45 minutes it counts as dictated, and is fuzzed as such.
    expect(next(2_700, 200, 0)).toEqual([2_700, 2_700]);
  });

  it("has the odd second of its fuzz behind it", () => {
    expect([earliestDelay(100, 5), latestDelay(100, 5)]).toEqual([98, 103]);
    expect([earliestDelay(-50, 20), latestDelay(-50, 20)]).toEqual([0, 0]);
  });
});
