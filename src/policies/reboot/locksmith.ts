import { z } from "zod";
import type {
  DrainRule,
  Gate,
  GroupView,
  LockScope,
  View,
} from "../../fleet/control/policy-contract.js";
import { count, duration, share } from "../../support/quantity.js";
import { nameOf, names } from "../../support/reference.js";
import { DAY, MINUTE, NEVER, type Time, WEEK } from "../../support/time.js";
import {
  INITIAL_INTERVAL,
  LONGEST_INTERVAL,
  nextInterval,
} from "../../systems/locksmith/back-off.js";
import { FIRST_MAXIMUM } from "../../systems/locksmith/semaphore.js";
import { openWeek } from "../../systems/locksmith/window.js";
import { drainRule, lockScope, OPEN_GATE, setGates } from "../gate-settings.js";
import { definePart } from "../part.js";
import { inOrder, openTimes, type TimesOfWeek } from "../weekly-windows.js";
import { dayNumber, type WeeklyWindow, windowSetting } from "../window-schema.js";

const STRATEGIES = ["etcd-lock", "reboot", "best-effort", "off"] as const;
type Strategy = (typeof STRATEGIES)[number];

/** What somebody changes while the fleet runs. */
interface Change {
  readonly at: Time;
  readonly groups?: readonly string[] | undefined;
  readonly max?: number | undefined;
  readonly strategy?: Strategy | undefined;
}

interface Locksmith {
  readonly strategy: Strategy;
  readonly max: number;
  readonly lockScope: LockScope;
  readonly groups: Readonly<Record<string, number>>;
  readonly changes: readonly Change[];
  readonly window: WeeklyWindow | null;
  readonly recheckWindow: boolean;
  readonly logins: number;
  readonly drain: DrainRule;
}

/** How many of the changes have been made; -1: not even the first settings. */
interface Memory {
  readonly made: number;
}

/** [days] */
const DAYS_A_WEEK = 7;

/** How long a reboot waits for users who are logged in (locksmithctl/daemon.go, loginsRebootDelay) [ms]. */
const LOGINS_DELAY = 5 * MINUTE;

const window = windowSetting().refine(
  ({ days, length }) => length < (days.length === DAYS_A_WEEK ? DAY : WEEK),
  { error: "expected a length of less than a day, or than a week where days are named" },
);

const change = z.strictObject({
  at: duration().describe("When, from the start of the run."),
  groups: names("group")
    .optional()
    .describe(
      "Whose lock or hosts; a lock that several groups share changes for all of them. Default: those of all groups.",
    ),
  max: count(0).optional().describe("The new maximum (locksmithctl set-max). Default: as it is."),
  strategy: z
    .enum(STRATEGIES)
    .optional()
    .describe("The new strategy. Under `off` a lock that is held stays taken (coreos/bugs#1219)."),
});

const config = z.strictObject({
  strategy: z
    .enum(STRATEGIES)
    .default("etcd-lock")
    .describe(
      "`reboot`: without a lock; `best-effort`: without one where etcd cannot be reached; `off`: never. Default etcd-lock; locksmith's own default is reboot.",
    ),
  max: count(0)
    .default(FIRST_MAXIMUM)
    .describe("Hosts that may hold a lock at once. Default 1 (lock/semaphore.go)."),
  lockScope: lockScope("cluster", "locksmith's --group is empty"),
  groups: z
    .record(nameOf("group"), count(0))
    .default({})
    .describe(
      "Groups that have a lock of their own (locksmith --group), with its maximum. Default: none.",
    ),
  changes: z.array(change).default([]).describe("What somebody changes later. Default: nothing."),
  window: window
    .nullable()
    .default(null)
    .describe(
      "When a reboot may begin (REBOOT_WINDOW_START and _LENGTH), its last instant included. Default: always.",
    ),
  recheckWindow: z
    .boolean()
    .default(false)
    .describe(
      "Whether the window is looked at again when the lock is got. Default false, CoreOS (coreos/bugs#1886); Flatcar's fork does.",
    ),
  logins: share()
    .prefault("0%")
    .describe("Share of reboots that find a user logged in, who holds them up for 5m. Default 0%."),
  drain: drainRule("none"),
});

/**
 * Locksmith. The window is looked at once, before the wait for the lock; the lock is given back 5 s after the daemon's start,
 * whatever booted; it has no expiry and knows nothing of the holder's health.
 *
 * @see coreos/locksmith locksmithctl/daemon.go, lock/semaphore.go
 */
export const locksmith = definePart<Locksmith, Memory>({
  role: "reboot",
  name: "locksmith",
  doc: "A host reboots when it has got the lock from etcd, asking again after 10 s, 20 s and so on up to 5 min, and gives it back when its daemon starts, whatever booted.",
  config,
  start: () => ({ made: -1 }),
  decide(view, memory, settings) {
    const changes = settings.changes.toSorted((a, b) => a.at - b.at);
    const made = changes.filter(({ at }) => at <= view.now).length;
    const gates = () =>
      setGates(view, (group) => gateOf(view, settings, changes.slice(0, made), group));
    return {
      memory: { made },
      commands: made === memory.made ? [] : gates(),
      wakeAt: changes[made]?.at ?? NEVER,
    };
  },
});

/** What holds for a group after some changes. */
function gateOf(
  view: View,
  settings: Locksmith,
  changes: readonly Change[],
  { name }: GroupView,
): Gate {
  const shares = sharesLock(settings, name);
  const sharers = view.groups.map((group) => group.name).filter((one) => sharesLock(settings, one));
  let { strategy } = settings;
  let max = settings.groups[name] ?? settings.max;
  for (const change of changes) {
    if (concerns(change, [name])) strategy = change.strategy ?? strategy;
    if (concerns(change, shares ? sharers : [name])) max = change.max ?? max;
  }
  const { window, recheckWindow, logins, drain } = settings;
  const locks = strategy === "etcd-lock" || strategy === "best-effort";
  return {
    ...OPEN_GATE,
    order: "race",
    lockScope: shares ? "cluster" : "group",
    coordinator: locks,
    maxReboots: locks ? max : Number.POSITIVE_INFINITY,
    unreachable: strategy === "best-effort" ? "reboot" : "wait",
    automatic: strategy !== "off",
    releaseAt: strategy === "off" ? "never" : "agent-start",
    releaseDelay: INITIAL_INTERVAL,
    retry: { first: nextInterval(INITIAL_INTERVAL, LONGEST_INTERVAL), cap: LONGEST_INTERVAL },
    windows: openTimes(view, window === null ? [] : [window], "UTC", weekOf),
    recheckWindow,
    sessions: { share: logins, wait: LOGINS_DELAY },
    drain,
  };
}

/** Whether the hosts of a group ask for the lock that is everybody's. */
function sharesLock({ lockScope: scope, groups }: Locksmith, group: string): boolean {
  return scope === "cluster" && groups[group] === undefined;
}

/** Whether a change is about any of these groups. */
function concerns(change: Change, names: readonly string[]): boolean {
  return change.groups === undefined || names.some((name) => change.groups!.includes(name));
}

/** A window as locksmith reads it: every day, or on one day of the week; of several days, on each. */
function weekOf(windows: readonly WeeklyWindow[]): TimesOfWeek {
  const pieces = windows.flatMap(({ days, start, length }) =>
    days.length === DAYS_A_WEEK
      ? openWeek({ day: undefined, start, length })
      : days.flatMap((day) => openWeek({ day: dayNumber(day), start, length })),
  );
  return inOrder(pieces);
}
