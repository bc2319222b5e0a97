import { describe, expect, it } from "vitest";
import { placeOf, turnGuess, valueAt } from "../../../src/experiment/robust/guess.js";
import { listGuesses } from "../../../src/experiment/robust/guesses.js";
import type { Settings } from "../../../src/policies/merge-settings.js";
import { decodeScenario, loadSource } from "../../../src/scenario/load.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/support/time.js";
import { drainOrNot } from "./drain-or-not.js";

function guessOf(data: Settings, name: string) {
  const { all } = listGuesses(data);
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`no ${name} in ${all.map((one) => one.name).join(", ")}`);
  return found;
}

describe("the guesses of a fleet of 197 figures", () => {
  const { data } = loadSource("test/cases/verdict/fleet.yaml");
  const { all, assumed, varied } = listGuesses(data);

  it("are few: what services have in common is one, and what is counted or decided is none", () => {
    expect(assumed).toBe(197);
    expect(all.length).toBe(17);
    expect(varied).toBe(91);
    const names = all.map(({ name }) => name).join("\n");
    expect(names).not.toMatch(/hosts|replicas|budget|policies|channels|capacity/);
    expect(guessOf(data, "services[*].start").places.length).toBe(40);
    expect(guessOf(data, "releases[*].payload").places.length).toBe(3);
  });

  it("keep shares shares, and times and counts on the scale of ratios", () => {
    const amd = guessOf(data, "fleet.groups[general].cohorts[amd]");
    expect(amd.low / (1 - amd.low)).toBeCloseTo(0.4 / 0.6 / 3, 12);
    expect(amd.high / (1 - amd.high)).toBeCloseTo((0.4 / 0.6) * 3, 12);
    expect(guessOf(data, "people.crews")).toMatchObject({ low: 1, high: 4, isWhole: true });
    expect(guessOf(data, "releases[4.2.0].fix.after")).toMatchObject({
      low: DAY / 2,
      high: 2 * DAY,
    });
  });

  it("include the defaults that nobody wrote: people, boots, pulls", () => {
    expect(guessOf(data, "people.notice")).toMatchObject({
      isDefault: true,
      centre: "median",
      value: 3 * MINUTE,
    });
    expect(guessOf(data, "fleet.groups[*].boot").value).toBe(108 * SECOND);
  });

  it("are turned in every place at once, and the shape of a distribution stays", () => {
    const turned = turnGuess(data, guessOf(data, "services[*].start"), 16 * SECOND);
    const services = turned["services"] as readonly { start: unknown }[];
    expect(new Set(services.map(({ start }) => JSON.stringify(start)))).toEqual(
      new Set([JSON.stringify({ dist: "lognormal", median: "16s", p95: "2m" })]),
    );
    const boots = turnGuess(data, guessOf(data, "fleet.groups[*].boot"), 216 * SECOND);
    const { groups } = boots["fleet"] as { groups: readonly { boot: { firmware: unknown } }[] };
    expect(groups[0]!.boot.firmware).toEqual({ dist: "lognormal", median: "2m", p95: "6m" });
  });

  it("have a value at every place of their range, and a place for every value", () => {
    for (const guess of all) {
      expect(valueAt(guess, 0), guess.name).toBeCloseTo(guess.low, 6);
      expect(valueAt(guess, 1) / guess.high, guess.name).toBeCloseTo(1, 9);
      const own = valueAt(guess, placeOf(guess, guess.value));
      expect(own / guess.value, guess.name).toBeCloseTo(1, 9);
    }
  });
});

describe("sources", () => {
  it("take a figure out of the guesses, and a stated range takes it in again", () => {
    const sources = { "/services/0/pull": "measured in May" };
    const sourced = drainOrNot({ sources });
    expect(listGuesses(sourced).all.map(({ name }) => name)).not.toContain("services[api].pull");
    const ranges = { "/services/api/pull": ["30s", "50s"], "/fleet/groups/*/hosts": [2, 4] };
    const stated = drainOrNot({ sources, ranges });
    expect(guessOf(stated, "services[api].pull")).toMatchObject({ low: 30_000, isStated: true });
    expect(guessOf(stated, "fleet.groups[web].hosts")).toMatchObject({ low: 2, isWhole: true });
  });
});

describe("ranges", () => {
  const complaintOf = (ranges: unknown): string => {
    try {
      decodeScenario(JSON.stringify(drainOrNot({ ranges }), null, 1), "s.json");
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("may name a default, an entry by its name, and all entries", () => {
    expect(complaintOf({ "/people/notice": ["1m", "8h"], "/services/*/start": ["5s", "1m"] })).toBe(
      "",
    );
    expect(complaintOf({ "/services/api/start": ["5s", "1m"] })).toBe("");
    const data = drainOrNot({ ranges: { "/people/notice": ["1m", "8h"] } });
    expect(guessOf(data, "people.notice")).toMatchObject({ low: MINUTE, high: 8 * HOUR });
  });

  it.each([
    [{ "/people/notise": ["1m", "2m"] }, "expected the path of a figure that this file writes"],
    [{ "people.notice": ["1m", "2m"] }, "such as /people/notice"],
    [{ "/services": ["1s", "2s"] }, "expected the path of one figure"],
    [{ "/people/notice": ["8h", "1h"] }, "expected the lesser value first, got [8h, 1h]"],
    [{ "/people/notice": ["1h", "8h"] }, 'that the scenario has, "3m", got [1h, 8h]'],
    [{ "/people/notice": [1, 8] }, "as the figure is a duration"],
    [{ "/people/notice": ["1m"] }, "expected two values"],
    [
      { "/services/api/start": ["5s", "1m"], "/services/*/start": ["5s", "1m"] },
      "expected one range for each figure",
    ],
  ])("that make no sense are told with what was meant: %j", (ranges, message) => {
    expect(complaintOf(ranges)).toContain(message);
  });
});
