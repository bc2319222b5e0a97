import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, NEVER, WEEK } from "../../../src/support/time.js";
import {
  isOpen,
  nextOpening,
  type OpenTimes,
  untilOpening,
} from "../../../src/systems/windows/open-times.js";

describe("times of the week", () => {
  const week = [
    [0, HOUR],
    [DAY, DAY + HOUR],
    [WEEK - HOUR, WEEK],
  ] as const;

  it("say how long they have been open, over the turn of the week too", () => {
    expect(untilOpening(week, DAY + 5 * MINUTE)).toBe(-5 * MINUTE);
    expect(untilOpening(week, 5 * MINUTE)).toBe(-HOUR - 5 * MINUTE);
    expect(untilOpening([[0, HOUR]], 5 * MINUTE)).toBe(-5 * MINUTE);
  });

  it("say how long until they open, into the next week too", () => {
    expect(untilOpening(week, 2 * HOUR)).toBe(22 * HOUR);
    expect(untilOpening([[DAY, DAY + HOUR]], 2 * DAY)).toBe(6 * DAY);
    expect(untilOpening([], 0)).toBe(NEVER);
  });
});

describe("opening across a change of the clocks", () => {
  // Local time is an hour ahead of UTC until Tuesday 01:00 UTC, and two hours from then on: 02:00 to 03:00 is left out.
  const offsets = [
    [0, HOUR],
    [DAY + HOUR, 2 * HOUR],
  ] as const;

  it("leaves out a window that lies in the hour the clocks skip", () => {
    const times: OpenTimes = { week: [[DAY + 2.25 * HOUR, DAY + 2.5 * HOUR]], offsets };
    expect(nextOpening(times, 0, 0)).toBe(DAY + 2.25 * HOUR - 2 * HOUR + WEEK);
  });

  it("opens at once where the clocks jump into a window", () => {
    const times: OpenTimes = { week: [[DAY + 2.5 * HOUR, DAY + 4 * HOUR]], offsets };
    expect(nextOpening(times, 0, 0)).toBe(DAY + HOUR);
    expect(isOpen(times, DAY + HOUR - 1, 0)).toBe(false);
    expect(isOpen(times, DAY + HOUR, 0)).toBe(true);
  });
});
