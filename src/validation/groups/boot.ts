import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { z } from "zod";
import { variateOf } from "../../random/variate-of.js";
import { SECOND } from "../../support/time.js";
import { type Batch, type Experiment, formula, type Group } from "../formula.js";
import { type UpdateOnce, updateOnce } from "../update-once.js";

/** Trial boots, fallbacks and what they come to. Every simulated one is a fleet of A/B hosts with a counting loader. */

const share = z.number().min(0).max(1);
const tries = z.number().int().min(1).max(15);
const count = z.number().int().positive();
const immediately = variateOf({ dist: "constant", value: 0 });

const panics = (probability: number): UpdateOnce["defects"][number] => ({
  name: "panic",
  kind: "kernel-panic",
  per: "boot",
  probability,
  cohorts: [],
  after: immediately,
});

const independent = (p: number, r: number): UpdateOnce => ({
  tries: r,
  markGood: 0,
  wrongHardware: 0,
  defects: [panics(p)],
});

function sumsOf(values: Iterable<number>): Batch {
  let [trials, sum, squares] = [0, 0, 0];
  for (const value of values) {
    trials += 1;
    sum += value;
    squares += value * value;
  }
  return { trials, sum, squares };
}

function fallbacks(setting: UpdateOnce): Experiment {
  return { kind: "share", batch: (number) => sumsOf(updateOnce(setting, number).fellBack) };
}

const rolledBack = formula(z.object({ p: share, r: tries }), ({ p, r }) =>
  fallbacks(independent(p, r)),
);

const attempts = formula(z.object({ p: share, r: tries }), ({ p, r }) => ({
  kind: "mean",
  batch: (number) => sumsOf(updateOnce(independent(p, r), number).boots),
}));

/** Hosts are alike and independent: each stands for a fleet of `n`, in which `n` times as many fall back. */
const fleetFallbacks = formula(z.object({ n: count, p: share, r: tries }), ({ n, p, r }) => ({
  kind: "mean",
  batch: (number) =>
    sumsOf(Array.from(updateOnce(independent(p, r), number).fellBack, (fell) => n * fell)),
}));

const mixture = formula(z.object({ f: share, p: share, r: tries }), ({ f, p, r }) =>
  fallbacks({
    ...independent(p, r),
    wrongHardware: f,
    defects: [panics(p), { ...panics(1), name: "wrong hardware", per: "host", cohorts: [1] }],
  }),
);

const seconds = z.number().positive();

/** The crash and the mark-good timer run from the same moment, userland being up. */
const crashBeforeGood = formula(
  z.object({ mark_good_s: seconds, mean_time_to_crash_s: seconds }),
  ({ mark_good_s: delay, mean_time_to_crash_s: mean }) =>
    fallbacks({
      tries: 1,
      markGood: Math.round(delay * SECOND),
      wrongHardware: 0,
      defects: [
        {
          ...panics(1),
          kind: "latent-crash",
          after: variateOf({ dist: "exponential", mean: mean * SECOND }),
        },
      ],
    }),
);

const counted = z.object({ x: count, n: count });

/** Formulas of group `boot`. */
export const boot: Group = {
  name: "boot",
  formulas: {
    "p^r": rolledBack,
    "(1-p^r)/(1-p)": attempts,
    "n p^r": fleetFallbacks,
    "f+(1-f)p^r": mixture,
    "1-exp(-d/m)": crashBeforeGood,
    "BetaInv(0.025;x,n-x+1)": formula(counted, ({ x, n }) => ({
      kind: "computed",
      value: betaQuantile(0.025, x, n - x + 1),
    })),
    "BetaInv(0.975;x+1,n-x)": formula(counted, ({ x, n }) => ({
      kind: "computed",
      value: betaQuantile(0.975, x + 1, n - x),
    })),
  },
};
