import { NEVER } from "../../../support/time.js";
import { HostFlag } from "../../state/host-columns.js";
import { groupOf } from "../../state/world.js";
import { hasFlag } from "../../state/host-flags.js";
import { defineBlocker } from "../blocker.js";
import { isDraining } from "../containers-on.js";

/** In the middle of a drain that nothing holds up now: between two tries, or about to end. */
export const draining = defineBlocker({
  kind: "draining",
  doc: "The host is being drained; its drain has failed and waits for the next try, or is about to end.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    if (!isDraining(world, host)) return undefined;
    const { retry } = world.state.groups[groupOf(world, host)]!.gate.drain;
    const stuck = hasFlag(world, host, HostFlag.DrainStuck);
    return {
      figures: { stuck: Number(stuck), retries: Number(retry !== NEVER) },
      since: world.state.hosts.stepSince[host]!,
    };
  },
  says({ hostName, figures: { stuck, retries } }) {
    if (stuck === 0) return `${hostName} is being drained`;
    return retries === 0
      ? `the drain of ${hostName} has failed and is never tried again: it stays cordoned, with the lock`
      : `the drain of ${hostName} has failed and waits for its next try: it stays cordoned, with the lock`;
  },
  remedy: () => "a drain that is tried again soon (`retry`), or given up (`atTimeout`)",
});
