import { z } from "zod";
import type { DrainRule, Gate, GroupView, View } from "../../fleet/control/policy-contract.js";
import { count } from "../../support/quantity.js";
import { NEVER, type Time, WEEK } from "../../support/time.js";
import { drainRule, OPEN_GATE, setGates } from "../gate-settings.js";
import { type HostLimit, hostLimit, hostsWithin } from "../host-limit.js";
import { definePart } from "../part.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface PatchDay {
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly everyWeeks: number;
  readonly max: HostLimit;
}

interface Manual {
  readonly patchDay: PatchDay | null;
  readonly drain: DrainRule;
}

/** The Monday of the first week of the run, which may lie before its start, and whether the gates stand open; null: not set yet. */
interface Memory {
  readonly firstMonday: Time | null;
  readonly open: boolean | null;
}

const patchDay = z.strictObject({
  windows: weeklyWindows().min(1).describe("Times of the week when somebody reboots hosts."),
  timeZone: windowZone(),
  everyWeeks: count()
    .default(1)
    .describe("Only in every so-manieth week, the first one of the run included. Default 1."),
  max: hostLimit()
    .prefault("10%")
    .describe("Hosts of a group rebooted at once, as a number or a share. Default 10%, assumed."),
});

/**
 * Unattended-upgrades as shipped: `Automatic-Reboot "false"`, so an update that needs a reboot waits for a person.
 *
 * @see mvo5/unattended-upgrades, data/50unattended-upgrades
 */
export const manual = definePart<Manual, Memory>({
  role: "reboot",
  name: "manual",
  doc: "No host reboots by itself. On patch days, if there are any, somebody reboots those that need it, a batch at a time, and waits until each is well.",
  config: z.strictObject({
    patchDay: patchDay.nullable().default(null).describe("When a person reboots. Default: never."),
    drain: drainRule("none"),
  }),
  start: () => ({ firstMonday: null, open: null }),
  decide(view, memory, { patchDay, drain }) {
    const monday = view.now - view.timeOfWeek;
    const firstMonday = memory.firstMonday ?? monday;
    const open = patchDay !== null && ((monday - firstMonday) / WEEK) % patchDay.everyWeeks === 0;
    const gateOf = (group: GroupView): Gate =>
      patchDay !== null && open
        ? { ...OPEN_GATE, ...batchOf(view, patchDay, group), drain }
        : { ...OPEN_GATE, automatic: false, drain };
    return {
      memory: { firstMonday, open },
      commands: open === memory.open ? [] : setGates(view, gateOf),
      wakeAt: patchDay === null || patchDay.everyWeeks === 1 ? NEVER : monday + WEEK,
    };
  },
  holdsBack(view, { firstMonday }, { patchDay }) {
    if (patchDay === null || firstMonday === null) return undefined;
    const rounds = Math.ceil((view.now - firstMonday) / WEEK / patchDay.everyWeeks);
    return { why: "patch-day", until: firstMonday + rounds * patchDay.everyWeeks * WEEK };
  },
});

/** How somebody reboots a group on a patch day. */
function batchOf(view: View, { max, windows, timeZone }: PatchDay, { hosts }: GroupView) {
  return {
    maxReboots: hostsWithin(max, hosts),
    releaseAt: "well",
    windows: openTimes(view, windows, timeZone),
  } as const;
}
