import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { z } from "zod";
import { HOUR } from "../../support/time.js";
import { canaryTrials } from "../defect-trials.js";
import { formula, type Group } from "../formula.js";
import { hitsAtHalt } from "../linear-ramp.js";
import { type LockedOutcome, type LockedRollout, lockedRollouts } from "../locked-rollouts.js";

/** How far a bad release gets before something stops it. */

const count = z.number().int().positive();
const positive = z.number().positive();
const chance = z.number().min(0).max(1);

/** Rollouts of one batch. */
const ROLLOUTS = 200;

/** Somebody halts a linear rollout a while after they have heard of failures. */
const halted = formula(
  z
    .object({
      K_bad_hosts: count,
      D_h: positive,
      k_reports: count,
      reaction_h: z.number().min(0),
    })
    .refine(({ K_bad_hosts, k_reports }) => k_reports <= K_bad_hosts, {
      error: "expected no more reports than bad hosts",
    }),
  ({ K_bad_hosts: hosts, D_h: hours, k_reports: reports, reaction_h }) => {
    const play = hitsAtHalt({ hosts, duration: hours }, { reports, reaction: reaction_h * HOUR });
    return {
      kind: "mean",
      batch: (number) => Array.from({ length: ROLLOUTS }, (_, i) => play(number * ROLLOUTS + i)),
    };
  },
);

/** Hosts that panic stay down, keep their lock, and nobody comes. */
const stalling = (hosts: number, slots: number, probability: number): LockedRollout => ({
  hosts,
  slots,
  boot: { shutdown: "1s" },
  mechanism: { panicReboot: "never" },
  defects: [{ kind: "kernel-panic", per: "boot", probability }],
});

/** Probability that a rollout that is to stall has let all of its hosts in before, at most. */
const HARDLY = 1e-7;

/** Hosts of which at least `k` are all but sure to fail. */
function attempts(k: number, p: number): number {
  let hosts = k;
  while (binomialCdf(k - 1, hosts, p) > HARDLY) hosts = Math.ceil(1.05 * hosts);
  return hosts;
}

const stalled = formula(z.object({ n: count, p: chance.positive() }), ({ n, p }) => {
  const play = lockedRollouts(stalling(n, 1, p));
  return { kind: "mean", batch: (number) => play(number).updated };
});

/** Whether no boot of a whole rollout failed: of many bad releases at once, whether a lock would have stalled on them or not. */
const clean = formula(z.object({ n: count, p: chance }), ({ n: hosts, p: probability }) => {
  const play = canaryTrials([{ hosts, probability }]);
  return {
    kind: "share",
    batch: (number) => play(number).hits.map((hits) => Number(hits === 0)),
  };
});

const stuck = formula(z.object({ k: count, p: chance.positive() }), ({ k, p }) => {
  const play = lockedRollouts(stalling(attempts(k, p), k, p));
  return { kind: "mean", batch: (number) => taken(play(number), k) };
});

/** Locks taken in each rollout until all slots were stuck. */
function taken({ locksTaken, locksReturned }: LockedOutcome, slots: number): Int32Array {
  if (locksTaken.some((count, rollout) => count - locksReturned[rollout]! < slots)) {
    throw new Error("a rollout came to its end before all slots were stuck");
  }
  return locksTaken;
}

/** Formulas of group `blast_radius`. */
export const blastRadius: Group = {
  name: "blast_radius",
  formulas: {
    "int f_(k)(x)[k+(K-k)min(d,D-x)/(D-x)]dx": halted,
    "(1-p)(1-(1-p)^n)/p": stalled,
    "(1-p)^n": clean,
    "k/p": stuck,
  },
};
