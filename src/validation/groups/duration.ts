import { z } from "zod";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { MINUTE, SECOND } from "../../support/time.js";
import { type Answer, formula, type Group } from "../formula.js";
import { finishedDurations, type LockedRollout, lockedRollouts } from "../locked-rollouts.js";
import { exponential, ms, type Written } from "../scene.js";
import { barrierWaves } from "../barrier-waves.js";

/** How long rollouts take. Each is a fleet under a reboot lock, or one that is let in wave by wave. */

const count = z.number().int().positive();
const positive = z.number().positive();
const share = z.number().min(0).max(1);

/** The mean time of a rollout, or its standard deviation, in `unit` [ms]. */
function durationOf(kind: "mean" | "deviation", rollout: LockedRollout, unit: number): Answer {
  const play = lockedRollouts(rollout);
  return {
    kind,
    batch: (number) => finishedDurations(rollout, play(number)).map((time) => time / unit),
  };
}

/** Every host takes as long as any other, so one run says it all. */
const semaphore = formula(
  z.object({ n: count, k: count, S_s: positive }),
  ({ n: hosts, k: slots, S_s: cycle }) => {
    const rollout = { hosts, slots, boot: { userland: ms(cycle * SECOND) } };
    const [time] = finishedDurations(rollout, lockedRollouts(rollout)(0));
    return { kind: "exact", value: time! / SECOND, by: "simulation" };
  },
);

const window = formula(
  z.object({ n: count, k: count, mean_min: positive }),
  ({ n: hosts, k: slots, mean_min: mean }) =>
    durationOf("mean", { hosts, slots, boot: { userland: exponential(mean * MINUTE) } }, MINUTE),
);

/** A wave: so many hosts that all may reboot at once. */
const waveOf = (w: number, userland: Written): Answer =>
  durationOf("mean", { hosts: w, slots: w, boot: { userland } }, MINUTE);

const exponentialWave = formula(z.object({ w: count, mean_min: positive }), ({ w, mean_min }) =>
  waveOf(w, exponential(mean_min * MINUTE)),
);

const uniformWave = formula(
  z.object({ w: count, a_min: z.number().min(0), b_min: positive }),
  ({ w, a_min: least, b_min: most }) =>
    waveOf(w, { dist: "uniform", min: ms(least * MINUTE), max: ms(most * MINUTE) }),
);

/** 95 % quantile of the standard normal distribution: scenarios name lognormal times by their median and theirs. */
const Z95 = normalQuantile(0.95, 0, 1);

const lognormalWave = formula(
  z.object({ w: count, mu: z.number(), sigma: z.number().min(0) }),
  ({ w, mu, sigma }) =>
    waveOf(w, {
      dist: "lognormal",
      median: ms(Math.exp(mu) * MINUTE),
      p95: ms(Math.exp(mu + Z95 * sigma) * MINUTE),
    }),
);

const waves = formula(
  z.object({ waves: count, w: count, mean_min: positive, pause_min: z.number().min(0) }),
  ({ waves: number, w, mean_min, pause_min }) => {
    const play = barrierWaves({
      waves: number,
      hosts: w,
      boot: { userland: exponential(mean_min * MINUTE) },
      pause: pause_min * MINUTE,
    });
    return { kind: "mean", batch: (replication) => [play(replication) / MINUTE] };
  },
);

/** Stages of a host's way through the lock, in order; the last comes once the agent has started, so the lock waits for it. */
const STAGES = ["shutdown", "firmware", "loader", "kernel", "userland", "runtime"] as const;

const staged = z.object({ n: count, stages: count.max(STAGES.length), theta_min: positive });

/** One host after another, each so many exponential stages. */
const serial = ({ n, stages, theta_min }: z.output<typeof staged>): LockedRollout => ({
  hosts: n,
  slots: 1,
  releaseAt: "well",
  boot: Object.fromEntries(
    STAGES.slice(0, stages).map((stage) => [stage, exponential(theta_min * MINUTE)]),
  ),
});

const panics = (probability: number) => [{ kind: "kernel-panic", per: "boot", probability }];

/** A host goes down for as long as an update takes; one that panics is reset so much later, and its loader goes back. */
const rollback = formula(
  z.object({ n: count, S_min: positive, p: share, R_min: z.number().min(0) }),
  ({ n, S_min, p, R_min }) =>
    durationOf(
      "mean",
      {
        hosts: n,
        slots: 1,
        boot: { shutdown: ms(S_min * MINUTE) },
        mechanism: { panicReboot: ms(R_min * MINUTE) },
        defects: panics(p),
      },
      MINUTE,
    ),
);

/** A host that panics stays down, and keeps the lock, until somebody has mended it. */
const stuckLock = formula(
  z.object({ n: count, S_min: positive, p: share, M_min: positive }),
  ({ n, S_min, p, M_min }) =>
    durationOf(
      "mean",
      {
        hosts: n,
        slots: 1,
        boot: { shutdown: ms(S_min * MINUTE) },
        mechanism: { panicReboot: "never" },
        defects: panics(p),
        people: { notice: "0ms", repair: exponential(M_min * MINUTE) },
      },
      MINUTE,
    ),
);

/** Formulas of group `duration`. */
export const duration: Group = {
  name: "duration",
  formulas: {
    "ceil(n/k) S": semaphore,
    "m[(n-k)/k + H_k]": window,
    "m H_w": exponentialWave,
    "W m H_w + (W-1) pause": waves,
    "a+(b-a) w/(w+1)": uniformWave,
    "int_0^inf 1-Phi((ln x-mu)/sigma)^w dx": lognormalWave,
    "n r theta": formula(staged, (params) => durationOf("mean", serial(params), MINUTE)),
    "theta sqrt(n r)": formula(staged, (params) => durationOf("deviation", serial(params), MINUTE)),
    "n (S + p R)": rollback,
    "n (S + p M)": stuckLock,
  },
};
