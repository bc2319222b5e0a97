import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOutputs, metrics } from "../../src/metrics/index.js";
import { SERIES_BINS, type Metric } from "../../src/metrics/metric.js";
import { busyFleet, stories } from "./histories.js";
import { replay, type Story } from "./story.js";

const run = (metric: Metric, state: unknown, told: Story["transitions"]) =>
  replay(told, (name, transition) => metric.on[name]?.(state, transition, busyFleet));

const results = (story: Story) =>
  metrics.map((metric) => {
    const state = metric.start(busyFleet);
    run(metric, state, story.transitions);
    return { metric, state, values: metric.finish(state, busyFleet) };
  });

describe("the registry of metrics", () => {
  it("names each metric once", () => {
    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("names each output once, in kebab-case with parts after dots", () => {
    const names = metricOutputs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/);
  });

  it("keeps the names that reports and scenarios rely on", () => {
    expect(metricOutputs.map(({ name, unit }) => `${name} [${unit}]`)).toEqual([
      "cost [money]",
      "container-downtime [container-s]",
      "container-downtime.planned [container-s]",
      "container-downtime.defect [container-s]",
      "container-downtime.fault [container-s]",
      "container-downtime.no-room [container-s]",
      "availability []",
      "budget-violation [s]",
      "service-outages [outages]",
      "service-outages.median [s]",
      "service-outages.p95 [s]",
      "service-outages.longest [s]",
      "host-downtime [host-s]",
      "host-downtime.planned [host-s]",
      "host-downtime.defect [host-s]",
      "host-downtime.fault [host-s]",
      "host-outages [outages]",
      "host-outages.median [s]",
      "host-outages.p95 [s]",
      "host-outages.longest [s]",
      "peak-hosts-down [hosts]",
      "peak-hosts-down-zone [hosts]",
      "degraded-time [host-s]",
      "hosts-with-broken [hosts]",
      "hosts-with-broken.peak [hosts]",
      "failed-boots [attempts]",
      "boot-episodes [episodes]",
      "boot-episodes.fell-back [episodes]",
      "boot-episodes.retried [episodes]",
      "boot-episodes.repaired [episodes]",
      "boot-episodes.replaced [episodes]",
      "boot-episodes.stranded [episodes]",
      "recovery-time [min]",
      "recovery-time.max [min]",
      "exposure [hosts]",
      "exposure.susceptible [hosts]",
      "exposure.at-halt [hosts]",
      "exposure-time [host-h]",
      "time-to-detect [h]",
      "time-to-halt [h]",
      "offered-share []",
      "installed-share []",
      "broken-share []",
      "rollouts-due [rollouts]",
      "rollouts-completed [rollouts]",
      "hosts-unpatched [hosts]",
      "patched-within []",
      "deadlines-missed [deadlines]",
      "unpatched-time [host-h]",
      "progress-stopped [d]",
      "rollout-duration [h]",
      "rollout-duration.longest [h]",
      "patch-latency.t50 [h]",
      "patch-latency.t90 [h]",
      "patch-latency.t99 [h]",
      "patch-latency.t100 [h]",
      "vulnerable-time [host-h]",
      "truth-gap [host-s]",
      "reboots [reboots]",
      "hosts-replaced [hosts]",
      "evictions [evictions]",
      "repeated-installs [installs]",
      "dead-lock-time [s]",
      "downloads [downloads]",
      "peak-downloads [downloads]",
      "repairs [repairs]",
      "operator-time [h]",
      "halts [halts]",
      "halts.good [halts]",
    ]);
  });

  it.each(metricOutputs)("explains $name in sentences", ({ title, doc }) => {
    expect(title).toMatch(/^[A-Z]/);
    expect(doc).toMatch(/^\S.{20,}\.$/);
  });
});

describe.each(metrics)("metric $name", (metric) => {
  it("gives exactly the scalars it declares, finite or null", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const state = metric.start(busyFleet);
        run(metric, state, story.transitions);
        const { scalars } = metric.finish(state, busyFleet);
        const declared = metric.outputs.map(({ name }) => name);
        expect(Object.keys(scalars).toSorted()).toEqual(declared.toSorted());
        for (const value of Object.values(scalars)) {
          expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  it("goes on from a copy of its state as from the state itself", () => {
    fc.assert(
      fc.property(stories, fc.nat(), (story, cut) => {
        const { transitions } = story;
        const middle = transitions.length === 0 ? 0 : cut % transitions.length;
        const state = metric.start(busyFleet);
        run(metric, state, transitions.slice(0, middle));
        const copy: unknown = structuredClone(state);
        run(metric, state, transitions.slice(middle));
        const values = metric.finish(state, busyFleet);
        // The copy goes on only now: what the original did must not have reached it.
        run(metric, copy, transitions.slice(middle));
        expect(metric.finish(copy, busyFleet)).toEqual(values);
      }),
    );
  });
});

describe("metrics together", () => {
  it("leave the facts alone", () => {
    const before = structuredClone(busyFleet);
    fc.assert(
      fc.property(stories, (story) => {
        results(story);
        expect(busyFleet).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  it("give the same values when asked twice", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { metric, state, values } of results(story)) {
          const first = structuredClone(values);
          expect(metric.finish(state, busyFleet)).toEqual(first);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("give series of the agreed length, shares in 0..1 and counts from 0", () => {
    const shares = ["serving", "adoption", "well", "reported-good"];
    fc.assert(
      fc.property(stories, (story) => {
        const series = results(story).flatMap(({ values }) => Object.entries(values.series ?? {}));
        expect(series.map(([name]) => name)).toEqual([
          "serving",
          "serving.a",
          "adoption",
          "well",
          "reported-good",
          "locks-held",
          "downloads",
        ]);
        for (const [name, values] of series) {
          expect(values.length).toBe(SERIES_BINS);
          const most = shares.includes(name) ? 1 + 1e-12 : Number.POSITIVE_INFINITY;
          expect(values.filter((value) => !(value >= -1e-9 && value <= most))).toHaveLength(0);
        }
      }),
    );
  });

  it("never report a negative amount", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { values } of results(story)) {
          for (const value of Object.values(values.scalars))
            expect(value ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("keep at most 40 bytes a host", () => {
    const bytes = (state: unknown): number => {
      if (ArrayBuffer.isView(state)) return state.byteLength;
      if (typeof state !== "object" || state === null) return 0;
      return Object.values(state).reduce((sum: number, part) => sum + bytes(part), 0);
    };
    const sized = (hosts: number) => {
      const facts = {
        ...busyFleet,
        hosts,
        zoneOf: new Uint16Array(hosts),
        groupOf: new Uint16Array(hosts),
        groups: [{ ...busyFleet.groups[0]!, hosts }],
      };
      return metrics.reduce((sum, metric) => sum + bytes(metric.start(facts)), 0);
    };
    expect((sized(2_000) - sized(1_000)) / 1_000).toBeLessThanOrEqual(40);
  });
});
