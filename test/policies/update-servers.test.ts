import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  Command,
  OfferSchedule,
  OfferTable,
  StageView,
} from "../../src/fleet/control/policy-contract.js";
import { eligibleAt } from "../../src/fleet/control/offers.js";
import { parts } from "../../src/policies/index.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import { viewAt } from "./views.js";

type Offered = Extract<Command, { kind: "offer" }>;

/** An offer part that is asked again and again. */
function asking(kind: string, settings: object) {
  const part = parts.offer.find(({ name }) => name === kind)!;
  const config = part.config.parse(settings);
  let memory = part.start(config);
  return (...args: Parameters<typeof viewAt>) => {
    const decision = part.decide(viewAt(...args), memory, config);
    memory = JSON.parse(JSON.stringify(decision.memory)) as unknown;
    return decision;
  };
}

/** What a part offers the group on stable when a release appears there at `HOUR`. */
function offered(kind: string, settings: object, release = {}): Offered {
  const { commands } = asking(kind, settings)(HOUR, [{ publishedAt: [HOUR, HOUR], ...release }]);
  return commands.find((one): one is Offered => one.kind === "offer" && one.group === 1)!;
}

/** Share of all ranks that may take a release by a time after `HOUR` [%], to the nearest. */
function shareAt(schedule: OfferSchedule | OfferTable, after: number): number {
  const ranks = Array.from({ length: 10_000 }, (_, index) => (index + 0.5) / 10_000);
  const open = ranks.filter((rank) => eligibleAt(schedule, rank) <= HOUR + after);
  return Math.round(open.length / 100);
}

describe("nebraska", () => {
  it("offers to everybody, and leaves the rest to the server's counts", () => {
    const offer = offered("nebraska", { max: 2, period: "15m", safeMode: true });
    expect(shareAt(offer.schedule, 0)).toBe(100);
    expect(offer.quota).toEqual({
      max: 2,
      period: 15 * MINUTE,
      timeout: HOUR,
      safeMode: true,
      officeHours: undefined,
    });
  });

  it("makes releases that nobody may skip its floors", () => {
    const [floor, target] = [{ barrier: true }, {}].map((one) => ({ publishedAt: [0, 0], ...one }));
    const { commands } = asking("nebraska", {})(0, [floor!, target!]);
    const offers = commands.filter((one): one is Offered => one.kind === "offer");
    expect(offers.find(({ release }) => release === 1)!.from).toEqual({ atLeast: 0, except: [] });
    expect(offers.find(({ release }) => release === 0)!.from).toBeUndefined();
  });

  it("has office hours by the clock of its zone, and none without a zone that is known", () => {
    const hours = (timeZone: string) =>
      offered("nebraska", { officeHours: true, timeZone }).quota!.officeHours!;
    expect(hours("Europe/Berlin").offsets[0]).toEqual([0, HOUR]);
    expect(hours("UTC").week).toHaveLength(5);
    expect(hours("Not/AZone").week).toEqual([]);
    expect(hours("").week).toEqual([]);
  });
});

describe("waves", () => {
  it("let 40 % in at one instant as coded, and a tenth as documented", () => {
    const [coded, documented] = ["as-coded", "as-documented"].map(
      (ramp) => offered("waves", { ramp }).schedule,
    );
    expect(shareAt(coded!, 6 * DAY - 1)).toBe(60);
    expect(shareAt(documented!, 6 * DAY - 1)).toBe(90);
    expect(shareAt(coded!, 6 * DAY)).toBe(100);
    expect(shareAt(documented!, 6 * DAY)).toBe(100);
  });

  it("read a file by its name, and waves of one's own", () => {
    expect(shareAt(offered("waves", { waves: "ohno" }).schedule, 3 * HOUR)).toBe(100);
    const own = [
      { startAfter: "0s", fleetPercentage: "50%" },
      { startAfter: "1h", fleetPercentage: "100%" },
    ];
    const offer = offered("waves", { waves: own, ramp: "as-documented" });
    expect(offer.rank).toBe("seed");
    expect(shareAt(offer.schedule, 30 * MINUTE)).toBe(25);
    expect(shareAt(offer.schedule, HOUR)).toBe(100);
  });

  it("refuse waves out of order", () => {
    const backwards = [
      { startAfter: "1h", fleetPercentage: "50%" },
      { startAfter: "0s", fleetPercentage: "100%" },
    ];
    const { config } = parts.offer.find(({ name }) => name === "waves")!;
    expect(config.safeParse({ waves: backwards }).success).toBe(false);
  });

  it("take a withdrawn release back from those who have it, or only stop it when told so", () => {
    const orders = (onWithdrawal: string) => {
      const ask = asking("waves", { onWithdrawal });
      ask(HOUR, [{ publishedAt: [0, 0] }, { publishedAt: [HOUR, HOUR] }]);
      const gone = { publishedAt: [HOUR, HOUR], withdrawn: [true, true] };
      return ask(DAY, [{ publishedAt: [0, 0] }, gone]).commands;
    };
    expect(orders("recall")).toEqual([
      { kind: "recall", group: 0, release: 1 },
      { kind: "recall", group: 1, release: 1 },
    ]);
    expect(orders("halt").map(({ kind }) => kind)).toEqual(["halt", "halt"]);
  });

  it("only stop an older release whose successor stays: nobody is above the highest version", () => {
    const ask = asking("waves", {});
    ask(HOUR, [{ publishedAt: [0, 0] }, { publishedAt: [HOUR, HOUR] }]);
    const gone = { publishedAt: [0, 0], withdrawn: [true, true] };
    const { commands } = ask(DAY, [gone, { publishedAt: [HOUR, HOUR] }]);
    expect(commands.map(({ kind }) => kind)).toEqual(["halt", "halt"]);
  });
});

describe("phased", () => {
  const shares = (settings: object, release = {}) => {
    const { schedule } = offered("phased", settings, release);
    return [0, 6, 12, 48, 54].map((hours) => shareAt(schedule, hours * HOUR));
  };

  it("lets 11 of 101 in at once and 10 more every 6 h: p percent admits (p + 1) / 101", () => {
    expect(shares({})).toEqual([11, 21, 31, 90, 100]);
    expect(offered("phased", {}).rank).toBe("phasing");
  });

  it("phases nothing from the security pocket, and nothing where apt always includes it", () => {
    expect(shares({}, { security: true })).toEqual([100, 100, 100, 100, 100]);
    expect(shares({ include: "always" })).toEqual([100, 100, 100, 100, 100]);
  });

  it("waits for 100 % where apt never includes it", () => {
    expect(shares({ include: "never" })).toEqual([0, 0, 0, 0, 100]);
  });

  it("goes to 0 % at the next run after a regression, which still lets about 1 % in", () => {
    const ask = asking("phased", { regressions: 2 });
    const release = { publishedAt: [0, 0] };
    expect(ask(0, [release]).wakeAt).toBe(6 * HOUR);
    expect(ask(7 * HOUR, [{ ...release, troubles: 2 }])).toMatchObject({
      commands: [],
      wakeAt: 12 * HOUR,
    });
    const { commands } = ask(12 * HOUR, [{ ...release, troubles: 2 }]);
    const offer = commands.find((one): one is Offered => one.kind === "offer" && one.group === 1)!;
    expect(shareAt(offer.schedule, 400 * DAY)).toBe(1);
    expect(ask(18 * HOUR, [{ ...release, troubles: 9 }]).commands).toEqual([]);
  });

  it("does not look back once all hosts may", () => {
    const ask = asking("phased", {});
    ask(0, [{ publishedAt: [0, 0] }]);
    const late = ask(60 * HOUR, [{ publishedAt: [0, 0], troubles: 5 }]);
    expect(late).toMatchObject({ commands: [], wakeAt: NEVER });
  });
});

describe("per-version-ramp", () => {
  it("rises linearly over its window, in an order drawn for each version", () => {
    const offer = offered("per-version-ramp", { window: "24h" });
    expect(offer.rank).toBe("release");
    expect([6, 12, 24].map((hours) => shareAt(offer.schedule, hours * HOUR))).toEqual([
      25, 50, 100,
    ]);
  });
});

describe("staged", () => {
  const schedule = [
    [2, 0],
    [7, 50],
    [14, 100],
  ];

  it("lets devices in at whole days, evenly within a step, in the same order at every release", () => {
    const offer = offered("staged", { schedule });
    expect(offer.rank).toBe("host");
    expect([2, 2.9, 3, 7, 13.9, 14].map((days) => shareAt(offer.schedule, days * DAY))).toEqual([
      0, 0, 10, 50, 93, 100,
    ]);
  });

  it("is off without a schedule, and refuses one that does not end at 100", () => {
    expect(shareAt(offered("staged", {}).schedule, 0)).toBe(100);
    const { config } = parts.offer.find(({ name }) => name === "staged")!;
    expect(config.safeParse({ schedule: [[2, 50]] }).success).toBe(false);
  });
});

describe("rings", () => {
  it("offer every release to each ring after its deferral", () => {
    const { schedule, rank } = offered("rings", {});
    expect(rank).toBe("host");
    expect([0, 1, 5.9, 6, 8.9, 9].map((days) => shareAt(schedule, days * DAY))).toEqual([
      0, 1, 1, 10, 10, 100,
    ]);
  });
});

describe("max-devices", () => {
  it("offers to whoever asks first, so many times in all", () => {
    const offer = offered("max-devices", { max: 7 });
    expect(offer.total).toBe(7);
    expect(shareAt(offer.schedule, 0)).toBe(100);
  });
});

describe("rollout-groups", () => {
  const stage = (counts: Partial<StageView> = {}): StageView => ({
    hosts: 20,
    grants: 0,
    successes: 0,
    failures: 0,
    troubles: 0,
    ...counts,
  });
  /** The group on stable after what was heard of the stages of its rollout of the first release. */
  const heard = (...stages: StageView[]) => [{ publishedAt: [undefined, 0], stages: [[], stages] }];
  const offers = (commands: readonly Command[]) =>
    commands.filter((one): one is Offered => one.kind === "offer");

  it("starts with the first group alone, and looks again at hawkBit's next tick", () => {
    const { commands, wakeAt } = asking("rollout-groups", { groups: 4 })(0, heard());
    const [offer] = offers(commands);
    expect(offer!.stages).toEqual([0.25, 0.5, 0.75, 1]);
    expect(eligibleAt(offer!.schedule, 0.249)).toBe(0);
    expect(eligibleAt(offer!.schedule, 0.25)).toBe(NEVER);
    expect(wakeAt).toBe(2 * SECOND);
  });

  it("starts the next group at the success threshold and not below it", () => {
    const ask = asking("rollout-groups", { groups: 4 });
    ask(0, heard());
    expect(offers(ask(HOUR, heard(stage({ successes: 9 }))).commands)).toEqual([]);
    const [offer] = offers(ask(2 * HOUR, heard(stage({ successes: 10 }))).commands);
    expect(eligibleAt(offer!.schedule, 0.3)).toBe(2 * HOUR);
    expect(eligibleAt(offer!.schedule, 0.6)).toBe(NEVER);
  });

  it("starts no further group after too many errors, even if it has succeeded as well", () => {
    const ask = asking("rollout-groups", { groups: 4, success: 30, error: 50 });
    ask(0, heard());
    const broken = stage({ successes: 9, failures: 11 });
    expect(offers(ask(HOUR, heard(broken)).commands)).toEqual([]);
    expect(ask(2 * HOUR, heard(broken)).wakeAt).toBe(NEVER);
  });

  it("starts the next group once a paused rollout is resumed", () => {
    const ask = asking("rollout-groups", { groups: 4, error: 10, resumeAfter: "8h" });
    ask(0, heard());
    const broken = heard(stage({ failures: 3 }));
    expect(ask(HOUR, broken).wakeAt).toBe(9 * HOUR);
    expect(offers(ask(9 * HOUR, broken).commands)).toHaveLength(1);
    expect(offers(ask(10 * HOUR, broken).commands)).toEqual([]);
  });

  it("pauses after every group when told to", () => {
    const ask = asking("rollout-groups", { groups: 4, successAction: "pause", resumeAfter: "1h" });
    ask(0, heard());
    const good = heard(stage({ successes: 20 }));
    expect(offers(ask(HOUR, good).commands)).toEqual([]);
    expect(offers(ask(2 * HOUR, good).commands)).toHaveLength(1);
  });

  it("goes on below the threshold once a group is complete, and over groups without hosts", () => {
    const ask = asking("rollout-groups", { groups: 4, success: 100, error: 50 });
    ask(0, heard());
    const complete = stage({ successes: 15, failures: 5 });
    expect(offers(ask(HOUR, heard(complete)).commands)).toHaveLength(1);
    const empty = stage({ hosts: 0 });
    expect(offers(ask(HOUR + 2 * SECOND, heard(complete, empty)).commands)).toHaveLength(1);
  });

  it("is woken when a group is complete, however the reports fall", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (reports) => {
        const ask = asking("rollout-groups", { groups: 4, success: 100, error: 100 });
        ask(0, heard());
        const seen = { successes: 0, failures: 0 };
        let wakeAt = { successes: 0, failures: 0 };
        let started = 1;
        for (const [index, good] of reports.entries()) {
          seen[good ? "successes" : "failures"] += 1;
          if (seen.successes < wakeAt.successes && seen.failures < wakeAt.failures) continue;
          const { commands } = ask(HOUR + index, heard(stage(seen)));
          started += offers(commands).length;
          const watches = commands.filter((one) => one.kind === "watch-stage");
          wakeAt = watches.find((one) => one.stage === 0) ?? wakeAt;
        }
        expect(started).toBe(2);
      }),
    );
  });
});
