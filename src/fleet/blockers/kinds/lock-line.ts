import { needsNoLock } from "../../reboot/gate.js";
import { UpdateStage } from "../../state/host-columns.js";
import { groupOf, lockNumberOf, lockOf } from "../../state/world.js";
import { counted, defineBlocker } from "../blocker.js";

/** In line for a lock that others get first, again and again. */
export const lockLine = defineBlocker({
  kind: "lock-line",
  doc: "The host is in line for the reboot lock, and hosts of other groups that share the lock have got it first all the time.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    const group = groupOf(world, host);
    const staged = hosts.updateStage[host] === UpdateStage.Staged;
    if (!staged || needsNoLock(groups[group]!.gate, lockOf(world, host))) return undefined;
    const number = lockNumberOf(world, host);
    const since = hosts.stepSince[host]!;
    const first = groups.findIndex(
      ({ lock, progressedAt }, other) => other !== group && lock === number && progressedAt > since,
    );
    if (first < 0) return undefined;
    const { capacity } = lockOf(world, host);
    return { by: world.model.groups[first]!.name, figures: { capacity }, since };
  },
  says: ({ hostName, by, figures: { capacity } }) =>
    `${hostName} is in line for the reboot lock, which admits ${counted(capacity!, "host")} at a time; hosts of ${by} have got it first`,
  remedy: () => "more slots, longer windows, or a lock for each group (`lockScope: group`)",
});
