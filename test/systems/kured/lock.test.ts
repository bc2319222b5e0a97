import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../../src/support/time.js";
import { losesLock, mayAcquire, ttlExpired } from "../../../src/systems/kured/lock.js";

describe("kured's lock", () => {
  it("never expires without a time to live, and else at it", () => {
    expect(ttlExpired(1_000 * HOUR, 0)).toBe(false);
    expect(ttlExpired(HOUR - 1, HOUR)).toBe(false);
    expect(ttlExpired(HOUR, HOUR)).toBe(true);
  });

  it("purges expired owners only when the list is full", () => {
    expect(losesLock(1, 2, HOUR, MINUTE)).toBe(false);
    expect(losesLock(2, 2, HOUR, MINUTE)).toBe(true);
    expect(losesLock(2, 2, MINUTE, HOUR)).toBe(false);
  });

  it("is got where there is room, or where one owner has expired", () => {
    expect(mayAcquire(1, 0, 2)).toBe(true);
    expect(mayAcquire(2, 0, 2)).toBe(false);
    expect(mayAcquire(2, 1, 2)).toBe(true);
  });

  it("is got over a lowered maximum when a single one of too many owners has expired", () => {
    expect(mayAcquire(3, 1, 1)).toBe(true);
  });
});
