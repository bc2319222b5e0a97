import { describe, expect, it } from "vitest";
import type { ReplicationRow } from "../../../src/experiment/replication-row.js";
import type { Robustness } from "../../../src/experiment/robust/robustness.js";
import { drainOrNot, leadOfPlain, robustnessOf, usual } from "./drain-or-not.js";

const SECOND = 1_000;

function figureOf({ figures }: Robustness, name: string) {
  const found = figures.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`${name} is not among ${figures.map((one) => one.name).join(", ")}`);
  return found;
}

describe("the value at which the winner changes", async () => {
  const answer = await robustnessOf(drainOrNot(), { times: 40 });

  it("stands on the lead that can be worked out by hand", () => {
    expect(answer.policy).toBe("plain");
    expect(answer.metric).toBe("container-downtime");
    expect(answer.lead.value).toBeCloseTo(leadOfPlain(usual), 6);
  });

  it("is found for the figures that have one", () => {
    const [firmware] = figureOf(answer, "fleet.groups[web].boot.firmware").switches;
    expect(leadOfPlain({ ...usual, firmware: 60 })).toBe(0);
    expect(firmware).toMatchObject({ side: "above", winner: "drained" });
    expect(firmware!.value / SECOND).toBeCloseTo(60, 0);
    const [pull] = figureOf(answer, "services[api].pull").switches;
    const equal = (10 * (10 + 40 + 20)) / 15 - 20;
    expect(leadOfPlain({ ...usual, pull: equal })).toBeCloseTo(0, 9);
    expect(pull).toMatchObject({ side: "below", winner: "drained" });
    expect(pull!.value / SECOND).toBeCloseTo(equal, 0);
  });

  it("has an interval that holds it", () => {
    for (const { switches } of answer.figures) {
      for (const { near, far, value, side } of switches) {
        const sign = side === "above" ? 1 : -1;
        expect(sign * near!).toBeLessThanOrEqual(sign * value);
        expect(sign * far!).toBeGreaterThanOrEqual(sign * value);
      }
    }
  });

  it("has an interval that holds it with as few simulations as five times the run", async () => {
    const few = await robustnessOf(drainOrNot());
    const [firmware] = figureOf(few, "fleet.groups[web].boot.firmware").switches;
    expect(firmware!.near ?? usual.firmware * SECOND).toBeLessThanOrEqual(60 * SECOND);
    expect(firmware!.far ?? Infinity).toBeGreaterThanOrEqual(60 * SECOND);
  });

  it("is none for figures that change nothing, and those take nothing of the lead", () => {
    for (const name of ["people.repair", "people.fix", "people.notice", "people.crews"]) {
      expect(figureOf(answer, name)).toMatchObject({ switches: [], loses: 0 });
    }
    const firmware = answer.figures.findIndex(({ name }) => name.endsWith("firmware"));
    expect(firmware).toBeLessThan(3);
  });

  it("moves with a stated range: what lies outside of it is not looked at", async () => {
    const ranges = { "/fleet/groups/web/boot/firmware": ["30s", "50s"] };
    const narrow = await robustnessOf(drainOrNot({ ranges }), { times: 40 });
    const firmware = figureOf(narrow, "fleet.groups[web].boot.firmware");
    expect(firmware).toMatchObject({ low: 30 * SECOND, high: 50 * SECOND, isStated: true });
    expect(firmware.switches).toEqual([]);
    const least = Math.min(...firmware.seen.map(({ lead }) => lead.value!));
    expect(least).toBeCloseTo(leadOfPlain({ ...usual, firmware: 50 }), 6);
  });

  it("is looked for on both sides of the value of the scenario", async () => {
    const data = drainOrNot({}, { ...usual, firmware: 40, start: 20, pull: 40 });
    const ranges = { "/services/api/pull": ["10s", "80s"] };
    const wide = await robustnessOf({ ...data, ranges }, { times: 40 });
    expect(figureOf(wide, "services[api].pull").switches.map(({ side }) => side)).toEqual([
      "below",
    ]);
  });
});

describe("the cost", () => {
  it.each([2, 3, 5, 12])("is at most %i times the run, counted in simulations", async (times) => {
    let counted = 0;
    const onRows = (rows: readonly ReplicationRow[]): void => {
      counted += rows.length;
    };
    const { cost } = await robustnessOf(drainOrNot(), { times, onRows });
    expect(cost).toEqual({ run: 8, more: counted, times: (8 + counted) / 8, most: times });
    expect(cost.times).toBeLessThanOrEqual(times);
    expect(counted).toBeGreaterThan(0);
  });

  it("is that of the run alone where no more is allowed, and nothing is claimed then", async () => {
    const answer = await robustnessOf(drainOrNot(), { times: 1 });
    expect(answer.cost).toEqual({ run: 8, more: 0, times: 1, most: 1 });
    expect(answer).toMatchObject({ figures: [], together: null });
    expect(answer.unseen.length).toBeGreaterThan(5);
  });
});

describe("all guesses at once", () => {
  it("stay in their ranges, and count the worlds in which another policy is best", async () => {
    const { together } = await robustnessOf(drainOrNot(), { times: 60 });
    const { worlds, stays, interval, taken } = together!;
    expect(worlds).toBeGreaterThan(60);
    expect(stays).toBeGreaterThan(0);
    expect(taken).toEqual([{ policy: "drained", worlds: worlds - stays }]);
    expect(interval.low).toBeLessThan(stays / worlds);
    expect(interval.high).toBeGreaterThan(stays / worlds);
  });

  it("hold the true probability in their interval as often as they say", async () => {
    const truth = chanceOfPlain();
    expect(truth).toBeGreaterThan(0.5);
    expect(truth).toBeLessThan(0.9);
    const seeds = Array.from({ length: 24 }, (_, index) => `seed ${index}`);
    let held = 0;
    for (const seed of seeds) {
      const { together } = await robustnessOf(drainOrNot({ seed }), { times: 12 });
      const { low, high } = together!.interval;
      if (low <= truth && truth <= high) held += 1;
    }
    // Of 24 intervals of 95 %, fewer than 20 hold in less than one case of a hundred.
    expect(held).toBeGreaterThanOrEqual(20);
  });

  /** The probability that `plain` is best, its figures drawn evenly on the scale of ratios from half to twice. */
  function chanceOfPlain(): number {
    const steps = 60;
    const drawn = Array.from(
      { length: steps },
      (_, index) => 2 ** ((2 * (index + 0.5)) / steps - 1),
    );
    let best = 0;
    for (const a of drawn) {
      for (const b of drawn) {
        for (const c of drawn) {
          for (const d of [0.52, 0.68, 0.88, 1.15, 1.5, 1.92]) {
            const lead = 15 * (40 * b + 20 * c) - 10 * (10 * d + 40 * a + 20 * c);
            if (lead >= 0) best += 1;
          }
        }
      }
    }
    return best / (6 * steps ** 3);
  }
});

describe("what would settle it", () => {
  it("names the figure that decides who wins", async () => {
    const { settling } = await robustnessOf(drainOrNot(), { times: 60 });
    expect(settling.isSettled).toBe(true);
    expect(settling.measure!.figure).toMatch(/firmware|pull/);
    expect(settling.measure!.share).toBeGreaterThan(0.1);
    expect(settling.measure!.share).toBeLessThanOrEqual(1);
  });
});

describe("the answer", () => {
  it("is the same for any order in which replications come back, and from one run to the next", async () => {
    const [first, second] = [await robustnessOf(drainOrNot()), await robustnessOf(drainOrNot())];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });

  it("says what was known when it was interrupted", async () => {
    const stop = new AbortController();
    let rows = 0;
    const onRows = (more: readonly ReplicationRow[]): void => {
      rows += more.length;
      if (rows > 30) stop.abort();
    };
    const answer = await robustnessOf(drainOrNot(), { times: 20, signal: stop.signal, onRows });
    expect(answer.isPartial).toBe(true);
    expect(answer.cost.more).toBeLessThan(40);
    expect(answer.lead.value).toBeCloseTo(leadOfPlain(usual), 6);
  });

  it("survives JSON: no figure of it is infinite", async () => {
    const answer = await robustnessOf(drainOrNot());
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
});
