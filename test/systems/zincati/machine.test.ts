import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../../src/support/time.js";
import {
  abandons,
  hasJitter,
  jittered,
  POSTPONEMENTS,
  postpones,
  refreshDelay,
  ticksAtOnce,
} from "../../../src/systems/zincati/machine.js";

describe("Zincati's state machine", () => {
  it("waits the refresh for its strategy and a minute for users, the last time too", () => {
    expect(refreshDelay("UpdateStaged", POSTPONEMENTS)).toBe(5 * MINUTE);
    expect(hasJitter("UpdateStaged", POSTPONEMENTS)).toBe(true);
    for (const left of [9, 1, 0]) {
      expect(refreshDelay("UpdateStaged", left)).toBe(MINUTE);
      expect(hasJitter("UpdateStaged", left)).toBe(false);
    }
  });

  it("looks for updates as often as it is told to, and hardly ever at the end", () => {
    expect(refreshDelay("NoNewUpdate", 0, HOUR)).toBe(HOUR);
    expect(refreshDelay("ReportedSteady", 0, HOUR)).toBe(HOUR);
    expect(refreshDelay("UpdateAvailable", 0, HOUR)).toBe(5 * MINUTE);
    expect(refreshDelay("EndState", 0, HOUR)).toBe(3 * HOUR);
  });

  it("goes on at once when the kind of state has changed, except to no update", () => {
    expect(ticksAtOnce("UpdateStaged", "UpdateStaged")).toBe(false);
    expect(ticksAtOnce("UpdateAvailable", "NoNewUpdate")).toBe(true);
    expect(ticksAtOnce("ReportedSteady", "NoNewUpdate")).toBe(false);
    expect(ticksAtOnce("ReportedSteady", "UpdateAvailable")).toBe(true);
  });

  it("adds whole hundredths of a wait, at least whole seconds", () => {
    expect(jittered(300 * SECOND, 10)).toBe(330 * SECOND);
    expect(jittered(60 * SECOND, 10)).toBe(70 * SECOND);
    expect(jittered(250 * SECOND, 1)).toBe(252 * SECOND);
  });

  it("gives up after twelve failures, and postpones while somebody is logged in and may be waited for", () => {
    expect([11, 12, 13].map(abandons)).toEqual([false, true, true]);
    expect([postpones(0, 10), postpones(2, 1), postpones(2, 0)]).toEqual([false, true, false]);
  });
});
