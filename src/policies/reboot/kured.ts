import { z } from "zod";
import type { LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration, durationOrNever } from "../../support/quantity.js";
import { NEVER, type Time } from "../../support/time.js";
import { type GatesSet, hostsUnder, lockScope, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { type HostLimit, hostLimit, hostsWithin } from "../host-limit.js";
import { definePart } from "../part.js";
import { dayWindow } from "../day-window.js";
import { kuredWeek, openTimes } from "../weekly-windows.js";
import type { WeeklyWindow } from "../window-schema.js";

interface Kured {
  readonly concurrency: number;
  readonly lockScope: LockScope;
  readonly period: Time;
  readonly lockTtl: Time;
  readonly lockReleaseDelay: Time;
  readonly drainTimeout: Time;
  readonly forceReboot: boolean;
  readonly window: WeeklyWindow;
  readonly blockedAbove: HostLimit | null;
}

const config = z.strictObject({
  concurrency: count()
    .default(1)
    .describe("Hosts that may own the lock at once. Default 1 (kured --concurrency)."),
  lockScope: lockScope("cluster", "kured writes it into an annotation of its one DaemonSet"),
  period: duration()
    .prefault("60m")
    .describe(
      "How often each host looks whether it may, at a phase of its own. Default 60m (kured --period).",
    ),
  lockTtl: durationOrNever()
    .prefault("never")
    .describe(
      "Age at which a lock may be taken from its owner by one who finds no room. Default never (kured --lock-ttl=0).",
    ),
  lockReleaseDelay: duration()
    .prefault("0s")
    .describe(
      "The lock is kept, and the host cordoned, this much longer. Default 0s (kured --lock-release-delay).",
    ),
  drainTimeout: durationOrNever()
    .prefault("never")
    .describe("How long a drain may take. Default never (kured --drain-timeout=0)."),
  forceReboot: z
    .boolean()
    .default(false)
    .describe(
      "Whether the host reboots all the same when the drain takes too long; otherwise the lock is given back until the next period. Default false (kured --force-reboot).",
    ),
  window: dayWindow(),
  blockedAbove: hostLimit()
    .nullable()
    .default(null)
    .describe(
      "Alerts fire, and nobody gets the lock, while more of the hosts that the lock is for than this are not well: a number or a share. Default: no alert blocks (kured --prometheus-url is unset).",
    ),
});

/**
 * Kured: each node's own daemon asks for a lock in an annotation. What is written there when the lock is taken, its time to live
 * included, holds until it is given back.
 *
 * @see kubereboot/kured cmd/kured/main.go, pkg/daemonsetlock
 */
export const kured = definePart<Kured, GatesSet>({
  role: "reboot",
  name: "kured",
  doc: "Each host looks once a period whether it may: in the window, no alert, a lock to be had. Then it is cordoned, drained and rebooted; back and well it gives the lock back. Expired owners lose the lock only to a host that finds it full.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, settings) =>
    setGatesOnce(view, memory, (group) => {
      const {
        concurrency,
        lockScope: scope,
        period,
        lockTtl,
        lockReleaseDelay,
        window,
        blockedAbove,
      } = settings;
      return {
        ...OPEN_GATE,
        maxReboots: concurrency,
        lock: "kured",
        lockScope: scope,
        order: "race",
        coordinator: true,
        releaseAt: "well",
        releaseDelay: lockReleaseDelay,
        ttl: lockTtl,
        retry: { first: period, cap: period },
        delaySpread: period,
        openingSpread: period,
        windows: openTimes(view, [window], "UTC", kuredWeek),
        blockedAbove:
          blockedAbove === null ? NEVER : hostsWithin(blockedAbove, hostsUnder(view, group, scope)),
        drain: {
          kind: "evict",
          timeout: settings.drainTimeout,
          atTimeout: settings.forceReboot ? "reboot" : "give-up",
          retry: period,
        },
      };
    }),
});
