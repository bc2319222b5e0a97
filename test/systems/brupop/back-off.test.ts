import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/support/time.js";
import { RETRY_LIMIT, retryAfter, retryAllowed } from "../../../src/systems/brupop/back-off.js";

describe("the back-off of the Bottlerocket update operator", () => {
  it("waits until whole minutes exceed two to the power of the crashes", () => {
    expect(retryAllowed(30 * MINUTE, 5, 1_024 * MINUTE)).toBe(false);
    expect(retryAllowed(32 * MINUTE, 5, RETRY_LIMIT)).toBe(false);
    expect(retryAllowed(33 * MINUTE - 1, 5, RETRY_LIMIT)).toBe(false);
    expect(retryAllowed(33 * MINUTE, 5, RETRY_LIMIT)).toBe(true);
  });

  it("waits no longer than the limit, however often a node crashed", () => {
    expect(retryAllowed(DAY + MINUTE, 5_000, RETRY_LIMIT)).toBe(true);
    expect(retryAllowed(DAY, 5_000, RETRY_LIMIT)).toBe(false);
  });

  it("allows the retry at the moment it names, and not a millisecond earlier", () => {
    for (const crashes of [0, 1, 4, 10, 11, 60]) {
      const after = retryAfter(crashes, RETRY_LIMIT);
      expect(retryAllowed(after, crashes, RETRY_LIMIT)).toBe(true);
      expect(retryAllowed(after - 1, crashes, RETRY_LIMIT)).toBe(false);
    }
    expect(retryAfter(3, HOUR)).toBe(9 * MINUTE);
  });
});
