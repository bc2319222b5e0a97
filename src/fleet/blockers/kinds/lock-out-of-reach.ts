import { HostFlag, UpdateStage } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { needsNoLock } from "../../reboot/gate.js";
import { groupOf, lockOf } from "../../state/world.js";
import { defineBlocker, faultOf } from "../blocker.js";
import { cutOf } from "../cut-links.js";

/** The coordinator that grants the lock cannot be reached, or could not be when the lock was to be given back. */
export const lockOutOfReach = defineBlocker({
  kind: "lock-out-of-reach",
  doc: "The link to the coordinator of the reboot lock is cut: the host can neither take the lock nor give it back.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    const { gate } = groups[groupOf(world, host)]!;
    if (hosts.cutLock[host] === 0 || !gate.coordinator) return undefined;
    const holds = hasFlag(world, host, HostFlag.HoldsLock);
    const waits = hosts.updateStage[host] === UpdateStage.Staged && gate.unreachable === "wait";
    if (!holds && (!waits || needsNoLock(gate, lockOf(world, host)))) return undefined;
    const fault = cutOf(world, host, "lock");
    const effect = world.model.faults[fault];
    return {
      fault,
      figures: { holds: Number(holds) },
      since: effect?.from ?? hosts.stepSince[host]!,
      ...(effect === undefined ? {} : { until: effect.until }),
    };
  },
  says(blocker) {
    const does =
      blocker.figures["holds"] === 1
        ? "cannot give the reboot lock back"
        : "cannot ask for the reboot lock";
    return `${blocker.hostName} ${does}: its link to the coordinator is cut${faultOf(blocker)}`;
  },
  remedy: () => "the link, or a gate that fails open (`unreachable: reboot`)",
});
