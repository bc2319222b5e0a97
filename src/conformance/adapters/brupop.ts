import { z } from "zod";
import { MINUTE } from "../../support/time.js";
import { retryAllowed } from "../../systems/brupop/back-off.js";
import { type Adapter, operation } from "../adapter.js";

const crash = z.object({ gapMinutes: z.number(), crashCount: z.number(), limit: z.number() });

/** The Bottlerocket update operator. */
export const brupopBackOff: Adapter = {
  family: "brupop.backoff",
  operations: {
    retryAllowed: operation(crash, ({ gapMinutes, crashCount, limit }) => ({
      allowed: retryAllowed(gapMinutes * MINUTE, crashCount, limit * MINUTE),
    })),
  },
};
