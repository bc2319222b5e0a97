import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseDuration } from "../../src/support/duration-text.js";
import {
  bandwidth,
  bytes,
  count,
  duration,
  durationOrNever,
  parsePercentage,
  share,
  shown,
  timeOfDay,
} from "../../src/support/quantity.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND, WEEK } from "../../src/support/time.js";

/** What a schema says of a value it refuses. */
function complaints(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(({ message }) => message);
}

describe("duration", () => {
  it.each([
    ["250ms", 250],
    ["90s", 90 * SECOND],
    ["45m", 45 * MINUTE],
    ["1.5h", 90 * MINUTE],
    ["30d", 30 * DAY],
    ["2w", 2 * WEEK],
    ["0s", 0],
    ["90 s", 90 * SECOND],
    ["36500d", 36_500 * DAY],
  ])("reads %s as %d ms", (text, ms) => {
    expect(duration().parse(text)).toBe(ms);
  });

  it.each<[unknown, string]>([
    ["5 parsecs", 'expected a duration such as 90s, 45m or 30d, got "5 parsecs"'],
    [90, "expected a duration such as 90s, 45m or 30d, got 90; add a unit, as in 90s"],
    ["-5s", 'expected a duration such as 90s, 45m or 30d, got "-5s"; a duration is never negative'],
    [
      -5,
      "expected a duration such as 90s, 45m or 30d, got -5; add a unit, and a duration is never negative",
    ],
    ["36501d", 'expected a duration such as 90s, 45m or 30d, got "36501d"; the longest is 36500d'],
    ["never", 'expected a duration such as 90s, 45m or 30d, got "never"'],
    ["", 'expected a duration such as 90s, 45m or 30d, got ""'],
    [undefined, "expected a duration such as 90s, 45m or 30d, got nothing"],
    [null, "expected a duration such as 90s, 45m or 30d, got null"],
  ])("refuses %j", (value, message) => {
    expect(complaints(duration(), value)).toEqual([message]);
  });

  it("reads never only where that is allowed", () => {
    expect(durationOrNever().parse("never")).toBe(NEVER);
    expect(durationOrNever().parse("4h")).toBe(4 * HOUR);
    expect(complaints(durationOrNever(), "nevr")).toEqual([
      'expected a duration such as 90s, 45m or 30d, or never, got "nevr"',
    ]);
  });

  it("gives whole milliseconds for any text, or nothing", () => {
    const figure = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("ms", "s", "m", "h", "d", "w"));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          figure.map(([a, b, u]) => `${a}.${b}${u}`),
        ),
        (text) => {
          const time = parseDuration(text);
          expect(time === undefined || (Number.isSafeInteger(time) && time >= 0)).toBe(true);
        },
      ),
    );
  });
});

describe("share", () => {
  it.each<[string | number, number]>([
    ["5%", 0.05],
    ["99.9%", 0.999],
    ["100%", 1],
    [0.05, 0.05],
    [0, 0],
    [1, 1],
  ])("reads %s as %d", (written, value) => {
    expect(share().parse(written)).toBe(value);
  });

  it.each<[unknown, string]>([
    ["120%", '"120%"'],
    ["-5%", '"-5%"'],
    [1.5, "1.5"],
    [-0.1, "-0.1"],
    ["5", '"5"'],
    [Number.NaN, "NaN"],
    [true, "true"],
  ])("refuses %j", (value, got) => {
    expect(complaints(share(), value)).toEqual([
      `expected a share such as 5% or 0.05, at most 100%, got ${got}`,
    ]);
  });

  it("reads a percentage above 100 % only where it is no share", () => {
    expect(parsePercentage("150%")).toBe(1.5);
    expect(parsePercentage("150")).toBeUndefined();
  });
});

describe("bytes", () => {
  it.each([
    ["512B", 512],
    ["1.5kB", 1_500],
    ["180MB", 180e6],
    ["1GiB", 1024 * 1024 * 1024],
    ["2TB", 2e12],
  ])("reads %s as %d", (text, size) => {
    expect(bytes().parse(text)).toBe(size);
  });

  it.each(["180", "180mb", "-1MB", "9999999TB", "1Gbit"])("refuses %s", (text) => {
    expect(complaints(bytes(), text)).toEqual([
      `expected a size such as 180MB or 1GiB, got "${text}"`,
    ]);
  });
});

describe("bandwidth", () => {
  it.each([
    ["1Gbit/s", 125_000],
    ["100MB/s", 100_000],
    ["8bit/s", 0.001],
    ["1MiB/s", 1_048.576],
  ])("reads %s as %d bytes per ms", (text, rate) => {
    expect(bandwidth().parse(text)).toBe(rate);
  });

  it.each(["100", "0MB/s", "1Gbit", "-1MB/s"])("refuses %s", (text) => {
    expect(complaints(bandwidth(), text)).toEqual([
      `expected a bandwidth such as 1Gbit/s or 100MB/s, got "${text}"`,
    ]);
  });
});

describe("timeOfDay", () => {
  it("reads hours and minutes", () => {
    expect(timeOfDay().parse("00:00")).toBe(0);
    expect(timeOfDay().parse("23:59")).toBe(DAY - MINUTE);
  });

  it.each(["24:00", "6:00", "06:60", "6am"])("refuses %s", (text) => {
    expect(complaints(timeOfDay(), text)).toEqual([
      `expected a time of day such as 06:00, got "${text}"`,
    ]);
  });
});

describe("count", () => {
  it("takes whole numbers from its least on", () => {
    expect(count().parse(1)).toBe(1);
    expect(count(0).parse(0)).toBe(0);
  });

  it.each<[unknown, string]>([
    [0, "0"],
    [-3, "-3"],
    [2.5, "2.5"],
    ["300", '"300"'],
    [undefined, "nothing"],
  ])("refuses %j", (value, got) => {
    expect(complaints(count(), value)).toEqual([
      `expected a whole number of at least 1, got ${got}`,
    ]);
  });

  it("refuses more than entities can be numbered with", () => {
    expect(complaints(count(), 2 ** 31)).toEqual([
      "expected a whole number of at most 2147483647, got 2147483648",
    ]);
  });
});

describe("what editors are told", () => {
  const schemas = { duration, durationOrNever, bytes, bandwidth, timeOfDay };
  const examples = {
    duration: ["90s", "1.5h"],
    durationOrNever: ["never", "4h"],
    bytes: ["180MB", "512B"],
    bandwidth: ["1Gbit/s"],
    timeOfDay: ["06:00"],
  };

  it.each(Object.entries(schemas))(
    "describes %s by a pattern that agrees with it",
    (name, make) => {
      const json = z.toJSONSchema(make(), { io: "input" });
      expect(json.type).toBe("string");
      expect(json.description).toMatch(/\.$/);
      const pattern = new RegExp(json.pattern!);
      for (const text of examples[name as keyof typeof examples]) expect(text).toMatch(pattern);
      fc.assert(
        fc.property(fc.oneof(fc.string({ maxLength: 6 }), fc.stringMatching(pattern)), (text) => {
          if (make().safeParse(text).success) expect(text).toMatch(pattern);
        }),
      );
    },
  );

  it("keeps the pattern under a description of the field", () => {
    const json = z.toJSONSchema(duration().describe("How long."), { io: "input" });
    expect(json).toMatchObject({ description: "How long.", pattern: expect.any(String) });
  });
});

describe("shown", () => {
  it("shortens what does not fit a line", () => {
    expect(shown("x".repeat(100))).toHaveLength(60);
  });

  it("shows what JSON cannot", () => {
    expect(shown(Infinity)).toBe("Infinity");
    expect(shown(10n)).toBe("10");
    expect(shown(undefined)).toBe("nothing");
  });
});
