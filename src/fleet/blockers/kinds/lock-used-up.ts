import { lastingEverywhere } from "../../effects/lasting-effects.js";
import { lockNumberOf, type World } from "../../state/world.js";
import { counted, defineBlocker, faultOf } from "../blocker.js";
import { lockedOut } from "../lock-line.js";

/** There is no slot to be had: none at all, or all are held by somebody who is no host of the group. */
export const lockUsedUp = defineBlocker({
  kind: "lock-used-up",
  doc: "The reboot lock has no slot for the group: its limit is 0, or somebody outside holds the slots.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const lock = lockedOut(world, host);
    if (lock === undefined || (lock.holders > 0 && lock.stolen < lock.capacity)) return undefined;
    const fault = lock.stolen > 0 ? theftOf(world, lockNumberOf(world, host)) : -1;
    const effect = world.model.faults[fault];
    return {
      fault,
      figures: { capacity: lock.capacity, stolen: lock.stolen },
      ...(effect === undefined ? {} : { since: effect.from, until: effect.until }),
    };
  },
  says(blocker) {
    const { capacity, stolen } = blocker.figures;
    return stolen! > 0
      ? `no slot of the reboot lock is left: ${stolen} of ${capacity} are held from outside${faultOf(blocker)}`
      : `the reboot lock admits ${counted(capacity!, "host")}`;
  },
  remedy: ({ figures: { stolen } }) =>
    stolen! > 0 ? "the slots given back (`locksmithctl unlock`)" : "a limit of at least 1",
});

/** The effect that holds slots of a lock now. */
function theftOf(world: World, lock: number): number {
  const effect = lastingEverywhere(world, "lock-held");
  if (effect === undefined) return -1;
  const { lasting } = world.state.conditions;
  return (
    world.effectsByKind["lock-held"].find(
      (index) =>
        lasting[index] === 1 &&
        world.model.faults[index]!.who.some((victim) => lockNumberOf(world, victim) === lock),
    ) ?? -1
  );
}
