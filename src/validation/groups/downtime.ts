import { z } from "zod";
import { SECOND } from "../../support/time.js";
import { daemonUpgrade } from "../daemon-upgrade.js";
import { formula, type Group } from "../formula.js";

/** What an upgrade of the container daemon costs without live-restore. */

const count = z.number().int().positive();

/** Formulas of group `downtime`. */
export const downtime: Group = {
  name: "downtime",
  formulas: {
    "N M R": formula(
      z.object({ N: count, M: count, R_s: z.number().positive() }),
      ({ N, M, R_s }) => {
        const restart = Math.round(R_s * SECOND);
        const lost = daemonUpgrade({ hosts: N, containers: M, restart });
        return { kind: "exact", value: lost / SECOND, by: "simulation" };
      },
    ),
  },
};
