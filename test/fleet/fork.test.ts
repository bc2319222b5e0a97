import { expect, it } from "vitest";
import { HOUR } from "../../src/support/time.js";
import { startRun } from "../../src/simulation/run.js";
import { defect, gate, model, offerAll, release } from "./build.js";

const input = model({
  releases: [release({ defects: [0] })],
  defects: [defect({ per: "boot", probability: 0.5 })],
});
const policy = offerAll(gate({ maxReboots: 2, coordinator: true }));

it("a forked run goes on bit-identically, and so does the one it was forked from", () => {
  const whole = startRun(input, policy).finish();
  const run = startRun(input, policy);
  run.advance(1.25 * HOUR);
  const fork = run.fork();
  expect(fork.finish()).toEqual(whole);
  expect(run.finish()).toEqual(whole);
});

it("a fork with other luck shares the past and not the future", () => {
  const run = startRun(input, policy);
  run.advance(1.25 * HOUR);
  const fork = run.fork("other luck");
  expect(fork.checkpoint()).toBe(run.checkpoint());
  expect(fork.finish().hash).not.toBe(run.finish().hash);
});
