import { z } from "zod";
import { stagingDays } from "../../systems/chromeos/staging.js";
import { operation, type Adapter } from "../adapter.js";

/** `chromeos.staging`. */
export const chromeosStaging: Adapter = {
  family: "chromeos.staging",
  operations: {
    schedule: operation(
      z.object({ schedule: z.array(z.tuple([z.number(), z.number()])) }),
      ({ schedule }) => ({ validDays: stagingDays(schedule) }),
    ),
  },
};
