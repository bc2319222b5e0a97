import { describe, expect, it } from "vitest";
import { markedGoodAt } from "../../../src/systems/update-engine/mark-good.js";

describe("markedGoodAt", () => {
  it("is the timer, or the first check for updates where that is earlier", () => {
    expect(markedGoodAt(20, 45, Number.POSITIVE_INFINITY)).toBe(65);
    expect(markedGoodAt(20, 45, 30)).toBe(30);
    expect(markedGoodAt(20, 45, 90)).toBe(65);
  });
});
