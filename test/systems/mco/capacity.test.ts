import { describe, expect, it } from "vitest";
import {
  isCandidate,
  isFailingPool,
  isUnavailable,
  maxUnavailable,
  PoolNode,
  updateCapacity,
} from "../../../src/systems/mco/capacity.js";
import { updateKey, zoneRank } from "../../../src/systems/mco/order.js";

const { Ready, AtDesired, Done, Degraded, Targeted } = PoolNode;
const IDLE = Ready | AtDesired | Done;

describe("the budget of OpenShift's pools", () => {
  it("rounds percentages down, to at least one", () => {
    expect(maxUnavailable("50%", 4)).toBe(2);
    expect(maxUnavailable("10%", 4)).toBe(1);
    expect(maxUnavailable(2, 4)).toBe(2);
    expect(maxUnavailable("50 percent", 4)).toBeUndefined();
    expect(maxUnavailable("40 %", 4)).toBeUndefined();
  });

  it("is spent by nodes that are down or cordoned for any reason, and by those at work", () => {
    expect(isUnavailable(IDLE)).toBe(false);
    expect(isUnavailable(IDLE & ~Ready)).toBe(true);
    expect(isUnavailable(Ready | Done | Targeted)).toBe(true);
  });

  it("is not spent by a node that failed on an old configuration: it may be sent to the new one at once", () => {
    expect(isUnavailable(Ready | Degraded)).toBe(false);
    expect(isCandidate(Ready | Degraded)).toBe(true);
  });

  it("is spent by a node that fails on the configuration of the pool", () => {
    expect(isFailingPool(Ready | Degraded | Targeted)).toBe(true);
    expect(updateCapacity(1, 0, 1)).toBe(0);
  });

  it("takes a node that is degraded where it should be for one at work", () => {
    expect(isUnavailable(Ready | AtDesired | Degraded)).toBe(true);
    expect(isFailingPool(Ready | AtDesired | Degraded | Targeted)).toBe(false);
  });

  it("never falls below nothing", () => {
    expect(updateCapacity(1, 3, 1)).toBe(0);
  });
});

describe("the order of OpenShift's pools", () => {
  it("goes zone by zone in the order of their names, the oldest node first", () => {
    const zones = ["us-east-1b", "us-east-1a"];
    const [b, a] = zones.map((zone) => zoneRank(zones, zone));
    expect(updateKey(a!, 4, 5)).toBeLessThan(updateKey(b!, 0, 5));
    expect(updateKey(a!, 3, 5)).toBeLessThan(updateKey(a!, 4, 5));
  });
});
