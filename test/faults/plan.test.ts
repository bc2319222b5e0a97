import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { buildPlan, faultInput, faults } from "../../src/faults/index.js";
import type { FaultSite } from "../../src/faults/fault.js";
import type { FaultPlan } from "../../src/fleet/effects/effects.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/support/time.js";
import { siteOf } from "./sites.js";

/** What an entry says beyond when, how long and whom. */
const more: Record<string, object> = {
  "runtime-crash": { for: undefined },
  "power-loss": { for: "10m" },
  "network-partition": { cuts: ["lock", "update-server"] },
  "zone-outage": { for: "30m", zones: ["b"] },
  "power-loss-at-step": { step: "install" },
  "rack-outage": { count: 1 },
};

/** An entry of each kind that strikes a quarter of what there is to strike, on day 3. */
const examples: Record<string, object> = Object.fromEntries(
  faults.map(({ kind, config }) => {
    const settings = z.toJSONSchema(config, { io: "input" }).properties ?? {};
    const usual = { for: "6h", share: "25%" };
    const known = Object.entries(usual).filter(([name]) => name in settings);
    const entry = { from: "3d", ...Object.fromEntries(known), ...more[kind] };
    return [kind, JSON.parse(JSON.stringify(entry)) as object];
  }),
);

function planOf(site: FaultSite, ...entries: readonly object[]): FaultPlan {
  return buildPlan(
    entries.map((entry) => faultInput.parse(entry)),
    site,
  );
}

/** Whom a fault of one occurrence strikes. */
function victimsOf(site: FaultSite, choice: object): readonly number[] {
  const [effect] = planOf(site, { kind: "bad-kernel", from: "1d", for: "1h", ...choice });
  return effect?.who ?? [];
}

function isAccepted(entry: object): boolean {
  return faultInput.safeParse(entry).success;
}

describe("the registry of faults", () => {
  it("holds every file that defines a fault", () => {
    const files = readdirSync(new URL("../../src/faults/kinds/", import.meta.url))
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((file) => file !== "index");
    expect(faults.map(({ kind }) => kind).toSorted()).toEqual(files.toSorted());
  });
});

describe.each(faults)("fault $kind", ({ kind, doc, config }) => {
  const entry = { kind, ...examples[kind] };
  const site = siteOf(40);

  it("documents itself and every setting", () => {
    expect(doc).toMatch(/^[A-Z].*\.$/s);
    const schema = z.toJSONSchema(config, { io: "input" });
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      expect(field, name).toHaveProperty("description");
    }
  });

  it("plans effects inside the horizon, victims rising and inside the fleet", () => {
    const plan = planOf(site, entry);
    expect(plan[0]!.from).toBe(3 * DAY);
    for (const { from, until, who, label } of plan) {
      expect(label).toBe(kind);
      expect(from).toBeLessThan(site.horizon);
      expect(until).toBeGreaterThanOrEqual(from);
      expect([...who]).toEqual([...new Set(who)].toSorted((a, b) => a - b));
      expect(who.every((host) => host >= 0 && host < site.hosts)).toBe(true);
    }
  });

  it("strikes nobody once the run is over", () => {
    expect(planOf(siteOf(40, "faults", 3 * DAY), entry)).toEqual([]);
    expect(planOf(siteOf(40, "faults", 3 * DAY + 1), entry)).not.toEqual([]);
  });

  it("plans the same for the same luck, in data that JSON can hold", () => {
    const plan = planOf(site, entry);
    expect(planOf(siteOf(40), entry)).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it("goes by the name that the scenario gives it", () => {
    const labels = planOf(site, { ...entry, name: "the storm" }).map(({ label }) => label);
    expect([...new Set(labels)]).toEqual(["the storm"]);
  });

  it("refuses unknown settings", () => {
    expect(isAccepted({ ...entry, colour: "red" })).toBe(false);
  });
});

describe("what the faults do", () => {
  const site = siteOf(40);
  const effectOf = (kind: string) => planOf(site, { kind, ...examples[kind] })[0]!;

  it("lasts as long as it says, a daemon crash by default for docker's 2 s, a crash for no time", () => {
    const lasts = (kind: string) => effectOf(kind).until - effectOf(kind).from;
    expect(lasts("bad-kernel")).toBe(6 * HOUR);
    expect(lasts("power-loss")).toBe(10 * MINUTE);
    expect(lasts("runtime-crash")).toBe(2 * SECOND);
    expect(lasts("host-crash")).toBe(0);
  });

  it("cuts the links it names, all of them by default", () => {
    const partition = { kind: "network-partition", from: "1d", for: "1h" };
    expect(effectOf("network-partition").links).toEqual(["update-server", "lock"]);
    expect(planOf(site, partition)[0]!.links).toHaveLength(4);
  });

  it("strikes every host of a zone that goes out, and none with the update server", () => {
    expect(effectOf("zone-outage").who).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i + 1));
    expect(effectOf("update-server-outage").who).toEqual([]);
  });
});

describe("the choice of victims", () => {
  const site = siteOf(300);

  it("is every host when nothing is said", () => {
    expect(victimsOf(site, {})).toHaveLength(300);
  });

  it("wants all that is named to hold", () => {
    const victims = victimsOf(site, { zones: ["b"], groups: ["db"], cohorts: ["old"] });
    const expected = Array.from({ length: 75 }, (_, host) => host).filter(
      (host) => host % 2 === 1 && host % 3 === 0,
    );
    expect(victims).toEqual(expected);
  });

  it("takes hosts by number", () => {
    expect(victimsOf(site, { hosts: [7, 3, 299] })).toEqual([3, 7, 299]);
    expect(victimsOf(site, { hosts: [7, 3, 299], zones: ["a"] })).toEqual([]);
  });

  it("takes a share of those who match, and at least one", () => {
    expect(victimsOf(site, { share: "5%" })).toHaveLength(15);
    expect(victimsOf(site, { share: "5%", zones: ["a"] })).toHaveLength(8);
    expect(victimsOf(site, { share: "0.1%" })).toHaveLength(1);
    expect(victimsOf(site, { share: "0%" })).toHaveLength(0);
    expect(victimsOf(site, { count: 3 })).toHaveLength(3);
    expect(victimsOf(site, { count: 3000 })).toHaveLength(300);
  });

  it("strikes the same hosts and more as the share grows", () => {
    const sets = [1, 5, 25, 60, 100].map((share) => victimsOf(site, { share: `${share}%` }));
    for (const [at, larger] of sets.slice(1).entries()) {
      const smaller = sets[at]!;
      expect(larger.length).toBeGreaterThan(smaller.length);
      expect(smaller.filter((host) => !larger.includes(host))).toEqual([]);
    }
  });

  it("ranks a host alike whoever else matches: the first fifth of a zone is in the first half of all", () => {
    const one = victimsOf(site, { share: "20%", zones: ["a"] });
    const both = victimsOf(site, { count: 150, zones: ["a", "b"] });
    expect(one.filter((host) => !both.includes(host))).toEqual([]);
  });

  it("differs with the seed, and from fault to fault of one scenario", () => {
    const entry = { kind: "host-crash", from: "1d", count: 30 };
    const [first, second] = planOf(site, entry, entry);
    expect(first!.who).not.toEqual(second!.who);
    expect(planOf(siteOf(300, "other"), entry)[0]!.who).not.toEqual(first!.who);
  });

  it("is fair: over many faults every host is struck as often, within 5 sigma", () => {
    const struck = Array.from({ length: 40 }, () => 0);
    const entries = Array.from({ length: 1000 }, () => ({
      kind: "host-crash",
      from: "1d",
      share: "25%",
    }));
    for (const { who } of planOf(siteOf(40), ...entries)) {
      for (const host of who) struck[host]! += 1;
    }
    const sigma = Math.sqrt(1000 * 0.25 * 0.75);
    expect(Math.max(...struck.map((times) => Math.abs(times - 250)))).toBeLessThan(5 * sigma);
  });
});

describe("faults that come again", () => {
  it("come every so often until the end, or as often as they say", () => {
    const outage = { kind: "update-server-outage", from: "2d", for: "1h" };
    const onsets = (repeat: object) =>
      planOf(siteOf(4), { ...outage, repeat }).map(({ from }) => from / DAY);
    expect(onsets({ every: "20d" })).toEqual([2, 22, 42]);
    expect(onsets({ every: "29d" })).toEqual([2, 31]);
    expect(onsets({ every: "1d", times: 3 })).toEqual([2, 3, 4]);
  });

  it("strike other hosts each time", () => {
    const entry = { kind: "host-crash", from: "1d", count: 30, repeat: { every: "7d" } };
    const plan = planOf(siteOf(300), entry);
    expect(new Set(plan.map(({ who }) => who.join())).size).toBe(plan.length);
  });
});

describe("background faults", () => {
  const rate = { per: "host", every: "400d" };

  it("come as a Poisson number within 5 sigma, each for one host, before the end", () => {
    const site = siteOf(4000, "weather", 200 * DAY);
    const plan = planOf(site, { kind: "host-crash", rate });
    const expected = (4000 * 200) / 400;
    expect(Math.abs(plan.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(plan.every(({ who }) => who.length === 1)).toBe(true);
    expect(plan.every(({ from }) => from >= 0 && from < site.horizon)).toBe(true);
  });

  it("vary from host to host as Poisson counts do: variance = mean within 5 sigma", () => {
    const hosts = 2000;
    const counts = Array.from({ length: hosts }, () => 0);
    const often = { kind: "host-crash", rate: { every: "10d" } };
    for (const { who } of planOf(siteOf(hosts, "dispersion", 60 * DAY), often))
      counts[who[0]!]! += 1;
    const mean = counts.reduce((sum, n) => sum + n, 0) / hosts;
    const variance = counts.reduce((sum, n) => sum + (n - mean) * (n - mean), 0) / (hosts - 1);
    expect(Math.abs(variance / mean - 1)).toBeLessThan(5 * Math.sqrt(2 / (hosts - 1)));
  });

  it("strike only whom they may, from when they may", () => {
    const entry = { kind: "host-crash", rate: { every: "5d" }, from: "30d", zones: ["b"] };
    const plan = planOf(siteOf(100), entry);
    expect(plan.length).toBeGreaterThan(100);
    expect(plan.every(({ from, who }) => from >= 30 * DAY && who[0]! % 2 === 1)).toBe(true);
  });

  it("draw the length of a power loss anew each time where it is a distribution", () => {
    const lengths = { dist: "exponential", mean: "20m" };
    const plan = planOf(siteOf(1000), { kind: "power-loss", for: lengths, rate: { every: "30d" } });
    const mean = plan.reduce((sum, { from, until }) => sum + until - from, 0) / plan.length;
    expect(Math.abs(mean / (20 * MINUTE) - 1)).toBeLessThan(5 / Math.sqrt(plan.length));
    expect(plan.every(({ from, until }) => Number.isInteger(from) && Number.isInteger(until))).toBe(
      true,
    );
  });

  it("are the same ones, and more, on a longer run", () => {
    const entry = { kind: "host-crash", rate: { every: "20d" } };
    const short = planOf(siteOf(50, "faults", 30 * DAY), entry);
    const long = planOf(siteOf(50, "faults", 60 * DAY), entry);
    expect(long.filter(({ from }) => from < 30 * DAY)).toEqual(short);
    expect(long.length).toBeGreaterThan(short.length);
  });
});

it("orders a plan by time, and by place in the scenario where times are equal", () => {
  const plan = planOf(
    siteOf(20),
    { kind: "host-crash", rate: { every: "30d" } },
    { kind: "broken-bridge", name: "first", from: "5d", for: "1h" },
    { kind: "bad-kernel", name: "second", from: "5d", for: "1h" },
    { kind: "update-server-outage", from: "1d", for: "1h" },
  );
  const times = plan.map(({ from }) => from);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const labels = plan.map(({ label }) => label);
  expect(labels.indexOf("second")).toBe(labels.indexOf("first") + 1);
});

describe("bad input to a fault", () => {
  it.each([
    ["an unknown kind", { kind: "meteor", from: "1d" }],
    ["no onset", { kind: "bad-kernel", for: "1h" }],
    ["no length", { kind: "bad-kernel", from: "1d" }],
    ["a share and a count", { kind: "bad-kernel", from: "1d", for: "1h", share: "5%", count: 3 }],
    ["a share over 100 %", { kind: "bad-kernel", from: "1d", for: "1h", share: "105%" }],
    ["a negative host", { kind: "bad-kernel", from: "1d", for: "1h", hosts: [-1] }],
    ["a crash at no time", { kind: "host-crash" }],
    ["a rate that repeats", { kind: "host-crash", rate: { every: "1d" }, repeat: { every: "1d" } }],
    ["a rate without end", { kind: "host-crash", rate: { every: "0s" } }],
    ["a repetition without end", { kind: "host-crash", from: "1d", repeat: { every: "0s" } }],
    ["an unknown link", { kind: "network-partition", from: "1d", for: "1h", cuts: ["power"] }],
    ["a zone outage without zones", { kind: "zone-outage", from: "1d", for: "1h" }],
  ])("refuses %s", (_, entry) => {
    expect(isAccepted(entry)).toBe(false);
  });
});
