import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { NEVER, type Time } from "../../support/time.js";
import { type GatesSet, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { type HostLimit, hostLimit, hostsWithin } from "../host-limit.js";
import { definePart } from "../part.js";

interface Mco {
  readonly maxUnavailable: HostLimit;
  readonly requeue: Time;
  readonly paused: boolean;
}

const config = z.strictObject({
  maxUnavailable: hostLimit()
    .prefault(1)
    .describe(
      "Hosts of a pool that may be unavailable at once, for whatever reason: a number, or a share that rounds down, to at least 1. Default 1 (MachineConfigPool spec.maxUnavailable).",
    ),
  requeue: duration()
    .prefault("5s")
    .describe("How soon the controller looks again. Default 5s (MCO updateDelay)."),
  paused: z
    .boolean()
    .default(false)
    .describe("Whether the pool is paused: nobody begins. Default false (spec.paused)."),
});

/**
 * OpenShift's Machine Config Operator.
 *
 * @see openshift/machine-config-operator pkg/controller/node/node_controller.go, pkg/controller/drain
 */
export const mco = definePart<Mco, GatesSet>({
  role: "reboot",
  name: "mco",
  doc: "One controller sends hosts off zone by zone, the oldest first, while fewer than a maximum are unavailable. A host that is down or cordoned for any other reason counts as well, and so does one that fell back. A drain is tried for ever.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, { maxUnavailable, requeue, paused }) =>
    setGatesOnce(view, memory, (group) => ({
      ...OPEN_GATE,
      maxReboots: hostsWithin(maxUnavailable, group.hosts),
      countsUnavailable: true,
      lock: "mco",
      order: "zone",
      coordinator: true,
      releaseAt: "updated",
      retry: { first: requeue, cap: requeue },
      automatic: !paused,
      drain: { kind: "evict", timeout: NEVER, atTimeout: "give-up", retry: requeue },
    })),
});
