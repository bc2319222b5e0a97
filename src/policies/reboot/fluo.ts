import { z } from "zod";
import type { LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import { passesToGoAhead, passesToRelease } from "../../systems/fluo/passes.js";
import { type GatesSet, lockScope, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { openTimes, timesOfWeek } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface Fluo {
  readonly maxRebootingNodes: number;
  readonly lockScope: LockScope;
  readonly reconcile: Time;
  readonly agentPoll: Time;
  readonly drainTimeout: Time;
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly paused: boolean;
}

const config = z.strictObject({
  maxRebootingNodes: count()
    .default(1)
    .describe(
      "Hosts that may count as rebooting at once. Default 1 (FLUO defaultMaxRebootingNodes).",
    ),
  lockScope: lockScope("cluster", "one operator counts all nodes"),
  reconcile: duration()
    .prefault("30s")
    .describe("How often the operator looks. Default 30s (FLUO defaultReconciliationPeriod)."),
  agentPoll: duration()
    .prefault("10s")
    .describe(
      "How often the agent looks for the go-ahead. Default 10s (FLUO defaultPollInterval).",
    ),
  drainTimeout: duration()
    .prefault("600s")
    .describe(
      "How long the agent waits for pods to go; then it reboots all the same. Default 600s (FLUO --grace-period).",
    ),
  windows: weeklyWindows()
    .max(1)
    .default([])
    .describe(
      "The one time of the week when a reboot may begin, its end excluded. Default: always.",
    ),
  timeZone: windowZone(),
  paused: z
    .boolean()
    .default(false)
    .describe("Whether all hosts are marked as paused, and none reboots. Default false."),
});

/**
 * The Flatcar Linux Update Operator.
 *
 * @see flatcar/flatcar-linux-update-operator pkg/operator/operator.go, pkg/agent/agent.go
 */
export const fluo = definePart<Fluo, GatesSet>({
  role: "reboot",
  name: "fluo",
  doc: "One operator goes through the hosts in their order and lets so many at a time drain and reboot; two passes after a host is back the next one goes. A host that does not come back keeps its place for ever, and a drain that fails is ignored.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, settings) =>
    setGatesOnce(view, memory, () => {
      const { maxRebootingNodes, reconcile, agentPoll, drainTimeout, windows, paused } = settings;
      // Half the agent's interval: how long the go-ahead lies there on average.
      const startDelay = passesToGoAhead() * reconcile + Math.floor(agentPoll / 2);
      return {
        ...OPEN_GATE,
        maxReboots: maxRebootingNodes,
        lock: "mco",
        lockScope: settings.lockScope,
        order: "index",
        coordinator: true,
        releaseAt: "well",
        releaseDelay: passesToRelease() * reconcile,
        retry: { first: reconcile, cap: reconcile },
        startDelay,
        windows: openTimes(view, windows, settings.timeZone, beforeEnd),
        automatic: !paused,
        drain: { kind: "evict", timeout: drainTimeout, atTimeout: "reboot", retry: reconcile },
      };
    }),
});

/** The operator asks whether now is before the end; the world's times of the week include theirs. */
function beforeEnd(windows: readonly WeeklyWindow[]) {
  return timesOfWeek(windows).map(([from, until]) => [from, until - 1] as const);
}
