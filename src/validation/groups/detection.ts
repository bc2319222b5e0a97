import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { z } from "zod";
import { proportionInterval, ruleOfThree } from "../../stats/proportion.js";
import { HOUR } from "../../support/time.js";
import { crashReports } from "../crash-reports.js";
import { canaryTrials } from "../defect-trials.js";
import { checkFailureBudget } from "../failure-budget.js";
import { type Answer, formula, type Group } from "../formula.js";
import { soaks } from "../latent-bugs.js";
import { timesOfHit } from "../linear-ramp.js";
import { coverage, hostsUntilAllClasses, hostsUntilReports } from "../one-by-one.js";
import { pollDelays } from "../poll-delays.js";
import { randomCanary } from "../random-canary.js";

/** How soon a bad release is noticed: canaries, reports, soaks and polls. */

const count = z.number().int().positive();
const positive = z.number().positive();
const chance = z.number().min(0).max(1);
const likely = chance.positive();

const detected = formula(z.object({ p: chance, n: count }), ({ p, n }) => atLeast(1, p, n));

/** The share of bad releases that show on so many hosts of a canary, or more. */
function atLeast(failures: number, probability: number, hosts: number): Answer {
  const play = canaryTrials([{ hosts, probability }]);
  return {
    kind: "share",
    batch: (number) => play(number).hits.map((hits) => Number(hits >= failures)),
  };
}

/** Trials by which a figure of a library is checked, for limits of a few thousandths; and hosts of all of them at most, about. */
const [CHECKED, HOSTS] = [20_000, 10_000_000];
const CONFIDENCE = 0.999;

/** Limits of the share of trials, of which some are played at a time, each of so many hosts. */
function limitsOf(hosts: number, hits: (number: number) => Int32Array) {
  let [happened, trials] = [0, 0];
  for (let number = 0; trials < Math.min(CHECKED, HOSTS / hosts); number++) {
    const found = hits(number);
    trials += found.length;
    for (const hit of found) happened += hit;
  }
  return proportionInterval(happened, trials, CONFIDENCE);
}

/** The smallest canary that detects with a confidence, by the binomial distribution. */
function smallestCanary(p: number, c: number): number {
  const detects = (hosts: number) => 1 - binomialCdf(0, hosts, p) >= c;
  let [low, high] = [0, 1];
  while (!detects(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (detects(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The figure is a library's; simulated canaries of that size must not detect less, nor those of a host fewer as much. */
const canarySize = formula(
  z.object({ p: likely, c: z.number().min(0).max(0.999_999) }),
  ({ p, c }) => {
    const hosts = smallestCanary(p, c);
    const play = canaryTrials([{ hosts, probability: p }]);
    const within = (first: number) =>
      limitsOf(hosts, (number) => play(number).firstHit.map((hit) => Number(hit < first)));
    if (within(hosts).high < c || (hosts > 1 && within(hosts - 1).low > c)) {
      throw new Error(`simulated canaries of ${hosts} hosts do not detect with confidence ${c}`);
    }
    return { kind: "exact", value: hosts, by: "library" };
  },
);

/** The confidence of the rule of three. */
const BOUND = 0.95;

/** The figure is a library's; of releases as bad as that, simulated canaries must miss as many as they may. */
const ruleOfThreeBound = formula(z.object({ n: count }), ({ n: hosts }) => {
  const { high: probability } = ruleOfThree(0, hosts, BOUND);
  const play = canaryTrials([{ hosts, probability }]);
  const missed = limitsOf(hosts, (number) => play(number).hits.map((hits) => Number(hits === 0)));
  if (missed.low > 1 - BOUND || missed.high < 1 - BOUND) {
    throw new Error(`simulated canaries miss ${missed.low} to ${missed.high} of the releases`);
  }
  return { kind: "exact", value: probability, by: "library" };
});

/** Canaries of one batch. */
const CANARIES = 10;

const drawn = formula(
  z
    .object({ N: count, K: count, n: count })
    .refine(({ N, K, n }) => K <= N && n <= N, { error: "expected K and n of at most N" }),
  ({ N: hosts, K: bad, n: canary }) => {
    const play = randomCanary({ hosts, bad, canary });
    return {
      kind: "probability",
      batch: (number) => Array.from({ length: CANARIES }, (_, i) => play(number * CANARIES + i)),
    };
  },
);

/** Runs in which the part of a policy that counts is watched. */
const BUDGETS = 100;

const threshold = formula(z.object({ n: count, p: chance, k: count }), ({ n, p, k }) => {
  checkFailureBudget({ hosts: n, probability: p, failures: k }, BUDGETS);
  return atLeast(k, p, n);
});

const stages = formula(
  z.object({ stages: z.array(z.object({ n: count, p: chance })).min(1) }),
  ({ stages: all }) => {
    const play = canaryTrials(all.map(({ n, p }) => ({ hosts: n, probability: p })));
    return {
      kind: "share",
      batch: (number) => play(number).hits.map((hits) => Number(hits === 0)),
    };
  },
);

const coupons = formula(z.object({ m: count }), ({ m }) => ({
  kind: "mean",
  batch: hostsUntilAllClasses(m),
}));

const covered = formula(z.object({ m: count, n: count }), ({ m, n }) => ({
  kind: "share",
  batch: coverage(m, n),
}));

const reported = formula(z.object({ k: count, p: likely, r: likely }), ({ k, p, r }) => ({
  kind: "mean",
  batch: hostsUntilReports(k, { failure: p, report: r }),
}));

const waited = formula(z.object({ k: count, rate_per_h: positive }), ({ k, rate_per_h }) => {
  const play = crashReports(rate_per_h);
  return {
    kind: "mean",
    batch(number) {
      const { first } = play(number);
      return Array.from(
        { length: Math.floor(first.length / k) },
        (_, wait) => (first[(wait + 1) * k - 1]! - (first[wait * k - 1] ?? 0)) / HOUR,
      );
    },
  };
});

/** Reports are counted in one stretch of time after the other. */
const inTime = formula(
  z.object({ k: count, rate_per_h: positive, t_h: positive }),
  ({ k, rate_per_h, t_h }) => {
    const play = crashReports(rate_per_h);
    return {
      kind: "share",
      batch(number) {
        const { all, until } = play(number);
        const reports = new Int32Array(Math.floor(until / (t_h * HOUR)));
        for (const time of all) {
          const stretch = Math.floor(time / (t_h * HOUR));
          if (stretch < reports.length) reports[stretch]! += 1;
        }
        return reports.map((heard) => Number(heard >= k));
      },
    };
  },
);

const linear = formula(
  z
    .object({ K_bad_hosts: count, D_h: positive, k: count })
    .refine(({ K_bad_hosts, k }) => k <= K_bad_hosts, {
      error: "expected no more hits than bad hosts",
    }),
  ({ K_bad_hosts: hosts, D_h: duration, k }) => {
    const play = timesOfHit({ hosts, duration }, k);
    return { kind: "mean", batch: (number) => play(number).map((time) => time / HOUR) };
  },
);

const polled = formula(z.object({ poll_s: positive }), ({ poll_s }) => ({
  kind: "mean",
  batch: pollDelays(poll_s),
}));

const channelSoak = formula(
  z.object({
    hazard_per_host_day: positive,
    n_alpha: count,
    T_alpha_d: positive,
    n_beta: count,
    T_beta_d: positive,
  }),
  ({ hazard_per_host_day, n_alpha, T_alpha_d, n_beta, T_beta_d }) => {
    const play = soaks(
      [
        { hosts: n_alpha, days: T_alpha_d },
        { hosts: n_beta, days: T_beta_d },
      ],
      hazard_per_host_day,
    );
    return { kind: "share", batch: (number) => play(number).map((shown) => Number(shown === 0)) };
  },
);

const soak = formula(
  z.object({ hazard_per_host_day: positive, n: count, T_d: positive }),
  ({ hazard_per_host_day, n, T_d }) => {
    const play = soaks([{ hosts: n, days: T_d }], hazard_per_host_day);
    return { kind: "share", batch: (number) => play(number).map((shown) => Number(shown > 0)) };
  },
);

/** Formulas of group `detection`. */
export const detection: Group = {
  name: "detection",
  formulas: {
    "1-(1-p)^n": detected,
    "ceil(ln(1-c)/ln(1-p))": canarySize,
    "1-C(N-K,n)/C(N,n)": drawn,
    "sum_{i>=k} C(n,i)p^i(1-p)^(n-i)": threshold,
    "prod_i (1-p_i)^{n_i}": stages,
    "m*H_m": coupons,
    "sum_{j=0}^m (-1)^j C(m,j)(1-j/m)^n": covered,
    "k/(p r)": reported,
    "k/lambda": waited,
    "1-sum_{i<k} e^{-lt}(lt)^i/i!": inTime,
    "k D/(K+1)": linear,
    "P/2": polled,
    "1-0.05^(1/n)": ruleOfThreeBound,
    "exp(-h (n_a T_a + n_b T_b))": channelSoak,
    "1-exp(-h n T)": soak,
  },
};
