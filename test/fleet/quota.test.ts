import { describe, expect, it } from "vitest";
import type { Command, Quota, View } from "../../src/fleet/control/policy-contract.js";
import type { Model } from "../../src/fleet/state/model.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { officeHours } from "../../src/systems/nebraska/office-hours.js";
import { DAY, HOUR, MINUTE, NEVER } from "../../src/support/time.js";
import { constant, defect, gate, group, mechanism, model, only, record, release } from "./build.js";

/** Offers the first release to everybody under a quota; may take a halt back later. */
function offerUnder(quota: Partial<Quota>, resumeAt = NEVER) {
  const rule: Quota = {
    max: 1,
    period: 2 * HOUR,
    timeout: HOUR,
    safeMode: false,
    officeHours: undefined,
    ...quota,
  };
  return {
    start: () => null,
    decide(view: View, memory: unknown) {
      const commands: Command[] = [];
      if (view.now === 0) commands.push({ kind: "gate", group: 0, gate: gate() });
      for (const [index, { publishedAt }] of view.releases.entries()) {
        if (publishedAt[0] !== view.now) continue;
        const schedule = [[view.now, 1]] as const;
        const offer = { group: 0, release: index, schedule, quota: rule } as const;
        commands.push({ kind: "offer", rank: "host", ...offer });
      }
      if (view.now === resumeAt) commands.push({ kind: "resume", group: 0, release: 0 });
      return { memory, commands, wakeAt: view.now < resumeAt ? resumeAt : NEVER };
    },
  };
}

function grantsOf(trace: readonly Transition[]): number[] {
  return only(trace, "Granted").map(({ time }) => time);
}

const tenHosts = (overrides: Partial<Model> = {}): Model =>
  model({ horizon: 5 * DAY, services: [], ...overrides });
/** A release whose kernel hangs: the host neither comes back nor reports. */
const hangs = (hosts: number): Partial<Model> => ({
  groups: [group({ hosts, mechanism: mechanism({ watchdog: NEVER }) })],
  releases: [release({ defects: [0] })],
  defects: [defect({ kind: "boot-hang" })],
  people: {
    crews: 1,
    repair: constant(30 * DAY),
    fix: constant(30 * DAY),
    notice: constant(DAY * 30),
    hold: true,
  },
});

describe("an update server that counts", () => {
  it("grants no more than its number in any period, and everybody in the end", () => {
    const { trace } = record(tenHosts(), offerUnder({ max: 2, period: 6 * HOUR }));
    const grants = grantsOf(trace);
    expect(grants).toHaveLength(10);
    for (const [index, at] of grants.entries()) {
      const next = grants[index + 2];
      if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(6 * HOUR);
    }
  });

  it("has no more updates in progress than its number", () => {
    const slow = mechanism({ install: constant(3 * HOUR) });
    const input = tenHosts({ groups: [group({ mechanism: slow })] });
    const { trace } = record(input, offerUnder({ max: 2, period: 1, timeout: 10 * HOUR }));
    const ends = only(trace, "Report")
      .filter(({ to }) => to === 0)
      .map(({ time }) => time);
    const grants = grantsOf(trace);
    expect(grants).toHaveLength(10);
    for (const [index, at] of grants.entries()) {
      expect(index - ends.filter((end) => end <= at).length).toBeLessThan(2);
    }
  });

  it("waits in safe mode for the first attempt to end, then goes on with its number", () => {
    const { trace } = record(tenHosts(), offerUnder({ max: 10, period: 1, safeMode: true }));
    const [first, second, third] = grantsOf(trace);
    const firstEnd = only(trace, "Report").find(({ to }) => to === 0)!.time;
    expect(second).toBeGreaterThan(first!);
    expect(second).toBeGreaterThanOrEqual(firstEnd);
    expect(third! - second!).toBeLessThan(HOUR);
  });

  it("is fooled in safe mode by a fallback: the canary reports success and is granted the same again", () => {
    const bad = { releases: [release({ defects: [0] })], defects: [defect()] };
    const { trace } = record(tenHosts(bad), offerUnder({ max: 10, period: 1, safeMode: true }));
    const hosts = only(trace, "Granted").map(({ subject }) => subject);
    expect(only(trace, "Halted")).toHaveLength(0);
    expect(new Set(hosts).size).toBe(10);
    expect(hosts.filter((host) => host === hosts[0]).length).toBeGreaterThan(3);
  });

  it("switches a group off in safe mode when the canary times out, and grants nothing after it", () => {
    const { trace } = record(tenHosts(hangs(10)), offerUnder({ period: 1, safeMode: true }));
    expect(only(trace, "Granted")).toHaveLength(1);
    const halted = only(trace, "Halted");
    expect(halted).toHaveLength(1);
    const [granted] = grantsOf(trace);
    expect(halted[0]!.time).toBeGreaterThan(granted! + HOUR);
    expect(halted[0]!.time).toBeLessThan(granted! + 3 * HOUR);
  });

  it("goes on when a person switches the group on again, and is caught by the next canary", () => {
    const policy = offerUnder({ period: 1, safeMode: true }, 2 * DAY);
    const { trace } = record(tenHosts(hangs(10)), policy);
    expect(only(trace, "Resumed").map(({ time }) => time)).toEqual([2 * DAY]);
    expect(grantsOf(trace).filter((at) => at > 2 * DAY)).toHaveLength(1);
    expect(only(trace, "Halted")).toHaveLength(2);
  });

  it("lets a bad release spread at the rate of its time-outs without safe mode", () => {
    const { trace } = record(tenHosts(hangs(10)), offerUnder({ period: 1, timeout: 12 * HOUR }));
    const grants = grantsOf(trace);
    expect(grants.length).toBeGreaterThanOrEqual(8);
    for (const [index, at] of grants.entries()) {
      if (index > 0) expect(at - grants[index - 1]!).toBeGreaterThan(12 * HOUR);
    }
  });

  it("forgets a canary that has been silent for a day, however long its timeout", () => {
    const quota = { period: 1, timeout: 100 * DAY };
    const { trace } = record(tenHosts(hangs(10)), offerUnder(quota));
    const [first, second] = grantsOf(trace);
    expect(second! - first!).toBeGreaterThan(DAY);
    expect(second! - first!).toBeLessThan(DAY + 2 * HOUR);
  });

  it("grants during office hours only", () => {
    const quota = { max: 2, period: 1, officeHours: officeHours([]) };
    // The run starts on a Monday at 00:00 UTC; the release appears on Friday at 16:30.
    const publications = [
      { at: 4 * DAY + 16.5 * HOUR, release: 0, channel: 0, kind: "published" },
    ] as const;
    const input = tenHosts({ horizon: 14 * DAY, publications: [...publications] });
    const grants = grantsOf(record(input, offerUnder(quota)).trace);
    expect(grants).toHaveLength(10);
    expect(grants.some((at) => at < 5 * DAY)).toBe(true);
    for (const at of grants) {
      const hour = (at % DAY) / HOUR;
      expect(Math.floor(at / DAY) % 7).toBeLessThan(5);
      expect(hour).toBeGreaterThanOrEqual(9);
      expect(hour).toBeLessThan(17);
    }
  });

  it("never grants where its time zone is unknown", () => {
    const quota = { officeHours: officeHours(undefined) };
    expect(only(record(tenHosts(), offerUnder(quota)).trace, "Granted")).toHaveLength(0);
  });

  it("keeps one count for all its offers: a refused host gets no older release instead", () => {
    const input = tenHosts({
      releases: [release(), release({ version: "2" })],
      publications: [
        { at: HOUR, release: 0, channel: 0, kind: "published" },
        { at: HOUR + MINUTE, release: 1, channel: 0, kind: "published" },
      ],
    });
    const { trace } = record(input, offerUnder({ max: 1, period: 4 * HOUR }));
    const grants = grantsOf(trace);
    for (const [index, at] of grants.entries()) {
      if (index > 0) expect(at - grants[index - 1]!).toBeGreaterThanOrEqual(4 * HOUR);
    }
    expect(
      only(trace, "Granted")
        .slice(1)
        .every(({ to }) => to === 1),
    ).toBe(true);
  });
});
