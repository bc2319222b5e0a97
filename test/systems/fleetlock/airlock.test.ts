import { describe, expect, it } from "vitest";
import { Slot, slotsAfter, takeSlot } from "../../../src/systems/fleetlock/airlock.js";
import { isGranted, rejectionOf } from "../../../src/systems/fleetlock/protocol.js";
import { acceptsGroup } from "../../../src/systems/zincati/strategy.js";

describe("airlock", () => {
  it("says yes to a holder again, also when nothing is free", () => {
    expect(takeSlot(1, 1, true)).toBe(Slot.Held);
    expect(takeSlot(1, 1, false)).toBe(Slot.NoneFree);
    expect(takeSlot(2, 1, false)).toBe(Slot.Taken);
  });

  it("keeps the slots that it was first started with", () => {
    expect(slotsAfter(undefined, 3)).toBe(3);
    expect(slotsAfter(3, 99)).toBe(3);
  });
});

describe("an answer of a FleetLock server", () => {
  it("is a yes with any status of success", () => {
    expect([199, 200, 204, 299, 300, 404, 500].map(isGranted)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("says why not, or at least with which status", () => {
    const said = { kind: "f1", value: "pre-reboot failure" };
    expect(rejectionOf(404, said)).toEqual(said);
    for (const body of ["", null, undefined, [], { kind: "f1" }, { kind: 1, value: "" }]) {
      expect(rejectionOf(433, body).kind).toBe("generic_http_433");
    }
  });
});

describe("the name of a group", () => {
  it("is letters, digits, points and dashes", () => {
    expect(["worker", "group-A", "example.com"].every(acceptsGroup)).toBe(true);
    expect(["", "intránët", "a_b", "a b", "a\n"].some(acceptsGroup)).toBe(false);
  });
});
