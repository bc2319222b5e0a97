import { describe, expect, it } from "vitest";
import { DAY, MINUTE, NEVER } from "../../../src/support/time.js";
import { untilJobRuns } from "../../../src/systems/system-upgrade-controller/job.js";

describe("the job of the system-upgrade-controller", () => {
  const until = (age: number) => untilJobRuns(age * MINUTE, 10 * MINUTE, 15 * MINUTE) / MINUTE;

  it("finds the node upgraded at once while it runs", () => {
    expect(until(0)).toBe(0);
    expect(until(9)).toBe(0);
  });

  it("finds it when the next one is made, once it has run out of time", () => {
    expect(until(10)).toBe(15);
    expect(until(24)).toBe(1);
    expect(until(25)).toBe(0);
    expect(until(35)).toBe(15);
  });

  it("runs for ever without a deadline, and never again where a failed one is kept", () => {
    expect(untilJobRuns(DAY, NEVER, MINUTE)).toBe(0);
    expect(untilJobRuns(DAY, MINUTE, NEVER)).toBe(NEVER);
  });
});
