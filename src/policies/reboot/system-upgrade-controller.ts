import { z } from "zod";
import type { LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration, durationOrNever } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import { type GatesSet, lockScope, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { dayWindow } from "../day-window.js";
import { kuredWeek, openTimes } from "../weekly-windows.js";
import type { WeeklyWindow } from "../window-schema.js";

interface SystemUpgradeController {
  readonly concurrency: number;
  readonly lockScope: LockScope;
  readonly jobDeadline: Time;
  readonly jobTtl: Time;
  readonly polling: Time;
  readonly postCompleteDelay: Time;
  readonly window: WeeklyWindow;
}

const config = z.strictObject({
  concurrency: count()
    .default(1)
    .describe("Hosts that a plan works on at once. Default 1, assumed: every plan says it."),
  lockScope: lockScope(
    "cluster",
    "one plan for all nodes, as its examples; `group`: a plan for each group, as those of k3s for servers and agents",
  ),
  jobDeadline: durationOrNever()
    .prefault("600s")
    .describe(
      "From the start of a host's job, which drains and reboots it, to the host being well; then the job has failed. Default 600s (SYSTEM_UPGRADE_JOB_ACTIVE_DEADLINE_SECONDS).",
    ),
  jobTtl: durationOrNever()
    .prefault("900s")
    .describe(
      "From the failure of a job to its being made anew; the host keeps its place and stays cordoned meanwhile. Default 900s (SYSTEM_UPGRADE_JOB_TTL_SECONDS_AFTER_FINISH); never: until a person deletes it.",
    ),
  polling: duration()
    .prefault("10s")
    .describe("How soon the controller gives a free place away. Default 10s, assumed."),
  postCompleteDelay: duration()
    .prefault("0s")
    .describe("The place is kept this much longer. Default 0s (spec.postCompleteDelay)."),
  window: dayWindow(),
});

/**
 * Rancher's system-upgrade-controller: a job per node drains it, upgrades it and reboots it.
 *
 * @see rancher/system-upgrade-controller pkg/upgrade/plan/plan.go, pkg/upgrade/handle_batch.go
 */
export const systemUpgradeController = definePart<SystemUpgradeController, GatesSet>({
  role: "reboot",
  name: "system-upgrade-controller",
  doc: "A job per host cordons, drains and reboots it, so many at a time, in the order of a hash that changes with the release. A job that is not through in time has failed: the host keeps its place and stays cordoned, and nobody else gets its turn before the same job, made anew, succeeds.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, settings) =>
    setGatesOnce(view, memory, () => ({
      ...OPEN_GATE,
      maxReboots: settings.concurrency,
      lock: "mco",
      lockScope: settings.lockScope,
      order: "hash",
      coordinator: true,
      releaseAt: "well",
      releaseDelay: settings.postCompleteDelay,
      retry: { first: settings.polling, cap: settings.polling },
      windows: openTimes(view, [settings.window], "UTC", kuredWeek),
      drain: {
        kind: "evict",
        timeout: settings.jobDeadline,
        atTimeout: "stuck",
        retry: settings.jobTtl,
      },
    })),
});
