import { NEVER, type Time } from "../../../support/time.js";
import { nextOpening } from "../../../systems/windows/open-times.js";
import { lastingOn } from "../../effects/lasting-effects.js";
import { UpdateStage } from "../../state/host-columns.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** Between two openings of the window for reboots, or outside one that never opens. */
export const window = defineBlocker({
  kind: "window",
  doc: "The window for reboots is shut: it never opens, or has opened without the host being able to use it, because it is shorter than what must fit into it.",
  isPlan: false,
  of: "waiting",
  find({ world, now }, host) {
    const { hosts, groups } = world.state;
    const { gate } = groups[groupOf(world, host)]!;
    if (hosts.updateStage[host] !== UpdateStage.Staged || gate.windows === undefined)
      return undefined;
    const skew = lastingOn(world, host, "clock-skew", hosts.running[3 * host]!);
    const ahead = world.model.faults[skew]?.amount ?? 0;
    const until = nextOpening(gate.windows, now, world.model.weekOffset + ahead);
    if (until <= now) return undefined;
    const lengths = gate.windows.week.map(([from, to]) => to - from);
    return {
      fault: skew,
      figures: {
        never: Number(until === NEVER),
        longest: lengths.length === 0 ? 0 : Math.max(...lengths),
        spread: Math.max(gate.openingSpread, gate.retry.cap),
      },
      since: hosts.stepSince[host]!,
      ...(until === NEVER ? {} : { until: until as Time }),
    };
  },
  says({ hostName, figures: { never, longest, spread } }) {
    if (never === 1) return `${hostName} waits for a window that never opens`;
    const short =
      spread! > longest!
        ? `, which stays open for ${inMinutes(longest!)}, while hosts ask within ${inMinutes(spread!)}`
        : "";
    return `${hostName} waits for the window for reboots, and has not been able to use those that opened${short}`;
  },
  remedy: ({ figures: { never } }) =>
    never === 1
      ? "a window that opens"
      : "a window longer than the time in which hosts ask and reboot",
});

/** "90 min". */
function inMinutes(time: Time): string {
  return `${Math.round(time / 60_000)} min`;
}
