import { z } from "zod";
import type { LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration } from "../../support/quantity.js";
import { MINUTE, NEVER, type Time } from "../../support/time.js";
import { RETRY_LIMIT } from "../../systems/brupop/back-off.js";
import { type GatesSet, lockScope, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface Brupop {
  readonly maxConcurrentUpdates: number;
  readonly lockScope: LockScope;
  readonly action: Time;
  readonly retryLimit: Time;
  readonly enforceTimeouts: boolean;
  readonly timeouts: Time;
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
}

const config = z.strictObject({
  maxConcurrentUpdates: count()
    .default(1)
    .describe("Hosts that may be active at once. Default 1 (MAX_CONCURRENT_UPDATE)."),
  lockScope: lockScope("cluster", "one controller counts all nodes"),
  action: duration()
    .prefault("2s")
    .describe("How often the controller looks. Default 2s (brupop ACTION_INTERVAL)."),
  retryLimit: duration()
    .prefault(`${RETRY_LIMIT / MINUTE}m`)
    .describe(
      "A host whose last n boots failed waits more than 2^n minutes, and at most this, before it may try again. Default 24h (brupop RETRY_MAX_DELAY_IN_MINUTES).",
    ),
  enforceTimeouts: z
    .boolean()
    .default(false)
    .describe(
      "Whether the time-outs of the states are enforced: a host that takes longer loses its place. Default false: brupop declares them and looks at none of them.",
    ),
  timeouts: duration()
    .prefault("1740s")
    .describe(
      "From a host's becoming active to its being idle again, all states in a row: 720s to stage, 600s to reboot, 300s to monitor, 120s to be idle. Default 1740s (brupop's constants).",
    ),
  windows: weeklyWindows()
    .default([])
    .describe("When hosts may begin. Default: always (scheduler_cron_expression all stars)."),
  timeZone: windowZone(),
});

/**
 * The Bottlerocket update operator.
 *
 * @see bottlerocket-os/bottlerocket-update-operator controller/src/controller.rs, controller/src/statemachine.rs
 */
export const brupop = definePart<Brupop, GatesSet>({
  role: "reboot",
  name: "brupop",
  doc: "One controller lets so many hosts be active at a time, those with the fewest crashes first; a host whose boot failed waits twice as long each time. Evictions are tried without end, the declared time-outs are not looked at, and so a host that does not come back keeps its place for ever.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, settings) =>
    setGatesOnce(view, memory, () => {
      const { maxConcurrentUpdates, action, retryLimit, enforceTimeouts } = settings;
      return {
        ...OPEN_GATE,
        maxReboots: maxConcurrentUpdates,
        lock: "mco",
        lockScope: settings.lockScope,
        order: "fewest-crashes",
        coordinator: true,
        releaseAt: "well",
        ttl: enforceTimeouts ? settings.timeouts : NEVER,
        retry: { first: action, cap: action },
        windows: openTimes(view, settings.windows, settings.timeZone),
        crashBackOff: retryLimit,
        drain: { kind: "evict", timeout: NEVER, atTimeout: "give-up", retry: action },
      };
    }),
});
