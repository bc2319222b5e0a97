import { describe, expect, it } from "vitest";
import {
  afterPass,
  countsAsRebooting,
  NodeMark,
  rebootable,
} from "../../../src/systems/fluo/node-marks.js";

const { RebootNeeded, RebootPaused, OkToReboot, RebootInProgress, BeforeReboot, AfterReboot } =
  NodeMark;

describe("marks of the Flatcar Linux Update Operator", () => {
  it("take a node that never comes back for one that still reboots, however many passes go by", () => {
    let marks = RebootNeeded | OkToReboot | RebootInProgress;
    for (let pass = 0; pass < 1_000; pass++) marks = afterPass(marks, true);
    expect(countsAsRebooting(marks)).toBe(true);
  });

  it("free the place in the second pass after the node is back: one to begin the checks, one to see them done", () => {
    const first = afterPass(OkToReboot, true);
    expect(countsAsRebooting(first)).toBe(true);
    expect(countsAsRebooting(afterPass(first, true))).toBe(false);
  });

  it("wait without end for checks that nobody answers", () => {
    expect(afterPass(OkToReboot | AfterReboot, false)).toBe(OkToReboot | AfterReboot);
    expect(afterPass(RebootNeeded | BeforeReboot, false)).toBe(RebootNeeded | BeforeReboot);
  });

  it("lose the label before a reboot that is no longer wanted", () => {
    expect(afterPass(BeforeReboot, true)).toBe(0);
    expect(afterPass(RebootNeeded | RebootPaused | BeforeReboot, true)).toBe(
      RebootNeeded | RebootPaused,
    );
  });

  it("let a node be picked only while it wants to, is not paused and is not on its way", () => {
    expect(rebootable(RebootNeeded)).toBe(true);
    for (const against of [RebootPaused, OkToReboot, RebootInProgress, BeforeReboot]) {
      expect(rebootable(RebootNeeded | against)).toBe(false);
    }
    expect(rebootable(0)).toBe(false);
  });
});
