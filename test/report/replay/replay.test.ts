import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hostPhaseNames } from "../../../src/fleet/state/phases.js";
import { TransitionKind } from "../../../src/fleet/state/transitions.js";
import { readReplay } from "../../../src/report/read.js";
import { packColumns, unpackColumns, What } from "../../../src/report/replay/columns.js";
import { firstParting } from "../../../src/report/replay/parting.js";
import { parseReplay, tracksOf } from "../../../src/report/replay/read-replay.js";
import { recordReplay } from "../../../src/report/replay/record.js";
import { Track } from "../../../src/report/replay/track.js";
import { partingInWords } from "../../../src/report/replay/words.js";
import { writeReport } from "../../../src/report/write.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/simulation/simulate.js";
import { smokeComparison } from "../smoke-comparison.js";

const comparison = await smokeComparison(2);
const scenario = { ...loadScenario("scenarios/smoke.yaml"), replications: 2 };
const replay = recordReplay(scenario, comparison);

/** Hosts in phases, as a replication itself says it. */
function phasesAt(policy: string, time: number): number[] {
  const phases = Array.from({ length: replay.hosts }, () => 0);
  simulate(scenario, { policy, replication: 0 }, (transition) => {
    if (transition.kind === TransitionKind.HostPhase && transition.time <= time) {
      phases[transition.subject] = transition.to;
    }
  });
  return phases;
}

/** A track of hosts' phases, [time, host, phase]. */
function trackOf(policy: string, records: readonly (readonly [number, number, number])[]): Track {
  const columns = {
    time: Float64Array.from(records, ([time]) => time),
    host: Uint32Array.from(records, ([, host]) => host),
    what: Uint8Array.from(records, ([, , phase]) => phase),
    more: new Uint32Array(records.length),
  };
  return new Track(policy, "everything", { columns, hosts: 3 });
}

it("shows at every moment the phases that the replication was in, wherever it came from", () => {
  for (const track of tracksOf(replay)) {
    for (const share of [0.9, 0.2, 0.35, 1, 0, 0.5]) {
      const time = Math.floor(replay.horizon * share);
      track.seek(time);
      const expected = phasesAt(track.policy, time);
      expect([...track.phase]).toEqual(expected);
      const counts = hostPhaseNames.map((_, phase) => expected.filter((p) => p === phase).length);
      expect([...track.counts]).toEqual(counts);
    }
  }
});

it("jumps over keyframes to what it would have come to step by step", () => {
  const records = Array.from({ length: 20_000 }, (_, i) => [i, i % 3, (i * 7) % 14] as const);
  const jumping = trackOf("a", records);
  const stepping = trackOf("a", records);
  for (let time = 0; time < 20_000; time += 100) stepping.seek(time);
  jumping.seek(19_999);
  jumping.seek(5_000);
  jumping.seek(19_900);
  expect([...jumping.phase]).toEqual([...stepping.phase]);
  expect([...jumping.counts]).toEqual([...stepping.counts]);
});

it("packs columns without loss but for parts of a second, which it rounds up", () => {
  const columns = {
    time: Float64Array.of(0, 1, 999, 127_000, 127_001, 2 ** 31 * 1000),
    host: Uint32Array.of(0, 9_999, 128, 0, 128, 300),
    what: Uint8Array.of(0, 13, What.Runs, What.Noticed, 2, 7),
    more: Uint32Array.of(0, 70_000, 1, 2, 3, 4),
  };
  expect(unpackColumns(packColumns(columns, 10_000), 6, 10_000)).toEqual({
    // Of one second: in the order of hosts.
    time: Float64Array.of(0, 1000, 1000, 127_000, 128_000, 2 ** 31 * 1000),
    host: Uint32Array.of(0, 128, 9_999, 0, 128, 300),
    what: Uint8Array.of(0, What.Runs, 13, What.Noticed, 2, 7),
    more: Uint32Array.of(0, 1, 70_000, 2, 3, 4),
  });
});

it("packs whatever happens to a host so that it comes back in its order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3_600), fc.nat(6), fc.nat(37), fc.nat(1_000)), { maxLength: 60 }),
      (drawn) => {
        const rows = drawn.toSorted(([a], [b]) => a - b);
        const columns = {
          time: Float64Array.from(rows, ([time]) => time * 1000),
          host: Uint32Array.from(rows, ([, host]) => host),
          what: Uint8Array.from(rows, ([, , what]) => what),
          more: Uint32Array.from(rows, ([, , , more]) => more),
        };
        const { time, host, what, more } = unpackColumns(packColumns(columns, 7), rows.length, 7);
        const historyOf = (index: number) =>
          [...host.keys()].flatMap((i) =>
            host[i] === index ? [[time[i]! / 1000, index, what[i]!, more[i]!]] : [],
          );
        expect([...time]).toEqual([...columns.time]);
        for (let index = 0; index < 7; index++) {
          expect(historyOf(index)).toEqual(rows.filter(([, at]) => at === index));
        }
      },
    ),
  );
});

it("finds where two policies part, once all of the moment has happened", () => {
  const a = trackOf("a", [
    [5, 0, 1],
    [9, 2, 1],
    [9, 2, 2],
    [12, 1, 1],
  ]);
  const b = trackOf("b", [
    [5, 0, 1],
    [9, 2, 2],
    [13, 1, 1],
  ]);
  expect(firstParting(a, b)).toEqual({ time: 12, host: 1, hosts: 1, phases: [1, 0] });
  expect(firstParting(a, a)).toBeUndefined();
  const data = { ...replay, hosts: 3, zones: ["x"], zoneRuns: [0, 3], groups: [] };
  expect(partingInWords(firstParting(a, b), { a, b, data })).toBe(
    "They part first at 0 d 00:00:00: host 1 (zone x) was draining under a and serving under b.",
  );
});

it("leaves detail out, then policies, until it fits, and keeps phases true", () => {
  const [full] = tracksOf(replay);
  const size = Math.max(...replay.tracks.map(({ packed }) => packed.length));
  const small = recordReplay(scenario, comparison, size);
  expect(small.tracks.some(({ detail }) => detail !== "everything")).toBe(true);
  expect(small.tracks.reduce((sum, { packed }) => sum + packed.length, 0)).toBeLessThanOrEqual(
    size,
  );
  expect(recordReplay(scenario, comparison, 10).omitted).toEqual(
    replay.tracks.map(({ policy }) => policy),
  );
  const again = tracksOf(small).find(({ policy }) => policy === full!.policy);
  again?.seek(replay.horizon);
  full!.seek(replay.horizon);
  expect(again === undefined ? [...full!.phase] : [...again.phase]).toEqual([...full!.phase]);
});

it("is read back from its folder, and refused where it was changed or is of another scenario", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-replay-"));
  try {
    await writeReport(comparison, folder, replay);
    expect(readReplay(folder, comparison.scenario.hash)).toEqual(replay);
    expect(() => readReplay(folder, "0")).toThrow(/another scenario/);
    const path = join(folder, "report.html");
    writeFileSync(path, readFileSync(path, "utf8").replace('"replication":0', '"replication":1'));
    expect(() => readReplay(folder, comparison.scenario.hash)).toThrow(/not the one that the run/);
    await writeReport(comparison, folder);
    expect(readReplay(folder, comparison.scenario.hash)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("refuses tracks that are not what they say", () => {
  const [first] = replay.tracks;
  const changed = (change: object) => ({ ...replay, tracks: [{ ...first, ...change }] });
  expect(() => parseReplay(changed({ records: 1e9 }))).toThrow(/ends too early/);
  expect(() => parseReplay(changed({ records: first!.records - 1 }))).toThrow();
  expect(() => parseReplay(changed({ packed: "AAAA" }))).toThrow(/unpacked|early/);
  expect(() => parseReplay({ ...replay, hosts: 5, zoneRuns: [0, 5] })).toThrow(/records/);
  expect(() => parseReplay({ ...replay, zoneRuns: [0, 1] })).toThrow(/zones/);
});
