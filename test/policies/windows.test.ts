/** One grammar of windows for every part that has them, and one meaning however a window is written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parts } from "../../src/policies/index.js";
import { openTimes, timesOfWeek } from "../../src/policies/weekly-windows.js";
import { weeklyWindows } from "../../src/policies/window-schema.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND, type Time, WEEK } from "../../src/support/time.js";
import { isOpen, nextOpening, type OpenTimes } from "../../src/systems/windows/open-times.js";
import { viewAt } from "./views.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** Where each part has its windows, and how its settings are written around one. */
const PARTS: readonly (readonly [kind: string, settings: (window: object) => object])[] = [
  ["immediate", (window) => ({ windows: [window] })],
  ["semaphore", (window) => ({ windows: [window] })],
  ["max-unavailable", (window) => ({ windows: [window] })],
  ["fluo", (window) => ({ windows: [window] })],
  ["brupop", (window) => ({ windows: [window] })],
  ["periodic", (window) => ({ windows: [window] })],
  ["manual", (window) => ({ patchDay: { windows: [window] } })],
  ["kured", (window) => ({ window })],
  ["system-upgrade-controller", (window) => ({ window })],
  ["locksmith", (window) => ({ window })],
];

/** When a part lets hosts reboot in a run that starts at `startedAt`. */
function timesOf(kind: string, settings: object, startedAt = 0): OpenTimes {
  const part = parts.reboot.find(({ name }) => name === kind)!;
  const config = part.config.parse(settings);
  const view = { ...viewAt(0, []), startedAt };
  const { commands } = part.decide(view, part.start(config), config);
  return commands.flatMap((one) => (one.kind === "gate" ? [one.gate.windows!] : []))[0]!;
}

function problemsOf(kind: string, settings: object): string[] {
  const { error } = parts.reboot.find(({ name }) => name === kind)!.config.safeParse(settings);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const written = fc.record({
  days: fc.subarray(DAYS, { minLength: 1 }),
  start: fc.integer({ min: 0, max: 1439 }),
  /** Less than a day, for an end of day says no more. */
  length: fc.integer({ min: 1, max: 1439 }),
});

describe("a window", () => {
  it.each(PARTS)(
    "of %s means the same with a length and with an end, by list and by text",
    (kind, around) => {
      fc.assert(
        fc.property(written, ({ days, start, length }) => {
          const from = { start: clock(start) };
          const forms = [
            { days, ...from, length: `${length}m` },
            { days, ...from, end: clock(start + length) },
            { days: days.join(","), ...from, length: `${Math.floor(length / 60)}h${length % 60}m` },
            {
              days: days.map((day) => day.slice(0, 2)).join(","),
              ...from,
              end: clock(start + length),
            },
            { days: days.map((day) => (DAYS.indexOf(day) + 1) % 7), ...from, length: `${length}m` },
            { days, ...from, length: `${length}m`, timeZone: "UTC" },
          ];
          const [first, ...others] = forms.map((form) => timesOf(kind, around(form)).week);
          for (const other of others) expect(other).toEqual(first);
        }),
      );
    },
  );

  it.each(PARTS)(
    "of %s is open on all days of a range, over the week's end too",
    (kind, around) => {
      for (const from of DAYS.keys()) {
        for (const count of [1, 3, 6]) {
          const days = Array.from({ length: count }, (_, i) => DAYS[(from + i) % 7]!);
          const hours = { start: "01:00", length: "2h" };
          const range = count === 1 ? days[0]! : `${days[0]}-${days.at(-1)}`;
          expect(timesOf(kind, around({ days: range, ...hours }))).toEqual(
            timesOf(kind, around({ days, ...hours })),
          );
        }
      }
    },
  );

  it.each(PARTS)(
    "of %s takes a day in the start, and is whole days where it says days alone",
    (kind, around) => {
      const length = "90m";
      expect(timesOf(kind, around({ start: "Thu 04:00", length }))).toEqual(
        timesOf(kind, around({ days: ["thu"], start: "4am", length })),
      );
      const weekend = timesOf(kind, around({ days: "sat-sun" }));
      const open = Array.from({ length: 7 * 24 }, (_, hour) =>
        isOpen(weekend, hour * HOUR + MINUTE, 0),
      );
      expect(open).toEqual(open.map((_, hour) => hour >= 5 * 24));
    },
  );

  it.each(PARTS)("of %s is in the zone it names, summer and winter", (kind, around) => {
    const window = { days: "mon-fri", start: "02:00", length: "1h", timeZone: "Europe/Berlin" };
    const openHours = (startedAt: number) => {
      const times = timesOf(kind, around(window), startedAt);
      const monday = (startedAt + 3 * DAY) % WEEK;
      return Array.from({ length: 48 }, (_, half) => half).filter((half) =>
        isOpen(times, half * 30 * MINUTE + MINUTE, monday),
      );
    };
    // A Tuesday in July and one in January: two hours and one hour ahead of UTC.
    expect(openHours(Date.UTC(2025, 6, 1))).toEqual([0, 1]);
    expect(openHours(Date.UTC(2025, 0, 7))).toEqual([2, 3]);
  });

  it.each(PARTS.filter(([, around]) => !("window" in around({}))))(
    "of %s without a zone is in that of its part",
    (kind, around) => {
      const window = { start: "02:00", length: "1h" };
      const zoned = (settings: object, timeZone: string) =>
        "patchDay" in settings
          ? { patchDay: { ...(settings.patchDay as object), timeZone } }
          : { ...settings, timeZone };
      const named = timesOf(kind, around({ ...window, timeZone: "Asia/Tokyo" }));
      expect(timesOf(kind, zoned(around(window), "Asia/Tokyo"))).toEqual(named);
      expect(timesOf(kind, zoned(around({ ...window, timeZone: "Asia/Tokyo" }), "UTC"))).toEqual(
        named,
      );
    },
  );

  it.each(PARTS)("of %s is refused with what was expected", (kind, around) => {
    const messages = (window: object) => problemsOf(kind, around(window)).join("; ");
    expect(messages({ start: "02:00", length: "1h", end: "03:00" })).toContain("got both");
    expect(messages({ days: "mon", start: "Tue 02:00", length: "1h" })).toContain("got both");
    expect(messages({ start: "02:00", end: "02:00" })).toContain("expected an end other than");
    expect(messages({ days: "mon-someday", start: "02:00" })).toContain("expected days such as");
    expect(messages({ days: [], start: "02:00" })).not.toBe("");
    expect(messages({ days: ["mox"], start: "02:00" })).toContain("expected days such as");
    expect(messages({ start: "25:00" })).toContain("expected a time of day");
    expect(messages({ start: "02:00", length: "soon" })).toContain("expected a length such as");
    expect(messages({ start: "02:00", length: "8d" })).toContain("length");
    expect(messages({ start: "02:00", timeZone: "Mars/Olympus" })).toContain(
      "expected a time zone",
    );
  });
});

describe("open times", () => {
  /** Local time by another way than the code under test: the engine's own calendar. */
  function localMinute(
    zone: string,
    moment: number,
  ): { readonly day: number; readonly minute: number } {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const of = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, value]),
    );
    return {
      day: DAYS.indexOf(of["weekday"]!.toLowerCase()),
      minute: 60 * Number(of["hour"]) + Number(of["minute"]),
    };
  }

  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
  );
  const windows = fc.array(
    fc.record({
      days: fc.subarray(DAYS, { minLength: 1 }),
      start: fc.integer({ min: 0, max: 95 }),
      quarters: fc.integer({ min: 1, max: 95 }),
      timeZone: fc.option(zones, { nil: undefined }),
    }),
    { minLength: 1, maxLength: 3 },
  );

  it("are those of the local calendar, whatever zones windows name and whenever clocks change", () => {
    fc.assert(
      fc.property(
        windows,
        zones,
        fc.integer({ min: 0, max: 360 }),
        fc.integer({ min: 0, max: 28 * 96 }),
        (some, zone, day, quarter) => {
          const startedAt = Date.UTC(2025, 0, 6) + day * DAY;
          const config = weeklyWindows().parse(
            some.map(({ start, quarters, timeZone, days }) => ({
              days,
              start: clock(15 * start),
              length: `${15 * quarters}m`,
              ...(timeZone !== undefined && { timeZone }),
            })),
          );
          const view = { ...viewAt(0, []), startedAt };
          const times = openTimes(view, config, zone)!;
          const weekOffset = (day * DAY) % WEEK;
          // A minute into a quarter, so that no question is about an edge.
          const at = quarter * 15 * MINUTE + MINUTE;
          const expected = some.some(({ days, start, quarters, timeZone }) => {
            const local = localMinute(timeZone ?? zone, startedAt + at);
            const [from, until] = [15 * start, 15 * (start + quarters)];
            return days.some((name) => {
              const since = ((local.day - DAYS.indexOf(name) + 7) % 7) * 24 * 60 + local.minute;
              return since >= from && since < until;
            });
          });
          expect(isOpen(times, at, weekOffset)).toBe(expected);
          const next = nextOpening(times, at, weekOffset);
          expect(next === at).toBe(expected);
          expect(isOpen(times, next, weekOffset)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("open next at the first moment that is open", () => {
    fc.assert(
      fc.property(windows, zones, fc.integer({ min: 0, max: 360 }), (some, zone, day) => {
        const view = { ...viewAt(0, []), startedAt: Date.UTC(2025, 0, 6) + day * DAY };
        const config = weeklyWindows().parse(
          some.map(({ start, quarters, timeZone, days }) => ({
            days,
            start: clock(15 * start),
            length: `${15 * quarters}m`,
            ...(timeZone !== undefined && { timeZone }),
          })),
        );
        const times = openTimes(view, config, zone)!;
        const weekOffset = (day * DAY) % WEEK;
        const now = 7 * MINUTE;
        const next = nextOpening(times, now, weekOffset);
        expect(next).toBeLessThan(now + WEEK + DAY);
        for (let at: Time = now; at < next; at += 5 * MINUTE) {
          expect(isOpen(times, at, weekOffset)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are never where no window is, and keep a window of one zone as it was", () => {
    expect(openTimes(viewAt(0, []), [], "UTC")).toBeUndefined();
    expect(nextOpening({ week: [], offsets: [] }, 0, 0)).toBe(NEVER);
    const [night] = weeklyWindows().parse([{ start: "22:00", end: "06:00", days: "sun" }]);
    expect(timesOfWeek([night!])).toEqual([
      [0, 6 * HOUR],
      [WEEK - 2 * HOUR, WEEK],
    ]);
  });
});

it("kured's window ends with the second it names, and its default is the whole week", () => {
  const times = timesOf("kured", { window: { days: "su", start: "9pm", end: "23:59:59" } });
  expect(times.week).toEqual([[6 * DAY + 21 * HOUR, WEEK - 1]]);
  expect(timesOf("kured", {}).week).toEqual([[0, WEEK - 1]]);
  const late = timesOf("kured", { window: { start: "01:00", end: "02:00" } }).week[0]!;
  expect(late).toEqual([HOUR, 2 * HOUR + SECOND - 1]);
});
