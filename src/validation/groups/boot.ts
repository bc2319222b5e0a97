import { z } from "zod";
import { clopperPearson } from "../../stats/proportion.js";
import { SECOND } from "../../support/time.js";
import {
  type Answer,
  type Derived,
  type Experiment,
  formula,
  freeNumberOf,
  type Group,
} from "../formula.js";
import { exponential } from "../scene.js";
import { type UpdateOnce, updateOnce } from "../update-once.js";
import { shareDown } from "../failed-boots.js";

/** Trial boots, fallbacks and what they come to: a fleet of A/B hosts with a counting loader takes one release. */

/** Below this a chance of falling back is found by its stages, one for each trial boot, instead of waited for. */
const RARE = 0.01;

const share = z.number().min(0).max(1);
const tries = z.number().int().min(1).max(15);
const count = z.number().int().positive();

const panics = (probability: number) => ({ kind: "kernel-panic", per: "boot", probability });

const independent = (p: number, r: number): UpdateOnce => ({
  hosts: 2_000,
  tries: r,
  markGood: 0,
  bootTime: SECOND,
  wrongHardware: 0,
  defects: [panics(p)],
});

/** Whether each host of a fleet fell back. */
function fallbacks(setting: UpdateOnce): Experiment & { readonly kind: "share" } {
  const update = updateOnce(setting);
  return { kind: "share", batch: (number) => update(number).fellBack };
}

/** Whether the next trial boot fails as well, on hosts that have failed `already` times. */
function fallsThrough(setting: UpdateOnce, already: number) {
  const update = updateOnce({ ...setting, hosts: 500, doomedBoots: already });
  return {
    kind: "share",
    batch(number: number) {
      const { boots, fellBack } = update(number);
      return boots.map((made, host) => (fellBack[host] === 1 || made > already + 1 ? 1 : 0));
    },
  } as const;
}

const product = (stages: readonly number[]) => stages.reduce((all, stage) => all * stage, 1);

/** What follows from the chance that a host falls back. */
function ofFallback(
  { p, r }: { p: number; r: number },
  figure: (fallback: number) => number,
  isProbability: boolean,
): Derived {
  const setting = independent(p, r);
  const parts =
    p ** r >= RARE
      ? [fallbacks(setting)]
      : Array.from({ length: r }, (_, already) => fallsThrough(setting, already));
  return { kind: "derived", parts, figure: (stages) => figure(product(stages)), isProbability };
}

const rolledBack = formula(z.object({ p: share, r: tries }), ({ p, r }): Answer =>
  p ** r >= RARE || r === 1
    ? fallbacks(independent(p, r))
    : ofFallback({ p, r }, (fallback) => fallback, true),
);

const attempts = formula(z.object({ p: share, r: tries }), ({ p, r }) => {
  const update = updateOnce(independent(p, r));
  return { kind: "mean", batch: (number) => update(number).boots };
});

const fleet = z.object({ n: count, p: share, r: tries });

/** Hosts are alike and independent: in a fleet of `n`, `n` times as many fall back. */
const fleetFallbacks = formula(fleet, ({ n, p, r }) =>
  ofFallback({ p, r }, (fallback) => n * fallback, false),
);

/** Nobody falls back in whole fleets of `n` hosts, so seldom that it follows from the chance of one host. */
const noFallback = formula(fleet, ({ n, p, r }) =>
  ofFallback({ p, r }, (fallback) => (1 - fallback) ** n, true),
);

const mixture = formula(z.object({ f: share, p: share, r: tries }), ({ f, p, r }) =>
  fallbacks({
    ...independent(p, r),
    wrongHardware: f,
    defects: [panics(p), { ...panics(1), per: "host", cohorts: ["wrong"] }],
  }),
);

const seconds = z.number().positive();

/** The crash and the mark-good timer run from the same moment, userland being up. */
const crashBeforeGood = formula(
  z.object({ mark_good_s: seconds, mean_time_to_crash_s: seconds }),
  ({ mark_good_s: delay, mean_time_to_crash_s: mean }) =>
    fallbacks({
      ...independent(0, 1),
      markGood: Math.round(delay * SECOND),
      defects: [{ kind: "latent-crash", probability: 1, after: exponential(mean * SECOND) }],
    }),
);

/** The kernel panics when its time is over, so that a boot that fails takes as long as one that does not. */
const bootTime = formula(
  z.object({ p: share, r: tries, T_boot_s: seconds }),
  ({ p, r, T_boot_s }) => {
    const update = updateOnce({ ...independent(p, r), bootTime: T_boot_s * SECOND });
    return {
      kind: "mean",
      batch: (number) => update(number).away.map((time) => time / SECOND),
    };
  },
);

const counted = z
  .object({ x: z.number().int().min(0), n: count })
  .refine(({ x, n }) => x <= n, { error: "expected x to be at most n" });

/** Formulas of group `boot`. */
export const boot: Group = {
  name: "boot",
  formulas: {
    "p^r": rolledBack,
    "(1-p^r)/(1-p)": attempts,
    "n p^r": fleetFallbacks,
    "(1-p^r)^n": noFallback,
    "f+(1-f)p^r": mixture,
    "1-exp(-d/m)": crashBeforeGood,
    "T (1-p^r)/(1-p) + T p^r": bootTime,
    "x/n": formula(counted, ({ x, n }) => ({
      kind: "exact",
      value: shareDown(x, n),
      by: "simulation",
    })),
    "BetaInv(0.025;x,n-x+1)": formula(counted, ({ x, n }, text) => ({
      kind: "exact",
      value: clopperPearson(x, n, 1 - 2 * freeNumberOf(text)).low,
      by: "library",
    })),
    "BetaInv(0.975;x+1,n-x)": formula(counted, ({ x, n }, text) => ({
      kind: "exact",
      value: clopperPearson(x, n, 2 * freeNumberOf(text) - 1).high,
      by: "library",
    })),
  },
};
