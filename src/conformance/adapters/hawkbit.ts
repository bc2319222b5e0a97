import { z } from "zod";
import { judgeGroup, splitEvenly } from "../../systems/hawkbit/rollout-group.js";
import { errorFires, successFires } from "../../systems/hawkbit/threshold.js";
import { operation, type Adapter } from "../adapter.js";

/** A threshold as hawkBit stores it: text, read as a Java int; undefined where that fails. */
const expression = z.union([z.string(), z.number()]).transform((text) => {
  const value = /^[+-]?\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  return value >= -(2 ** 31) && value < 2 ** 31 ? value : undefined;
});

/** `hawkbit.threshold`. */
export const hawkbitThreshold: Adapter = {
  family: "hawkbit.threshold",
  operations: {
    eval: operation(
      z.object({
        kind: z.enum(["success", "error"]),
        count: z.number(),
        total: z.number(),
        threshold: expression,
      }),
      ({ kind, count, total, threshold }) => ({
        fires: (kind === "success" ? successFires : errorFires)(count, total, threshold),
      }),
    ),
  },
};

const tick = z.object({
  size: z.number(),
  deleted: z.number().default(0),
  success: z.number().default(0),
  error: z.number().default(0),
  canceled: z.number().default(0),
  successPct: expression,
  errorPct: expression.optional(),
  successAction: z.enum(["NEXTGROUP", "PAUSE"]).default("NEXTGROUP"),
  last: z.boolean().default(false),
});

/** `hawkbit.rollout`. */
export const hawkbitRollout: Adapter = {
  family: "hawkbit.rollout",
  operations: {
    tick: operation(tick, (input) => {
      const { size, deleted, success, error, canceled, successPct, errorPct, last } = input;
      const verdict = judgeGroup(
        { total: size - deleted, finished: success, failed: error, canceled },
        {
          successPercent: successPct,
          errorPercent: errorPct,
          successAction: input.successAction === "PAUSE" ? "pause" : "next-group",
          last,
        },
      );
      return {
        group: verdict.group.toUpperCase(),
        rollout: verdict.rollout.toUpperCase(),
        nextStarted: verdict.startsNext,
      };
    }),
    splitEven: operation(
      z.object({ targets: z.number(), groups: z.number() }),
      ({ targets, groups }) => ({ sizes: splitEvenly(targets, groups) }),
    ),
  },
};
