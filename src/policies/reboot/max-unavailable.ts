import { z } from "zod";
import type { DrainRule, Gate, LockScope } from "../../fleet/control/policy-contract.js";
import { duration } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import {
  drainRule,
  type GatesSet,
  hostsUnder,
  lockScope,
  OPEN_GATE,
  setGatesOnce,
} from "../gate-settings.js";
import { type HostLimit, hostLimit, hostsWithin } from "../host-limit.js";
import { definePart } from "../part.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface MaxUnavailable {
  readonly max: HostLimit;
  readonly lockScope: LockScope;
  readonly countsUnavailable: boolean;
  readonly retry: Time;
  readonly releaseAt: Gate["releaseAt"];
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly drain: DrainRule;
}

const config = z.strictObject({
  max: hostLimit()
    .prefault(1)
    .describe(
      "Hosts that may be out of service at once, as a number or a share of those that are counted together; a share rounds down, to at least 1. Default 1, as OpenShift's maxUnavailable.",
    ),
  lockScope: lockScope("group", "as OpenShift counts each pool by itself"),
  countsUnavailable: z
    .boolean()
    .default(true)
    .describe(
      "Whether hosts that are down for any other reason count as well. Default true (Kubernetes, OpenShift MCO).",
    ),
  retry: duration()
    .prefault("1m")
    .describe("How often the controller looks again. Default 1m, OpenShift MCO's requeue."),
  releaseAt: z
    .enum(["agent-start", "well"])
    .default("well")
    .describe("When a host stops counting: at its agent's start or once it is well. Default well."),
  windows: weeklyWindows()
    .default([])
    .describe("Times of the week when a reboot may begin. Default: always."),
  timeZone: windowZone(),
  drain: drainRule("evict"),
});

/**
 * A controller's budget of hosts out of service.
 *
 * @see openshift/machine-config-operator, pool.spec.maxUnavailable
 */
export const maxUnavailable = definePart<MaxUnavailable, GatesSet>({
  role: "reboot",
  name: "max-unavailable",
  doc: "Hosts reboot, after a drain, while fewer than a maximum are out of service; a host that does not come back keeps its place.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, { max, windows, timeZone, retry, ...rest }) =>
    setGatesOnce(view, memory, (group) => ({
      ...OPEN_GATE,
      ...rest,
      lock: "mco",
      retry: { first: retry, cap: retry },
      maxReboots: hostsWithin(max, hostsUnder(view, group, rest.lockScope)),
      coordinator: true,
      windows: openTimes(view, windows, timeZone),
    })),
});
