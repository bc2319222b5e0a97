import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/support/time.js";
import { openWeek, parseDays, parseTimeOfDay } from "../../../src/systems/kured/window.js";
import { isOpen, nextOpening } from "../../../src/systems/windows/open-times.js";

// Days are written as the upstream tests write them; the times are those of kubereboot/kured timewindow_test.go.
const WEEKDAYS = parseDays("mon,tue,wed,thu,fri")!;
const THURSDAY = 3 * DAY;
const FRIDAY = 4 * DAY;
const SATURDAY = 5 * DAY;

function windowOf(days: number, start: string, end: string) {
  return { week: openWeek(days, parseTimeOfDay(start)!, parseTimeOfDay(end)!), offsets: [] };
}

describe("kured's days", () => {
  it("reads numbers from Sunday, names of two or three letters or whole ones, in any case", () => {
    expect(parseDays("su,mo,tu")).toBe(0b111);
    expect(parseDays("0,1,2")).toBe(0b111);
    expect(parseDays("THURSDAY")).toBe(1 << 4);
    expect(parseDays("Sat,saturday,6")).toBe(1 << 6);
  });

  it("takes nothing between commas for no day, and so an empty list for never", () => {
    expect(parseDays("")).toBe(0);
    expect(windowOf(0, "0:00", "23:59:59").week).toEqual([]);
  });

  it.each(["15", "-8", "8", "7", "fridayyyy", "m", " mon"])("refuses %j", (day) => {
    expect(parseDays(`mon,${day}`)).toBeUndefined();
  });
});

describe("kured's times of day", () => {
  it.each([
    ["9:01", 9 * HOUR + MINUTE],
    ["23:59:59", DAY - SECOND],
    ["15", 15 * HOUR],
    ["9am", 9 * HOUR],
    ["09pm", 21 * HOUR],
    ["12am", 0],
    ["12pm", 12 * HOUR],
    ["00:01am", MINUTE],
    ["11:59pm", DAY - MINUTE],
  ])("reads %s", (text, time) => {
    expect(parseTimeOfDay(text)).toBe(time);
  });

  // Go's layout 03:04pm wants two digits of the hour, and no layout has seconds with am or pm.
  it.each(["24:00", "9:1", "13pm", "9:30am", "10:00:00am", "9AM", "", "noon", "10:60"])(
    "refuses %j",
    (text) => {
      expect(parseTimeOfDay(text)).toBeUndefined();
    },
  );
});

describe("kured's window", () => {
  it("is open from the first moment of its start to the last of the second of its end", () => {
    const times = windowOf(WEEKDAYS, "9am", "5pm");
    expect(isOpen(times, THURSDAY + 9 * HOUR - 1, 0)).toBe(false);
    expect(isOpen(times, THURSDAY + 9 * HOUR, 0)).toBe(true);
    expect(isOpen(times, THURSDAY + 17 * HOUR + 999, 0)).toBe(true);
    expect(isOpen(times, THURSDAY + 17 * HOUR + SECOND, 0)).toBe(false);
  });

  it("looks at the day of the moment where it wraps midnight: Friday's evening does not go on into Saturday", () => {
    const times = windowOf(WEEKDAYS, "9pm", "5am");
    expect(isOpen(times, FRIDAY + 49 * MINUTE, 0)).toBe(true);
    expect(isOpen(times, FRIDAY + 22 * HOUR, 0)).toBe(true);
    expect(isOpen(times, SATURDAY + 4 * HOUR, 0)).toBe(false);
  });

  it("wraps minutes around midnight, day by day", () => {
    const times = windowOf(parseDays("mon,tue,wed,fri")!, "11:59pm", "00:01am");
    expect(isOpen(times, THURSDAY + 23 * HOUR + 59 * MINUTE, 0)).toBe(false);
    expect(isOpen(times, FRIDAY, 0)).toBe(true);
    expect(isOpen(times, FRIDAY + 2 * MINUTE, 0)).toBe(false);
  });

  it("opens next on the next of its days", () => {
    const times = windowOf(parseDays("mon,we,fri")!, "10:01", "11:30am");
    expect(nextOpening(times, THURSDAY, 0)).toBe(FRIDAY + 10 * HOUR + MINUTE);
  });

  it("keeps its intervals apart, also where one day goes on into the next", () => {
    expect(windowOf(0b1111111, "9pm", "5am").week.at(0)).toEqual([0, 5 * HOUR + 999]);
    expect(windowOf(0b1111111, "00:00", "23:59:59").week).toEqual([[0, 7 * DAY - 1]]);
  });
});
