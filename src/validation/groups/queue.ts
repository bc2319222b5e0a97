import { z } from "zod";
import { busyDownloads } from "../busy-downloads.js";
import { formula, type Group } from "../formula.js";
import { machineRepair, type Repairs } from "../machine-repair.js";
import { waitForCrew } from "../wait-for-crew.js";

/** Broken hosts that wait for a crew, and update servers that serve so many at once. */

const positive = z.number().positive();
const count = z.number().int().positive();

const machines = z.object({ N: count, c: count, fail_per_h: positive, repair_per_h: positive });

/** A figure of a fleet whose hosts break down and are mended for ever. */
const ofMachines = (kind: "mean" | "probability", figure: (repairs: Repairs) => number) =>
  formula(machines, ({ N, c, fail_per_h, repair_per_h }) => {
    const run = machineRepair({ hosts: N, crews: c, load: fail_per_h / repair_per_h });
    return {
      kind,
      batch(number) {
        const repairs = run(number);
        return [figure({ ...repairs, response: repairs.response / repair_per_h })];
      },
    };
  });

const crewed = z
  .object({ c: count, lam: positive, mu: positive })
  .refine(({ c, lam, mu }) => lam < c * mu, { error: "expected lam below c mu" });

/** Hosts that break down at random and wait for one of `c` crews. */
const broken = ({ c, lam, mu }: z.output<typeof crewed>) =>
  waitForCrew({ crews: c, load: lam / mu, variability: 1 });

const oneCrew = z
  .object({ lam: positive, ES: positive, cv2: z.number().min(0) })
  .refine(({ lam, ES }) => lam * ES < 1, { error: "expected lam ES below 1" });

/** Formulas of group `queue`. */
export const queue: Group = {
  name: "queue",
  formulas: {
    "machine repair M/M/c//N: sum j p_j, p_j~prod (N-i)l/min(i+1,c)m": ofMachines(
      "mean",
      ({ meanDown }) => meanDown,
    ),
    p_0: ofMachines("probability", ({ allUp }) => allUp),
    "L/(l(N-L))": ofMachines("mean", ({ response }) => response),
    "ErlangC(c,a)": formula(crewed, (params) => {
      const run = broken(params);
      return { kind: "probability", batch: (number) => [run(number).waited] };
    }),
    "C/(c mu-lam)": formula(crewed, (params) => {
      const run = broken(params);
      return { kind: "mean", batch: (number) => [run(number).meanWait / params.mu] };
    }),
    "ErlangB(c,a)": formula(z.object({ c: count, a: positive }), ({ c, a }) => {
      const run = busyDownloads(c, a);
      return { kind: "probability", batch: (number) => [run(number)] };
    }),
    "rho ES (1+cv^2)/(2(1-rho))": formula(oneCrew, ({ lam, ES, cv2 }) => {
      const run = waitForCrew({ crews: 1, load: lam * ES, variability: cv2 });
      return { kind: "mean", batch: (number) => [ES * run(number).meanWait] };
    }),
  },
};
