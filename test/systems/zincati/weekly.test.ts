import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, NEVER, SECOND, WEEK } from "../../../src/support/time.js";
import {
  measuredLength,
  openWeek,
  parseTime,
  parseWeekday,
  splitSpan,
  totalLength,
} from "../../../src/systems/zincati/weekly.js";
import { untilOpening } from "../../../src/systems/windows/open-times.js";

const SUNDAY = 6;

describe("a weekly window of Zincati", () => {
  it("is cut at the end of the week", () => {
    expect(splitSpan(SUNDAY, 23, 45, HOUR)).toEqual([
      { start: WEEK - 15 * MINUTE, end: WEEK },
      { start: 0, end: 45 * MINUTE },
    ]);
    expect(splitSpan(SUNDAY, 23, 59, 2 * MINUTE)).toHaveLength(2);
  });

  it("is refused when it is empty, longer than a week, or at no time of day", () => {
    expect(splitSpan(0, 0, 0, 0)).toBeUndefined();
    expect(splitSpan(0, 0, 0, WEEK + MINUTE)).toBeUndefined();
    expect(splitSpan(0, 25, 0, MINUTE)).toBeUndefined();
    expect(splitSpan(0, 0, 60, MINUTE)).toBeUndefined();
  });

  it("is open throughout the minute in which it ends", () => {
    const week = openWeek(splitSpan(0, 14, 30, 2 * HOUR)!);
    expect(untilOpening(week, 16.5 * HOUR + 59 * SECOND)).toBeLessThan(0);
    expect(untilOpening(week, 16.5 * HOUR + MINUTE)).toBe(WEEK - 2 * HOUR - MINUTE);
  });

  it("that ends with the week is not open in the first minute of the next", () => {
    const week = openWeek(splitSpan(SUNDAY, 23, 59, MINUTE)!);
    expect(untilOpening(week, 0)).toBe(WEEK - MINUTE);
  });

  it("counts once where it overlaps another one", () => {
    const spans = [...splitSpan(0, 1, 15, 45 * MINUTE)!, ...splitSpan(SUNDAY, 23, 30, 2 * HOUR)!];
    expect(totalLength(spans)).toBe(165 * MINUTE);
    expect(measuredLength(spans)).toBe(150 * MINUTE);
    expect(openWeek(spans)).toEqual([
      [0, 2 * HOUR + MINUTE - 1],
      [WEEK - 30 * MINUTE, WEEK + MINUTE - 1],
    ]);
  });

  it("goes on with one that begins in the minute after its end", () => {
    const spans = [...splitSpan(1, 0, 0, 9 * MINUTE)!, ...splitSpan(1, 0, 10, 5 * MINUTE)!];
    expect(measuredLength(spans)).toBe(15 * MINUTE);
    expect(openWeek(spans)).toEqual([[DAY, DAY + 16 * MINUTE - 1]]);
  });

  it("never opens when there is none", () => {
    expect(untilOpening(openWeek([]), 0)).toBe(NEVER);
    expect(measuredLength([])).toBe(0);
  });
});

describe("days and times as Zincati reads them", () => {
  it("accept a name of three letters or a whole one, but not tuesday", () => {
    expect(["mon", "Monday", "SUN", "wednesday"].map(parseWeekday)).toEqual([0, 0, 6, 2]);
    expect(parseWeekday("tuesday")).toBeUndefined();
    expect(parseWeekday("tuesady")).toBe(1);
  });

  it("accept digits only", () => {
    expect(parseTime("07:5")).toEqual([7, 5]);
    expect(["-00:00", "23:60", "24:00", "12", "1:2:3", ":", " 1:00"].map(parseTime)).toEqual(
      Array.from({ length: 7 }),
    );
  });
});
