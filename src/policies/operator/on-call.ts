import { z } from "zod";
import type { Command, View } from "../../fleet/control/policy-contract.js";
import { duration, durationOrNever } from "../../support/quantity.js";
import { NEVER, type Time, WEEK } from "../../support/time.js";
import { nextOpening } from "../../systems/windows/open-times.js";
import { definePart } from "../part.js";
import {
  appeared,
  isOver,
  resumeEverywhere,
  type StopAction,
  stopAction,
  stopEverywhere,
  threshold,
  type Thresholds,
  watch,
} from "../release-watch.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface OnCall extends Thresholds {
  readonly lag: Time;
  readonly hours: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly action: StopAction;
  readonly resumeAfter: Time;
  readonly wrongHalt: { readonly after: Time; readonly lasts: Time } | null;
  readonly unlockAfter: Time;
}

/** An order somebody will give. */
interface Errand {
  readonly release: number;
  readonly at: Time;
  readonly order: StopAction | "resume";
}

/** What the human knows: releases watched, releases that have alarmed somebody, and what is still to be done. */
interface Memory {
  readonly watched: readonly number[];
  readonly alarmed: readonly number[];
  readonly errands: readonly Errand[];
  readonly locksWatched: boolean;
}

const config = z.strictObject({
  failures: threshold()
    .prefault(1)
    .describe(
      "Failures reported of a release that alarm somebody, or `never`. Default 1, assumed.",
    ),
  troubles: threshold()
    .prefault(3)
    .describe("Hosts in trouble on a release that alarm somebody, or `never`. Default 3, assumed."),
  lag: duration()
    .prefault("150m")
    .describe(
      "From the alarm to the halt. Default 150m, the longest that can have passed from the first report to the halt of Fedora CoreOS 42.20250410.3.1 (coreos/fedora-coreos-tracker#1939).",
    ),
  hours: weeklyWindows()
    .default([])
    .describe(
      "When somebody is there to act; outside it waits for the next of these. Default: always.",
    ),
  timeZone: windowZone(),
  action: stopAction(),
  resumeAfter: durationOrNever()
    .prefault("never")
    .describe("The release is let go on this long after the halt, or never. Default never."),
  wrongHalt: z
    .strictObject({
      after: duration().describe("From the appearance of each release to the halt of it."),
      lasts: durationOrNever().prefault("never").describe("Until it is resumed. Default never."),
    })
    .nullable()
    .default(null)
    .describe("Halts every release, good or bad: a false alarm. Default: none."),
  unlockAfter: durationOrNever()
    .prefault("never")
    .describe(
      "Age of a lock at which somebody takes it, by hand, from a holder that is not up (`locksmithctl unlock`), or never. Default never.",
    ),
});

/** A halt by hand, the only stop that Cincinnati, updog and most others have. */
export const onCall = definePart<OnCall, Memory>({
  role: "operator",
  name: "on-call",
  doc: "Somebody is alarmed when the reports of a release reach a threshold, and stops it in every group a set time later, if on duty. They can be wrong, change their mind, and take locks from dead hosts.",
  config,
  start: () => ({ watched: [], alarmed: [], errands: [], locksWatched: false }),
  decide(view, memory, settings) {
    const fresh = appeared(view).filter((release) => !memory.watched.includes(release));
    const watched = [...memory.watched, ...fresh];
    const raised = watched.filter(
      (release) => !memory.alarmed.includes(release) && isOver(view.releases[release]!, settings),
    );
    const errands = [
      ...memory.errands,
      ...fresh.flatMap((release) => falseAlarm(view, release, settings)),
      ...raised.flatMap((release) => alarm(view, release, settings)),
    ];
    const due = errands.filter(({ at }) => at <= view.now);
    const later = errands.filter(({ at }) => at > view.now);
    return {
      memory: {
        watched,
        alarmed: [...memory.alarmed, ...raised],
        errands: later,
        locksWatched: true,
      },
      commands: [
        ...watch(fresh, settings),
        ...due.flatMap(({ release, order }) => give(view, release, order)),
        ...unlocks(view, memory, settings),
      ],
      wakeAt: later.reduce(
        (earliest, { at }) => Math.min(earliest, at),
        nextUnlock(view, settings),
      ),
    };
  },
});

/** The next moment at or after `at` at which somebody is on duty. */
function onDuty(view: View, at: Time, { hours, timeZone }: OnCall): Time {
  const open = openTimes(view, hours, timeZone);
  if (open === undefined || at === NEVER) return at;
  const weekOffset = (((view.timeOfWeek - view.now) % WEEK) + WEEK) % WEEK;
  return nextOpening(open, at, weekOffset);
}

/** What an alarm leads to: the stop, and where somebody changes their mind, the resumption. */
function alarm(view: View, release: number, settings: OnCall): readonly Errand[] {
  const at = onDuty(view, view.now + settings.lag, settings);
  return [
    { release, at, order: settings.action },
    ...resumption(release, at, settings.resumeAfter),
  ];
}

function falseAlarm(view: View, release: number, settings: OnCall): readonly Errand[] {
  if (settings.wrongHalt === null) return [];
  const at = onDuty(view, view.now + settings.wrongHalt.after, settings);
  return [{ release, at, order: "halt" }, ...resumption(release, at, settings.wrongHalt.lasts)];
}

/** A memory is JSON: what never happens is left out. */
function resumption(release: number, halted: Time, after: Time): readonly Errand[] {
  return after === NEVER ? [] : [{ release, at: halted + after, order: "resume" }];
}

function give(view: View, release: number, order: Errand["order"]): readonly Command[] {
  return order === "resume"
    ? resumeEverywhere(view, release)
    : stopEverywhere(view, release, order);
}

/** Takes old locks from the dead; the first time it also asks to be woken when a lock grows old. */
function unlocks(
  view: View,
  { locksWatched }: Memory,
  { unlockAfter, ...settings }: OnCall,
): readonly Command[] {
  if (unlockAfter === NEVER) return [];
  const there = onDuty(view, view.now, { ...settings, unlockAfter }) === view.now;
  return view.groups.flatMap(({ oldestLock }, group): readonly Command[] => {
    const old = oldestLock !== undefined && oldestLock + unlockAfter <= view.now;
    return [
      ...(locksWatched ? [] : [{ kind: "watch-lock", group, heldFor: unlockAfter } as const]),
      ...(old && there ? [{ kind: "unlock", group, heldFor: unlockAfter } as const] : []),
    ];
  });
}

/** When somebody will be there for a lock that is old already. */
function nextUnlock(view: View, settings: OnCall): Time {
  if (settings.unlockAfter === NEVER) return NEVER;
  const old = view.groups.some(
    ({ oldestLock }) => oldestLock !== undefined && oldestLock + settings.unlockAfter <= view.now,
  );
  const duty = onDuty(view, view.now, settings);
  return old && duty > view.now ? duty : NEVER;
}
