import { z } from "zod";
import type { Variate } from "../../random/variate.js";
import { variateOf } from "../../random/variate-of.js";
import { type Experiment, formula, type Group } from "../formula.js";
import { type Line, type Station, waitingLine } from "../waiting-line.js";

/**
 * Waiting lines that the fleet does not have: an open stream of arrivals, on the engine's event queue. One run is one trial, so
 * that what is alike within a run does no harm.
 */

/** Milliseconds that stand for one unit of time: so many that rounding to them does not show. */
const UNIT = 1_000_000;
const positive = z.number().positive();
const servers = z.number().int().positive();

const exponential = (mean: number): Variate =>
  variateOf({ dist: "exponential", mean: mean * UNIT });

/** Service of a given mean and squared coefficient of variation: exponential at 1, else nothing or one long time. */
function serviceOf(mean: number, cv2: number): Variate {
  if (cv2 === 1) return exponential(mean);
  const values = [0, mean * (1 + cv2) * UNIT];
  return variateOf({ dist: "empirical", values, weights: [cv2, 1] });
}

function ask(station: Station, figure: (line: Line) => number): Experiment {
  return {
    kind: "mean",
    batch: (number) => [figure(waitingLine(station, number))],
  };
}

const markovian = z.object({ c: servers, lam: positive, mu: positive });
const crewed = ({ c, lam, mu }: z.output<typeof markovian>): Station => ({
  servers: c,
  between: exponential(1 / lam),
  service: exponential(1 / mu),
  line: "endless",
});

/** Formulas of group `queue`. */
export const queue: Group = {
  name: "queue",
  formulas: {
    "ErlangC(c,a)": formula(markovian, (of) => ask(crewed(of), ({ foundBusy }) => foundBusy)),
    "C/(c mu-lam)": formula(markovian, (of) => ask(crewed(of), ({ meanWait }) => meanWait / UNIT)),
    "ErlangB(c,a)": formula(z.object({ c: servers, a: positive }), ({ c, a }) =>
      ask(
        { servers: c, between: exponential(1 / a), service: exponential(1), line: "none" },
        ({ foundBusy }) => foundBusy,
      ),
    ),
    "rho ES (1+cv^2)/(2(1-rho))": formula(
      z.object({ lam: positive, ES: positive, cv2: z.number().min(0) }),
      ({ lam, ES, cv2 }) =>
        ask(
          {
            servers: 1,
            between: exponential(1 / lam),
            service: serviceOf(ES, cv2),
            line: "endless",
          },
          ({ meanWait }) => meanWait / UNIT,
        ),
    ),
  },
};
