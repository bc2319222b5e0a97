import { z } from "zod";
import { MINUTE, SECOND, type Time, WEEK } from "../../support/time.js";
import { untilOpening } from "../../systems/windows/open-times.js";
import {
  abandons,
  hasJitter,
  jittered,
  POSTPONEMENTS,
  postpones,
  refreshDelay,
  type State,
  ticksAtOnce,
} from "../../systems/zincati/machine.js";
import { acceptsServer, acceptsWindows } from "../../systems/zincati/strategy.js";
import {
  measuredLength,
  openWeek,
  parseTime,
  parseWeekday,
  splitSpan,
  totalLength,
  type WeeklySpan,
} from "../../systems/zincati/weekly.js";
import { type Adapter, type Answer, operation } from "../adapter.js";
import { parseLocalTime } from "../local-time.js";

const window = z.object({
  day: z.string(),
  hour: z.number(),
  minute: z.number(),
  lengthMinutes: z.number(),
});
type Window = z.output<typeof window>;

const calendar = z.object({ windows: z.array(window) });
const moment = calendar.extend({ at: z.string() });

function spansOf(windows: readonly Window[]): readonly WeeklySpan[] | undefined {
  const spans: WeeklySpan[] = [];
  for (const { day, hour, minute, lengthMinutes } of windows) {
    const weekday = parseWeekday(day);
    if (weekday === undefined) return undefined;
    const parts = splitSpan(weekday, hour, minute, lengthMinutes * MINUTE);
    if (parts === undefined) return undefined;
    spans.push(...parts);
  }
  return spans;
}

/** The wait for the windows, from the minute of the moment: Zincati does not look at seconds. */
function untilWindow(windows: readonly Window[], at: string): { minute: Time; wait: Time } {
  const local = parseLocalTime(at);
  const minute = local - (local % MINUTE);
  return { minute, wait: Math.max(0, untilOpening(openWeek(spansOf(windows) ?? []), minute)) };
}

/** Zincati's weekly windows. */
export const zincatiWindow: Adapter = {
  family: "zincati.window",
  operations: {
    split: operation(window, (given) => {
      const spans = spansOf([given]);
      if (spans === undefined) return { windows: null, error: true };
      const windows = spans.map(({ start, end }) => ({ start: start / MINUTE, end: end / MINUTE }));
      return { windows };
    }),
    contains: operation(moment, ({ windows, at }) => ({
      contains: untilWindow(windows, at).wait === 0,
    })),
    remaining: operation(moment, ({ windows, at }) => {
      const { wait } = untilWindow(windows, at);
      return { minutes: wait > WEEK ? null : wait / MINUTE };
    }),
    nextWindowMinute: operation(moment, ({ windows, at }) => {
      const { minute, wait } = untilWindow(windows, at);
      return { minuteInWeek: wait > WEEK ? null : ((minute + wait) % WEEK) / MINUTE };
    }),
    length: operation(calendar, ({ windows }) => {
      const spans = spansOf(windows) ?? [];
      return { total: totalLength(spans) / MINUTE, measured: measuredLength(spans) / MINUTE };
    }),
    weekday: operation(z.object({ text: z.string() }), ({ text }) => ({
      dayFromMonday: parseWeekday(text) ?? null,
    })),
    time: operation(z.object({ text: z.string() }), ({ text }) => ({
      hm: parseTime(text) ?? null,
    })),
  },
};

const STATES = [
  "StartState",
  "Initialized",
  "ReportedSteady",
  "NoNewUpdate",
  "UpdateAvailable",
  "UpdateStaged",
  "UpdateFinalized",
  "EndState",
] as const satisfies readonly State[];

/** `UpdateStaged(9)`: a state and, of some, a count. */
const state = z.string().transform((text, context) => {
  const match = /^([A-Za-z]+)(?:\((\d+)\))?$/.exec(text);
  const kind = STATES.find((name) => name === match?.[1]);
  if (kind !== undefined) return { kind, count: Number(match?.[2] ?? POSTPONEMENTS) };
  context.addIssue({ code: "custom", message: `expected a state of Zincati's, got ${text}` });
  return z.NEVER;
});

/** Zincati's state machine. */
export const zincatiMachine: Adapter = {
  family: "zincati.fsm",
  operations: {
    refreshDelay: operation(
      z.object({ state, steadySeconds: z.number().optional() }),
      ({ state: { kind, count }, steadySeconds }) => ({
        seconds:
          refreshDelay(
            kind,
            count,
            steadySeconds === undefined ? undefined : steadySeconds * SECOND,
          ) / SECOND,
        jitter: hasJitter(kind, count),
      }),
    ),
    failedDeploys: operation(z.object({ failedDeploys: z.number() }), ({ failedDeploys }) => {
      const abandoned = abandons(failedDeploys);
      return { state: abandoned ? "NoNewUpdate" : `UpdateAvailable(${failedDeploys})`, abandoned };
    }),
    interactivePostpone: operation(z.object({ sessions: z.array(z.number()) }), ({ sessions }) => {
      let left = POSTPONEMENTS;
      const decisions = sessions.map((count) => {
        if (!postpones(count, left)) return "finalize";
        left -= 1;
        return "postpone";
      });
      return { decisions, left };
    }),
    tickImmediately: operation(z.object({ from: state, to: state }), ({ from, to }) => ({
      immediate: ticksAtOnce(from.kind, to.kind),
    })),
    jitter: operation(
      z.object({ seconds: z.number(), draw0to10: z.number() }),
      ({ seconds, draw0to10 }) => ({ seconds: jittered(seconds * SECOND, draw0to10) / SECOND }),
    ),
  },
};

const strategy = z.object({
  strategy: z.enum(["immediate", "periodic", "fleet_lock"]),
  windows: z.array(window).default([]),
  at: z.string().optional(),
  baseUrl: z.string().default(""),
});
type Strategy = z.output<typeof strategy>;

function isAccepted({ strategy: name, windows, baseUrl }: Strategy): boolean {
  if (name === "fleet_lock") return acceptsServer(baseUrl);
  return name === "immediate" || acceptsWindows(spansOf(windows) ?? []);
}

function mayFinalize({ strategy: name, windows, at }: Strategy): Answer {
  if (name !== "periodic") return { allowed: true };
  return { allowed: untilWindow(windows, at ?? "1970-01-01T00:00").wait === 0 };
}

/** What Zincati's strategies allow. */
export const zincatiStrategy: Adapter = {
  family: "zincati.strategy",
  operations: {
    canFinalize: operation(strategy, mayFinalize),
    // Only `fleet_lock` asks anybody, and its server always gives a lock back.
    reportSteady: operation(strategy, () => ({ ok: true })),
    configure: operation(strategy, (given) => ({ ok: isAccepted(given) })),
  },
};
