import { lastingOn } from "../../effects/lasting-effects.js";
import { HostFlag, UpdateStage } from "../../state/host-columns.js";
import { defineBlocker, faultOf } from "../blocker.js";
import { containersOn, drainingSince, isDrainedFirst, isDraining } from "../containers-on.js";

/** A fault refuses every eviction. */
export const evictionsRefused = defineBlocker({
  kind: "evictions-refused",
  doc: "Every eviction from the host is refused by a fault.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts } = world.state;
    const drains = isDraining(world, host);
    if (!drains && hosts.updateStage[host] !== UpdateStage.Staged) return undefined;
    if (!isDrainedFirst(world, host)) return undefined;
    const fault = lastingOn(world, host, "evictions-refused", hosts.running[3 * host]!);
    if (fault < 0 || containersOn(world, host).next().done === true) return undefined;
    if (!drains && (hosts.flags[host]! & HostFlag.WaitsForLock) !== 0) return undefined;
    const since = drainingSince(world, host);
    const { until } = world.model.faults[fault]!;
    return { fault, until, ...(since === undefined ? {} : { since }) };
  },
  says: (blocker) =>
    `${blocker.hostName} cannot be drained: every eviction is refused${faultOf(blocker)}`,
  remedy: ({ hostName }) => `the end of the fault, or a time-out of the drain of ${hostName}`,
});
