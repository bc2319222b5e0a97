import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../../src/support/time.js";
import { isZone, zoneOffsets } from "../../../src/systems/windows/zone.js";

const YEAR_2026 = Date.UTC(2026, 0, 1);

describe("the offsets of a zone", () => {
  it("change at the moments at which its clocks do", () => {
    expect(zoneOffsets("America/Toronto", YEAR_2026, YEAR_2026 + 365 * DAY)).toEqual([
      [YEAR_2026, -5 * HOUR],
      [Date.UTC(2026, 2, 8, 7), -4 * HOUR],
      [Date.UTC(2026, 10, 1, 6), -5 * HOUR],
    ]);
  });

  it("change on other days in the other hemisphere, and by half an hour where clocks do", () => {
    expect(zoneOffsets("Australia/Lord_Howe", YEAR_2026, YEAR_2026 + 365 * DAY)).toEqual([
      [YEAR_2026, 11 * HOUR],
      [Date.UTC(2026, 3, 4, 15), 10.5 * HOUR],
      [Date.UTC(2026, 9, 3, 15, 30), 11 * HOUR],
    ]);
  });

  it("are one where clocks never change", () => {
    expect(zoneOffsets("Asia/Kolkata", 0, 0)).toEqual([[0, 5.5 * HOUR]]);
    expect(zoneOffsets("UTC", YEAR_2026, YEAR_2026 + 3_650 * DAY)).toEqual([[YEAR_2026, 0]]);
  });

  it("do not exist for a zone that nobody knows", () => {
    expect(isZone("Europe/Berlin")).toBe(true);
    expect(isZone("Europe/Atlantis")).toBe(false);
    expect(zoneOffsets("Europe/Atlantis", 0, DAY)).toBeUndefined();
  });
});
