import { z } from "zod";
import type { DrainRule, GroupView } from "../../fleet/control/policy-contract.js";
import { invariant } from "../../support/invariant.js";
import { count, duration, share } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import { type IntOrPercent, percentOf } from "../../systems/kubernetes/int-or-percent.js";
import { newReplicaSetReplicas, resolveFenceposts } from "../../systems/kubernetes/rollout.js";
import { drainRule, type GatesSet, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";

interface RollingUpdate {
  readonly strategy: "RollingUpdate" | "Recreate";
  readonly maxSurge: IntOrPercent;
  readonly maxUnavailable: IntOrPercent;
  readonly retry: Time;
  readonly drain: DrainRule;
}

const amount = () => z.union([count(0), share().transform(percentOf)]);

const config = z.strictObject({
  strategy: z
    .enum(["RollingUpdate", "Recreate"])
    .default("RollingUpdate")
    .describe("A few at a time, or all at once. Default RollingUpdate (Deployment)."),
  maxSurge: amount()
    .prefault("25%")
    .describe(
      "Hosts that may be in change beyond those that may be unavailable: a number, or a share that rounds up. A pool has machines to spare for them; here they are hosts of the group, so give it room. Default 25% (Deployment).",
    ),
  maxUnavailable: amount()
    .prefault("25%")
    .describe(
      "Hosts that may be unavailable: a number, or a share that rounds down; 1 where both come to nothing. Default 25% (Deployment).",
    ),
  retry: duration()
    .prefault("5s")
    .describe("How soon the controller looks again. Default 5s, assumed."),
  drain: drainRule("evict"),
});

/**
 * A pool of hosts that is replaced as Kubernetes replaces the pods of a Deployment.
 *
 * @see kubernetes/kubernetes pkg/controller/deployment/rolling.go
 */
export const rollingUpdate = definePart<RollingUpdate, GatesSet>({
  role: "reboot",
  name: "rolling-update",
  doc: "Hosts are taken as Kubernetes replaces the pods of a Deployment: as many are in change at once as may surge and may be unavailable together, surge rounded up and unavailable rounded down.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, { retry, drain, ...settings }) =>
    setGatesOnce(view, memory, (group) => ({
      ...OPEN_GATE,
      maxReboots: inChange(settings, group),
      lock: "mco",
      order: "index",
      coordinator: true,
      releaseAt: "well",
      retry: { first: retry, cap: retry },
      drain,
    })),
});

/** Hosts on their way at once: what the new version grows to once the old one has been scaled down as far as it may be. */
function inChange(
  settings: Pick<RollingUpdate, "strategy" | "maxSurge" | "maxUnavailable">,
  { hosts }: GroupView,
): number {
  const posts = resolveFenceposts(settings.maxSurge, settings.maxUnavailable, hosts);
  invariant(posts !== undefined, () => `no surge: ${JSON.stringify(settings)}`);
  const total = Math.max(0, hosts - posts.unavailable);
  return newReplicaSetReplicas(settings.strategy, { desired: hosts, total, fresh: 0 }, posts.surge);
}
