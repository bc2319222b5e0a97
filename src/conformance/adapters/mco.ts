import { z } from "zod";
import {
  isCandidate,
  isFailingPool,
  isUnavailable,
  maxUnavailable,
  PoolNode,
  updateCapacity,
} from "../../systems/mco/capacity.js";
import { updateKey, zoneRank } from "../../systems/mco/order.js";
import { type Adapter, operation } from "../adapter.js";

const limit = z.object({
  maxUnavailable: z.union([z.number(), z.string()]).nullish(),
  nodes: z.number(),
});

const node = z.object({
  n: z.union([z.number(), z.string()]),
  cur: z.union([z.number(), z.string()]),
  des: z.union([z.number(), z.string()]),
  ready: z.boolean(),
  unschedulable: z.boolean().optional(),
  mcd: z.string().nullish(),
});

const pool = z.object({
  max: z.number(),
  poolConfig: z.union([z.number(), z.string()]),
  nodes: z.array(node),
});

const queue = z.object({
  nodes: z.array(
    z.object({
      n: z.union([z.number(), z.string()]),
      zone: z.string().nullish(),
      created: z.number(),
    }),
  ),
});

/** OpenShift's Machine Config Operator. */
export const mco: Adapter = {
  family: "mco",
  operations: {
    maxUnavailable: operation(limit, ({ maxUnavailable: setting, nodes }) => {
      const value = maxUnavailable(setting ?? undefined, nodes);
      return value === undefined ? { error: true } : { value };
    }),
    candidates: operation(pool, ({ max, poolConfig, nodes }) => {
      const all = nodes.map((given) => ({ n: given.n, bits: poolBits(given, poolConfig) }));
      const unavailable = all.filter(({ bits }) => isUnavailable(bits)).length;
      const failing = all.filter(({ bits }) => isFailingPool(bits)).length;
      const capacity = updateCapacity(max, unavailable, failing);
      const candidates = all.filter(({ bits }) => isCandidate(bits)).slice(0, capacity);
      return { capacity, candidates: candidates.map(({ n }) => n) };
    }),
    sortNodes: operation(queue, ({ nodes }) => {
      const zones = nodes.flatMap(({ zone }) => (typeof zone === "string" ? [zone] : []));
      const byAge = nodes.toSorted((a, b) => a.created - b.created);
      const keyOf = (given: (typeof nodes)[number]): number => {
        const { zone } = given;
        const rank = typeof zone === "string" ? zoneRank(zones, zone) : nodes.length;
        return updateKey(rank, byAge.indexOf(given), nodes.length);
      };
      return { order: nodes.toSorted((a, b) => keyOf(a) - keyOf(b)).map(({ n }) => n) };
    }),
  },
};

/** A daemon that is said nothing of is done. */
function poolBits(given: z.infer<typeof node>, poolConfig: number | string): number {
  const { cur, des, ready, unschedulable = false, mcd } = given;
  return (
    (ready && !unschedulable ? PoolNode.Ready : 0) |
    (cur === des ? PoolNode.AtDesired : 0) |
    ((mcd ?? "Done") === "Done" ? PoolNode.Done : 0) |
    (mcd === "Degraded" || mcd === "Unreconcilable" ? PoolNode.Degraded : 0) |
    (des === poolConfig ? PoolNode.Targeted : 0)
  );
}
