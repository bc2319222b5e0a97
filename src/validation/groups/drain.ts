import { z } from "zod";
import { SECOND } from "../../support/time.js";
import { drains } from "../drains.js";
import { formula, type Group } from "../formula.js";

/** Hosts that are drained of containers which take their time to stop, and reboot when a grace period is over. */

const positive = z.number().positive();
const stopping = z.object({
  M: z.number().int().positive(),
  mean_stop_s: positive,
  grace_s: positive,
});

const drainsOf = ({ M, mean_stop_s, grace_s }: z.output<typeof stopping>) =>
  drains({
    containers: M,
    stop: mean_stop_s * SECOND,
    grace: Math.round(grace_s * SECOND),
  });

/** Formulas of group `drain`. */
export const drain: Group = {
  name: "drain",
  formulas: {
    "int_0^G 1-(1-e^{-t/s})^M dt": formula(stopping, (params) => {
      const run = drainsOf(params);
      return { kind: "mean", batch: (number) => run(number).times.map((time) => time / SECOND) };
    }),
    "M e^{-G/s}": formula(stopping, (params) => {
      const run = drainsOf(params);
      return { kind: "mean", batch: (number) => run(number).killed };
    }),
  },
};
