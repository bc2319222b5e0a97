import { z } from "zod";
import { DAY } from "../../support/time.js";
import { brokenHosts } from "../broken-hosts.js";
import { formula, type Group } from "../formula.js";
import { exponential } from "../scene.js";

/** Hosts that recover independently of each other, after exponential times of a mean that is to be found. */

/** Hosts of one breakdown. */
const HOSTS = 20_000;

const tail = z.object({ t_d: z.number().positive(), F: z.number().gt(0).lt(1) });

/**
 * Recoveries of a mean of one day are simulated, and it is seen after how many days the share `F` is through. As times scale with
 * their mean, the mean that gets it through at `t_d` is `t_d` divided by that.
 */
const meanOfRecovery = formula(tail, ({ t_d, F }) => {
  const breakDown = brokenHosts({ hosts: HOSTS, crews: "unlimited", repair: exponential(DAY) });
  // Halfway between the last host that is among the share and the first that is not.
  const through = Math.min(HOSTS - 1, Math.max(1, Math.round(F * HOSTS)));
  return {
    kind: "mean",
    batch(number) {
      const times = breakDown(number);
      const reached = (times[through - 1]! + times[through]!) / 2;
      return [(t_d * DAY) / reached];
    },
  };
});

/** Formulas of group `recovery`. */
export const recovery: Group = {
  name: "recovery",
  formulas: { "-t/ln(1-F)": meanOfRecovery },
};
