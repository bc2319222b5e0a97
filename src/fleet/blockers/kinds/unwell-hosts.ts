import { HostFlag } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { type HostPhase, isWell } from "../../state/phases.js";
import { lockNumberOf } from "../../state/world.js";
import { counted, defineBlocker, grouped } from "../blocker.js";
import { firstCovered, lockedOut } from "../lock-line.js";

/** Hosts of the group that are not well keep everybody else from rebooting. */
export const unwellHosts = defineBlocker({
  kind: "unwell-hosts",
  doc: "Nobody gets the lock while so many hosts of the group are not well: an alert blocks it, or they count against the limit.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const lock = lockedOut(world, host);
    if (lock === undefined) return undefined;
    const { gate, unwell, unwellOthers, holders, capacity } = lock;
    const alerts = unwell > gate.blockedAbove;
    const counts = gate.countsUnavailable && unwellOthers > 0 && holders < capacity;
    if (!alerts && !counts) return undefined;
    const { phase } = world.state.hosts;
    const next = firstCovered(
      world,
      lockNumberOf(world, host),
      (other) =>
        !isWell(phase[other]! as HostPhase) &&
        (alerts || !hasFlag(world, other, HostFlag.HoldsLock)),
    );
    return {
      figures: {
        unwell: alerts ? unwell : unwellOthers,
        allowed: alerts ? gate.blockedAbove : Math.max(0, capacity - holders - 1),
        alerts: Number(alerts),
      },
      ...(next < 0 || next === host ? {} : { next }),
    };
  },
  says({ figures: { unwell, allowed, alerts }, nextHost }) {
    const first = nextHost === undefined ? "" : `, ${nextHost} first`;
    return alerts === 1
      ? `nobody gets the reboot lock while more than ${counted(allowed!, "host")} of the group are not well: ${grouped(unwell!)} are${first}`
      : `the reboot limit is used up by hosts of the group that are not well: ${grouped(unwell!)} count against it${first}`;
  },
  remedy: ({ figures: { alerts } }) =>
    alerts === 1
      ? "hosts that are well again, or an alert with a higher limit (`blockedAbove`)"
      : "hosts that are well again, or a higher limit (`max`)",
});
