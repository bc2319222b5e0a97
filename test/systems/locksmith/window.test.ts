import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, WEEK } from "../../../src/support/time.js";
import { parseGoDuration } from "../../../src/systems/locksmith/go-duration.js";
import { openWeek, parseWindow } from "../../../src/systems/locksmith/window.js";
import { untilOpening } from "../../../src/systems/windows/open-times.js";

const THURSDAY = 3 * DAY;
const SUNDAY = 6 * DAY;

/** How long until a window opens, at a time of the local week. */
function until(start: string, length: string, local: number): number | undefined {
  const window = parseWindow(start, length);
  return window && untilOpening(openWeek(window), local);
}

describe("a reboot window of locksmith", () => {
  it.each([
    ["25:00", "1h"],
    ["14", "1h"],
    ["14:", "1h"],
    ["-1:00", "1h"],
    ["", "1h"],
    ["sat 14:00", "1j"],
    ["sat 14:00 1234", "1h"],
    ["saturday 14:00", "1h"],
    ["14:00", "24h"],
    ["sat 14:00", "168h"],
    ["14:00", "1"],
    ["14:00", ""],
  ])("is refused when it says %j for %j", (start, length) => {
    expect(parseWindow(start, length)).toBeUndefined();
  });

  it.each([
    ["SAT 14:00", "167h59m59s", { day: 5, start: 14 * HOUR, length: 168 * HOUR - SECOND }],
    ["  mon   9:5 ", "0", { day: 0, start: 9 * HOUR + 5 * MINUTE, length: 0 }],
    ["14:00:30", "90m", { day: undefined, start: 14 * HOUR, length: 90 * MINUTE }],
  ])("is read as Go reads it when it says %j for %j", (start, length, window) => {
    expect(parseWindow(start, length)).toEqual(window);
  });

  it("is open at its first and at its last instant", () => {
    expect(until("00:00", "1h", THURSDAY)).toBe(0);
    expect(until("02:33", "10h", THURSDAY + 12 * HOUR + 33 * MINUTE)).toBe(-10 * HOUR);
    expect(until("Sun 14:00", "10h", 0)).toBe(-10 * HOUR);
    expect(until("Sun 14:00", "10h", 1)).toBe(WEEK - 10 * HOUR - 1);
  });

  it("goes on over midnight and over the end of the week", () => {
    const local = 9 * HOUR + 33 * MINUTE + SECOND;
    const open = -(10 * HOUR + 28 * MINUTE + SECOND);
    expect(until("23:05", "11h", THURSDAY + local)).toBe(open);
    expect(until("Sat 23:05", "11h", SUNDAY + local)).toBe(open);
    expect(until("Sun 23:05", "11h", local)).toBe(open);
  });

  it("opens again in the next week", () => {
    expect(until("Mon 9:00", "1h", 5 * DAY + 23 * HOUR)).toBe(34 * HOUR);
  });
});

describe("a duration as Go reads it", () => {
  it.each([
    ["1h30m", 90 * MINUTE],
    ["-1.5h", -90 * MINUTE],
    ["+5s", 5 * SECOND],
    [".5s", 500],
    ["1.s", SECOND],
    ["0.3h", 18 * MINUTE],
    ["0", 0],
    ["1500us", 1.5],
    ["1500\u00b5s", 1.5],
    ["1500\u03bcs", 1.5],
    ["1h1h", 2 * HOUR],
  ])("%j is %d ms", (text, time) => {
    expect(parseGoDuration(text)).toBe(time);
  });

  it.each(["", "3", "-", "s", ".", "-.", ".s", "+.s", "1d", "h1", "1toString", "9999999h"])(
    "%j is none",
    (text) => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );
});
