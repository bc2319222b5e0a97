import { z } from "zod";
import { DAY, HOUR } from "../../support/time.js";
import { crashWeather } from "../crash-weather.js";
import { formula, type Group } from "../formula.js";

/** Failures that have nothing to do with a rollout. */

const YEAR = 365 * DAY;
const positive = z.number().positive();
const count = z.number().int().positive();

/** Hosts of one run, about, where small fleets are watched side by side. */
const HOSTS = 2_000;

/** Crashes of fleets of `size` hosts, each watched over windows of `t_h`: a trial for each fleet and window. */
function crashesOf(size: number, fleets: number, { fail_per_machine_year, t_h }: Rate) {
  const run = crashWeather({
    hosts: size * fleets,
    every: YEAR / fail_per_machine_year,
    window: Math.round(t_h * HOUR),
  });
  return (number: number): Float64Array => {
    const crashes = run(number);
    const sums = new Float64Array(crashes.length / size);
    for (const [index, count] of crashes.entries()) sums[Math.floor(index / size)]! += count;
    return sums;
  };
}

const rate = { fail_per_machine_year: positive, t_h: positive };
type Rate = z.output<z.ZodObject<typeof rate>>;

/** Formulas of group `background`. */
export const background: Group = {
  name: "background",
  formulas: {
    "N rate t": formula(z.object({ N: count, ...rate }), ({ N, ...params }) => ({
      kind: "mean",
      batch: crashesOf(N, 1, params),
    })),
    "1-exp(-n rate t)": formula(z.object({ n: count, ...rate }), ({ n, ...params }) => {
      const run = crashesOf(n, Math.ceil(HOSTS / n), params);
      return {
        kind: "share",
        batch: (number) => run(number).map((crashes) => (crashes > 0 ? 1 : 0)),
      };
    }),
  },
};
