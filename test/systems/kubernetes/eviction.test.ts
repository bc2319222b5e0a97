import { describe, expect, it } from "vitest";
import {
  desiredHealthy,
  disruptionsAllowed,
} from "../../../src/systems/kubernetes/disruption-budget.js";
import { Eviction, evictionAnswer, PodBit } from "../../../src/systems/kubernetes/eviction.js";

describe("a disruption budget", () => {
  it("rounds percentages up on both sides", () => {
    expect(desiredHealthy({ maxUnavailable: "30%" }, 3)).toBe(2);
    expect(desiredHealthy({ minAvailable: "34%" }, 3)).toBe(2);
    expect(desiredHealthy({ minAvailable: "50%" }, 1)).toBe(1);
  });

  it("may ask for more than there are, and then allows nothing", () => {
    expect(desiredHealthy({ minAvailable: 5 }, 3)).toBe(5);
    expect(disruptionsAllowed(3, 3, 5)).toBe(0);
  });

  it("asks for none when more may be missing than there are", () => {
    expect(desiredHealthy({ maxUnavailable: 9 }, 3)).toBe(0);
  });

  it("allows nothing to pods that nobody owns, however many are healthy", () => {
    expect(disruptionsAllowed(0, 4, desiredHealthy({ maxUnavailable: "50%" }, 0)!)).toBe(0);
  });

  it("refuses what is no number", () => {
    expect(desiredHealthy({ minAvailable: "most" }, 3)).toBeUndefined();
  });
});

describe("the answer to an eviction", () => {
  it("is final where two budgets cover the pod, unless it is gone already", () => {
    expect(evictionAnswer(PodBit.Ready, 2, 1, 3, 2)).toBe(Eviction.Unsupported);
    expect(evictionAnswer(PodBit.Terminal, 2, 1, 3, 2)).toBe(Eviction.Done);
  });

  it("lets an unready pod go where enough are healthy, and some have to be", () => {
    expect(evictionAnswer(0, 1, 0, 3, 3)).toBe(Eviction.Done);
    expect(evictionAnswer(0, 1, 0, 2, 3)).toBe(Eviction.TooMany);
    expect(evictionAnswer(0, 1, 0, 0, 0)).toBe(Eviction.TooMany);
    expect(evictionAnswer(PodBit.AlwaysAllow, 1, 0, 2, 3)).toBe(Eviction.Done);
  });

  it("guards a ready pod also where unready ones may always go", () => {
    expect(evictionAnswer(PodBit.Ready | PodBit.AlwaysAllow, 1, 0, 3, 3)).toBe(Eviction.TooMany);
  });

  it("is forbidden where the budget's status is broken", () => {
    expect(evictionAnswer(PodBit.Ready, 1, -1, 3, 3)).toBe(Eviction.Forbidden);
  });
});
