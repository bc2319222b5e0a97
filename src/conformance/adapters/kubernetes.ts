import { z } from "zod";
import { desiredHealthy, disruptionsAllowed } from "../../systems/kubernetes/disruption-budget.js";
import { evictionAnswer, PodBit } from "../../systems/kubernetes/eviction.js";
import { scaledValue } from "../../systems/kubernetes/int-or-percent.js";
import { newReplicaSetReplicas, resolveFenceposts } from "../../systems/kubernetes/rollout.js";
import { type Adapter, operation } from "../adapter.js";

const intOrPercent = z.union([z.number(), z.string()]);
/** Where Go has a pointer. */
const optional = intOrPercent.nullish().transform((value) => value ?? undefined);

const rolling = z.object({ maxSurge: optional, maxUnavailable: optional, desired: z.number() });

const percentage = z.object({ percent: intOrPercent, total: z.number(), roundUp: z.boolean() });

const scaling = z.object({
  strategy: z.enum(["RollingUpdate", "Recreate"]),
  depReplicas: z.number(),
  newRS: z.number(),
  maxSurge: optional,
  /** Of all versions; the new one alone where it is left out. */
  total: z.number().optional(),
});

/** Surge and unavailable of a Deployment. */
export const k8sRollout: Adapter = {
  family: "k8s.rollout",
  operations: {
    resolveFenceposts: operation(rolling, ({ maxSurge, maxUnavailable, desired }) => {
      const posts = resolveFenceposts(maxSurge, maxUnavailable, desired);
      return posts === undefined ? { error: true } : { ...posts };
    }),
    scaledPercent: operation(percentage, ({ percent, total, roundUp }) => {
      const value = scaledValue(percent, total, roundUp);
      return value === undefined ? { error: true } : { value };
    }),
    newReplicaSetReplicas: operation(
      scaling,
      ({ strategy, depReplicas, newRS, maxSurge, total = newRS }) => {
        const surge = scaledValue(maxSurge ?? 0, depReplicas, true);
        if (surge === undefined) return { error: true };
        const counts = { desired: depReplicas, total, fresh: newRS };
        return { newRS: newReplicaSetReplicas(strategy, counts, surge) };
      },
    ),
  },
};

const budget = z.object({
  minAvailable: optional,
  maxUnavailable: optional,
  expected: z.number(),
  healthy: z.number(),
});

/** Disruption budgets. */
export const k8sPdb: Adapter = {
  family: "k8s.pdb",
  operations: {
    status: operation(budget, ({ expected, healthy, ...rest }) => {
      const desired = desiredHealthy(rest, expected);
      if (desired === undefined) return { error: true };
      return { desiredHealthy: desired, allowed: disruptionsAllowed(expected, healthy, desired) };
    }),
  },
};

const pod = z.looseObject({
  phase: z.enum(["Pending", "Running", "Succeeded", "Failed", "Unknown"]),
  ready: z.boolean(),
  deleting: z.boolean().optional(),
  pdbs: z.number(),
  allowed: z.number(),
  currentHealthy: z.number(),
  desiredHealthy: z.number(),
});

/** Evictions. */
export const k8sEviction: Adapter = {
  family: "k8s.eviction",
  operations: {
    evict: operation(pod, (given) => {
      const { pdbs, allowed, currentHealthy, desiredHealthy: desired } = given;
      return { code: evictionAnswer(podBits(given), pdbs, allowed, currentHealthy, desired) };
    }),
  },
};

function podBits(given: z.infer<typeof pod>): number {
  const { phase, ready, deleting, alwaysAllow } = given;
  // Whatever the field of the budget's unhealthyPodEvictionPolicy is called, only one value of it changes anything.
  const isAllowed = alwaysAllow === true || Object.values(given).includes("AlwaysAllow");
  return (
    (phase === "Succeeded" || phase === "Failed" ? PodBit.Terminal : 0) |
    (phase === "Pending" ? PodBit.Pending : 0) |
    (deleting === true ? PodBit.Deleting : 0) |
    (ready ? PodBit.Ready : 0) |
    (isAllowed ? PodBit.AlwaysAllow : 0)
  );
}
