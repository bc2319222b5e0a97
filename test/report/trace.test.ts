import { describe, expect, it } from "vitest";
import { HostPhase } from "../../src/fleet/state/phases.js";
import { TransitionKind, type Transition } from "../../src/fleet/state/transitions.js";
import { TraceFold } from "../../src/report/trace.js";
import { loadScenario } from "../../src/scenario/load.js";
import { beginReplication } from "../../src/simulation/simulate.js";

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: { readonly value: number };
}

const transitions: Transition[] = [];
const run = beginReplication(
  loadScenario("scenarios/smoke.yaml"),
  { policy: "two-slots", replication: 0 },
  (transition) => transitions.push({ ...transition }),
);
const { facts } = run.world;
run.advance(facts.horizon);
const fold = new TraceFold(facts);
for (const transition of transitions) fold.add(transition);
const { traceEvents: events } = JSON.parse(fold.finish(facts.horizon)) as { traceEvents: Event[] };

describe("a trace", () => {
  it("shows exactly the time in which hosts do not serve", () => {
    const since = new Map<number, number>();
    let away = 0;
    for (const { kind, subject, from, to, time } of transitions) {
      if (kind !== TransitionKind.HostPhase) continue;
      if (from === HostPhase.Serving) since.set(subject, time);
      if (to !== HostPhase.Serving) continue;
      away += time - (since.get(subject) ?? 0);
      since.delete(subject);
    }
    for (const begin of since.values()) away += facts.horizon - begin;
    const slices = events.filter(({ ph, pid }) => ph === "X" && pid > 1);
    expect(away).toBeGreaterThan(0);
    expect(slices.reduce((sum, { dur }) => sum + dur, 0)).toBe(away * 1000);
  });

  it("has no slices that overlap on a track, which Perfetto does not allow", () => {
    const tracks = new Map<string, Event[]>();
    for (const event of events.filter(({ ph }) => ph === "X")) {
      const track = `${event.pid}/${event.tid}`;
      tracks.set(track, [...(tracks.get(track) ?? []), event]);
    }
    expect(tracks.size).toBeGreaterThan(5);
    for (const slices of tracks.values()) {
      slices.sort((a, b) => a.ts - b.ts);
      for (const [at, { ts }] of slices.entries()) {
        const before = slices[at - 1];
        if (before !== undefined) expect(before.ts + before.dur).toBeLessThanOrEqual(ts);
      }
    }
  });

  it("counts no more hosts away than there are, and none fewer than none", () => {
    const counts = events.filter(({ name }) => name === "hosts not serving");
    expect(counts.length).toBeGreaterThan(5);
    for (const { args } of counts) {
      expect(args.value).toBeGreaterThanOrEqual(0);
      expect(args.value).toBeLessThanOrEqual(facts.hosts);
    }
  });
});
