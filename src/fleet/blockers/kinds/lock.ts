import { lockNumberOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";
import { holdersOf, lockedOut } from "../lock-line.js";

/** Other hosts hold the reboot lock. */
export const lock = defineBlocker({
  kind: "lock",
  doc: "The reboot lock is held by other hosts: the chain goes on with the one that has held it longest.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { world } = look;
    const held = lockedOut(world, host);
    if (held === undefined) return undefined;
    const next = look.holderToBlame(lockNumberOf(world, host));
    if (next < 0) return undefined;
    const since = holdersOf(world, held).find((holder) => holder.host === next)?.since;
    return {
      figures: {
        holders: held.holders,
        capacity: held.capacity,
        waiting: held.line.hosts.length,
      },
      ...(since === undefined ? {} : { since }),
      next,
    };
  },
  says: ({ figures: { holders, capacity }, nextHost }) =>
    `the reboot lock is taken (${holders} of ${capacity} slots), by ${nextHost} among others`.replace(
      holders === 1 ? " among others" : "",
      "",
    ),
  remedy: () =>
    "a lock that is taken from a holder that does not get on (`lockTtl`), or more slots",
});
