import { z } from "zod";
import { HOUR, MINUTE, SECOND } from "../../support/time.js";
import { PHASES } from "../../systems/apt/phasing.js";
import { type Answer, formula, type Group } from "../formula.js";
import { grantTimes } from "../grant-times.js";
import { rampOf } from "../linear-ramp.js";
import { lastGrant } from "../quota-rollout.js";
import { ms, PUBLISHED } from "../scene.js";
import { waitsByRule, waitsOfFleet, type WaveMap } from "../seed-waits.js";

/** Whom the policies of real systems let in when. The parts of a policy do it, to hosts that ask. */

const count = z.number().int().positive();
const positive = z.number().positive();
const time = z.number().min(0);

/** Hosts of one run, about. */
const HOSTS = 20_000;
/** From a host's turn to its next check [ms]. */
const CHECK = 1;

const quota = formula(
  z.object({ n: count, max_per_period: count, period_min: positive }),
  ({ n: hosts, max_per_period: max, period_min }) => ({
    kind: "exact",
    value: lastGrant({ hosts, max, period: period_min * MINUTE }) / MINUTE,
    by: "simulation",
  }),
);

const ramped = z.object({ D_h: positive, t_h: time, N: count });

/** Hosts of a fleet that Cincinnati's ramp has let in by a time: fleets stand beside each other in one group. */
function letIn(kind: "mean" | "deviation", { D_h, t_h, N }: z.output<typeof ramped>): Answer {
  const fleets = Math.max(1, Math.floor(HOSTS / N));
  const at = t_h * HOUR;
  const play = grantTimes({ hosts: fleets * N, offer: rampOf(D_h), horizon: at });
  return {
    kind,
    batch(number) {
      const counts = new Int32Array(fleets);
      for (const [host, wait] of play(number).entries()) {
        if (wait <= at + CHECK) counts[Math.floor(host / N)]! += 1;
      }
      return counts;
    },
  };
}

/** Zincati's jitter: a poll period is longer by 0 to 10 %, in whole percent. */
const JITTER = Array.from({ length: 11 }, (_, percent) => 1 + percent / 100);

/**
 * The fleet's agents wait for a period that is uniform around a mean. One with the mean and the variance of the given periods has
 * the same mean residual, which depends on nothing else.
 */
const rampedPolls = formula(
  z.object({
    D_h: positive,
    poll_s: positive,
    poll_values_s: z.array(positive).min(1).optional(),
  }),
  ({ D_h, poll_s, poll_values_s = JITTER.map((factor) => factor * poll_s) }) => {
    const mean = meanOf(poll_values_s);
    const variance = meanOf(poll_values_s.map((period) => (period - mean) ** 2));
    const play = grantTimes({
      hosts: HOSTS / 10,
      agent: {
        protocol: "zincati",
        period: ms(mean * SECOND),
        jitter: ms(Math.sqrt(3 * variance) * SECOND),
      },
      offer: rampOf(D_h),
      horizon: D_h * HOUR + 2 * Math.max(...poll_values_s) * SECOND,
    });
    return { kind: "mean", batch: (number) => play(number).map((wait) => wait / SECOND) };
  },
);

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Somebody pauses the rollout and resumes it: who is let in at once is the slice that the clock has passed meanwhile. */
const resumed = formula(
  z
    .object({ D_h: positive, pause_h: time, resume_h: positive })
    .refine(({ D_h, pause_h, resume_h }) => pause_h <= resume_h && resume_h <= D_h, {
      error: "expected a pause that ends after it begins and before the rollout does",
    }),
  ({ D_h, pause_h, resume_h }) => {
    const at = resume_h * HOUR;
    const play = grantTimes({
      hosts: HOSTS,
      offer: rampOf(D_h),
      operator: {
        kind: "scripted",
        orders: [
          { at: ms(PUBLISHED + pause_h * HOUR), do: "halt" },
          { at: ms(PUBLISHED + at), do: "resume" },
        ],
      },
      horizon: at,
    });
    return {
      kind: "share",
      batch: (number) =>
        play(number).map((wait) => Number(wait > at - 1 && wait <= at + 2 * CHECK)),
    };
  },
);

/**
 * Ubuntu's phasing in the words of its archive. apt draws 0 to 100 on each machine and leaves out what is above the percentage, so
 * that of 101 draws one more is let in than of a hundred machines.
 */
const phasedShare = formula(z.object({ t_h: time }), ({ t_h }) => {
  const at = t_h * HOUR;
  const play = grantTimes({ hosts: HOSTS / 4, offer: { kind: "phased" }, horizon: at });
  return {
    kind: "derived",
    parts: [
      {
        kind: "share",
        batch: (number) => play(number).map((wait) => Number(wait <= at + 2 * CHECK)),
      },
    ],
    figure: ([share]) => Math.min(1, (PHASES * share! - 1) / (PHASES - 1)),
    isProbability: true,
  };
});

/** The last step of the phasing [h]. */
const PHASED = 54;

const phasedMean = formula(z.object({}), () => {
  const play = grantTimes({
    hosts: HOSTS / 4,
    offer: { kind: "phased" },
    horizon: PHASED * HOUR + 2 * CHECK,
  });
  return {
    kind: "derived",
    parts: [{ kind: "mean", batch: (number) => play(number).map((wait) => wait / HOUR) }],
    figure: ([mean]) => (mean! * PHASES) / (PHASES - 1),
    isProbability: false,
  };
});

/** Seeds and hours, as `{ "0": 1, "20": 4 }`. */
const waveMap = z
  .record(z.string().regex(/^\d+$/), time)
  .transform((waves): WaveMap =>
    Object.entries(waves)
      .map(([seed, start]) => [Number(seed), start] as const)
      .sort(([a], [b]) => a - b),
  )
  .refine((waves) => waves[0]?.[0] === 0, { error: "expected a wave that starts with seed 0" });

/** How far a host of the fleet may be from the rule, which knows nanoseconds [ms]. */
const CLOCK = 1;

/** When each seed from 1 to 2048 is let in: by the fleet as by the rule, and by the rule alone for 2048, which no host draws. */
function waitsOf(waves: WaveMap, ramp: "as-coded" | "as-documented"): readonly number[] {
  const byRule = waitsByRule(waves, ramp);
  for (const [index, wait] of waitsOfFleet(waves, ramp).entries()) {
    if (Math.abs(wait - byRule[index]!) > CLOCK) {
      throw new Error(`seed ${index + 1} waits ${wait} ms, by the rule ${byRule[index]} ms`);
    }
  }
  return byRule;
}

const seedsReady = (ramp: "as-coded" | "as-documented") =>
  formula(z.object({ wave_map: waveMap, t_h: time }), ({ wave_map, t_h }) => {
    const waits = waitsOf(wave_map, ramp);
    const ready = waits.filter((wait) => wait <= t_h * HOUR + CLOCK / 2);
    return { kind: "exact", value: ready.length / waits.length, by: "simulation" };
  });

const seedsMean = formula(z.object({ wave_map: waveMap }), ({ wave_map }) => ({
  kind: "exact",
  value: meanOf(waitsOf(wave_map, "as-coded")) / HOUR,
  by: "simulation",
}));

/** When apt's timer fires [h], and what it is written as. */
const [SIX, SIX_OCLOCK] = [6, "06:00"];

const aptTimer = formula(
  z.object({ t_min: time, window_min: positive }),
  ({ t_min, window_min }) => {
    const at = SIX * HOUR + t_min * MINUTE - PUBLISHED;
    const play = grantTimes({
      hosts: HOSTS,
      agent: { kind: "daily", at: SIX_OCLOCK, jitter: ms(window_min * MINUTE) },
      offer: { kind: "all-at-once" },
      horizon: at,
    });
    return { kind: "share", batch: (number) => play(number).map((wait) => Number(wait <= at)) };
  },
);

/** Formulas of group `policy`. */
export const policy: Group = {
  name: "policy",
  formulas: {
    "floor((n-1)/m) tau": quota,
    "N t/D": formula(ramped, (params) => letIn("mean", params)),
    "sqrt(N f(1-f))": formula(ramped, (params) => letIn("deviation", params)),
    "D/2 + E[X^2]/(2E[X])": rampedPolls,
    "(t_resume-start)/D - (t_pause-start)/D": resumed,
    "min(1,0.1(1+floor(t/6)))": phasedShare,
    "sum_{j=0}^{9} 0.1*6j": phasedMean,
    "#{seed in 1..2048: ready(seed)<=t}/2048, ready per update_metadata::update_ready":
      seedsReady("as-coded"),
    "same with target=start+time_per_seed*(seed-start_seed)": seedsReady("as-documented"),
    "mean ready time over seeds": seedsMean,
    "min(1,t/60)": aptTimer,
  },
};
