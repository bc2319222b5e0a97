import { describe, expect, it } from "vitest";
import { retryWait } from "../../../src/systems/mender/back-off.js";

const waits = (max: number, tries: number) =>
  Array.from({ length: 14 }, (_, i) => retryWait({ smallest: 60, max, tries }, i + 1));

describe("the waits of a Mender client", () => {
  it("end after the longest has been used three times", () => {
    expect(waits(200, 0)).toEqual([60, 60, 60, 120, 120, 120, 200, 200, 200, -1, -1, -1, -1, -1]);
  });

  it("stay at the longest until the tries are used up, where tries are counted", () => {
    expect(waits(120, 11)).toEqual([
      60, 60, 60, 120, 120, 120, 120, 120, 120, 120, 120, -1, -1, -1,
    ]);
  });
});
