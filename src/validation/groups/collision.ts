import { z } from "zod";
import { MINUTE } from "../../support/time.js";
import { formula, type Group } from "../formula.js";
import { scatteredReboots } from "../scattered-reboots.js";

/** Hosts that do not know of each other and reboot at the same time all the same. */

const count = z.number().int().positive();

/** Hosts of one run, about: fleets of `n` side by side. */
const HOSTS = 10_000;

/** A slot is a minute of the time between two checks. A check comes at the end of its millisecond, so the first slot begins at 1. */
const sharedSlot = formula(z.object({ n: count, M: count }), ({ n, M }) => {
  const fleets = Math.max(1, Math.floor(HOSTS / n));
  const run = scatteredReboots({ hosts: fleets * n, period: M * MINUTE, away: 0 });
  return {
    kind: "share",
    batch(number) {
      const taken = new Uint8Array(fleets * M);
      const shared = new Uint8Array(fleets);
      run(number, {
        left(host, time) {
          const fleet = Math.floor(host / n);
          const slot = fleet * M + Math.floor((time - 1) / MINUTE);
          if (taken[slot] === 1) shared[fleet] = 1;
          taken[slot] = 1;
        },
      });
      return shared;
    },
  };
});

/** Formulas of group `collision`. */
export const collision: Group = {
  name: "collision",
  formulas: { "1-prod_{i<n}(1-i/M)": sharedSlot },
};
