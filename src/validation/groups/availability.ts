import { z } from "zod";
import { DAY, SECOND, type Time } from "../../support/time.js";
import { followLevel } from "../level.js";
import { plannedDowntime } from "../planned-downtime.js";
import { type Answer, formula, type Group } from "../formula.js";
import { repairShop } from "../repair-shop.js";
import { exponential } from "../scene.js";

/** Hosts that fail and are mended without waiting for a crew, so that each is up and down by itself. */

const positive = z.number().positive();
const count = z.number().int().positive();

/** Mean time of a repair in the simulation [ms], and the longest run: a repair takes less where failures are far between. */
const REPAIR = 100_000;
const LONGEST = 1e11;
/** Before this many repair times have passed a fleet still remembers that all of it was up. */
const WARM_UP = 30;
/** Failures of one run, about. */
const FAILURES = 4_000;
const MOST_HOSTS = 300;

/** Fleets of hosts that are up for a share `up` of the time, watched together. */
interface Fleets {
  readonly fleets: number;
  /** Hosts of each. */
  readonly hosts: number;
  readonly up: number;
}

/**
 * The share of the time in which at least `least` hosts of a fleet are up, for each fleet.
 *
 * @see Barlow & Proschan, Statistical Theory of Reliability and Life Testing (1975): alternating renewal processes
 */
function timeWith(least: number, { fleets, hosts, up }: Fleets): Answer {
  const cycles = WARM_UP + FAILURES / (fleets * hosts) / (1 - up);
  const unit = Math.min(REPAIR, LONGEST / cycles);
  const begin = WARM_UP * unit;
  const horizon = Math.ceil(cycles * unit);
  const play = repairShop({
    hosts: fleets * hosts,
    upFor: (unit * up) / (1 - up),
    crews: "unlimited",
    repair: exponential(unit),
    horizon,
  });
  return {
    kind: "probability",
    batch(number) {
      const levels = Array.from({ length: fleets }, () =>
        followLevel(hosts, begin, (running) => running >= least),
      );
      const change = (by: number) => (host: number, time: Time) =>
        levels[Math.floor(host / hosts)]!.change(by, time);
      play(number, { failed: change(-1), mended: change(1) });
      return levels.map((level) => level.until(horizon).share);
    },
  };
}

const oneHost = formula(z.object({ mttf_h: positive, mttr_h: positive }), ({ mttf_h, mttr_h }) =>
  timeWith(1, { fleets: 100, hosts: 1, up: mttf_h / (mttf_h + mttr_h) }),
);

const enoughOf = formula(
  z.object({ n: count, k: z.number().int().min(0), a: z.number().gt(0).lt(1) }),
  ({ n, k, a }) => {
    const fleets = Math.max(1, Math.floor(MOST_HOSTS / n));
    return timeWith(k, { fleets, hosts: n, up: a });
  },
);

const planned = formula(z.object({ S_s: positive, T_d: positive }), ({ S_s, T_d }) => ({
  kind: "exact",
  value: plannedDowntime(S_s * SECOND, T_d * DAY),
  by: "simulation",
}));

/** Formulas of group `availability`. */
export const availability: Group = {
  name: "availability",
  formulas: {
    "F/(F+R)": oneHost,
    "sum_{i>=k} C(n,i)a^i(1-a)^(n-i)": enoughOf,
    "S/T": planned,
  },
};
