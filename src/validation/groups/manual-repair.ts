import { z } from "zod";
import { MINUTE } from "../../support/time.js";
import { brokenHosts } from "../broken-hosts.js";
import { type Answer, formula, type Group } from "../formula.js";
import { exponential, ms } from "../scene.js";

/** `B` hosts are broken at once and `c` crews mend them. */

const count = z.number().int().positive();
const positive = z.number().positive();
const exponentialRepair = z.object({ B: count, c: count, mean_min: positive });

/** A figure of one breakdown, in minutes. */
function ask(
  { B, c, mean_min }: z.output<typeof exponentialRepair>,
  figure: (mendedAt: Float64Array) => number,
): Answer {
  const breakDown = brokenHosts({
    hosts: B,
    crews: c,
    repair: exponential(mean_min * MINUTE),
  });
  return { kind: "mean", batch: (number) => [figure(breakDown(number)) / MINUTE] };
}

const last = (times: Float64Array): number => times.at(-1)!;
const mean = (times: Float64Array): number =>
  times.reduce((sum, time) => sum + time, 0) / times.length;

/** Formulas of group `manual_repair`. */
export const manualRepair: Group = {
  name: "manual_repair",
  formulas: {
    "m[(B-c)/c+H_c]": formula(exponentialRepair, (params) => ask(params, last)),
    "m[1 + sum_{i>c}(i-c)/c / B]": formula(exponentialRepair, (params) => ask(params, mean)),
    "ceil(B/c) m": formula(z.object({ B: count, c: count, S_min: positive }), ({ B, c, S_min }) => {
      const breakDown = brokenHosts({ hosts: B, crews: c, repair: ms(S_min * MINUTE) });
      return { kind: "exact", value: last(breakDown(0)) / MINUTE, by: "simulation" };
    }),
  },
};
