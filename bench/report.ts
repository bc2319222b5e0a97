import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "../src/experiment/compare.js";
import type { ReplicationRow } from "../src/experiment/replication-row.js";
import { runBatches } from "../src/experiment/run-batches.js";
import { recordReplay } from "../src/report/replay/record.js";
import { writeReport } from "../src/report/write.js";
import { decodeData } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/scenario.js";
import { pageFigures } from "./report-page.js";
import type { BenchResult, ResultRow } from "./result.js";

const HOSTS = 10_000;
const REPLICATIONS = 100;
/** Replications that are simulated; the others are these again with figures a little changed, to take the room that real ones take. */
const SIMULATED = 2;

/** Six policies on ten thousand hosts, with a release that panics on some of them. */
function scenarioOfBench(): Scenario {
  const data = {
    apiVersion: "shakedown/v1",
    name: "bench",
    seed: "bench",
    horizon: "14d",
    replications: REPLICATIONS,
    fleet: { groups: [{ name: "web", hosts: HOSTS, zones: ["a", "b", "c"], capacity: 6 }] },
    services: [{ name: "api", group: "web", replicas: 4 * HOSTS, start: "3s" }],
    releases: [
      { version: "1.1.0", payload: "100MB", channels: { stable: "6h" } },
      {
        version: "1.2.0",
        payload: "100MB",
        channels: { stable: "6d" },
        defects: [{ name: "panic", kind: "kernel-panic", per: "host", probability: "2%" }],
      },
    ],
    server: { bandwidth: "10Gbit/s" },
    people: { crews: 10 },
    policies: {
      locksmith: { preset: "coreos-locksmith", reboot: { max: 100 } },
      immediate: { preset: "coreos-immediate" },
      ubuntu: { preset: "ubuntu-unattended", reboot: { kind: "immediate" } },
      fedora: { preset: "fedora-coreos" },
      waves: { preset: "canary-waves" },
      android: { preset: "android-ab" },
    },
  };
  const { scenario, issues } = decodeData(data, { file: "bench", description: "" });
  if (scenario === undefined) throw new Error(`report: ${JSON.stringify(issues)}`);
  return scenario;
}

/** A replication that was not simulated: one that was, with every figure moved by up to 5 %; whole numbers stay whole. */
function likeness(row: ReplicationRow, replication: number): ReplicationRow {
  const moved = (value: number, index: number): number => {
    const factor =
      1 + 0.05 * (((replication * 0.618_033_988_7 + index * 0.414_213_562_4) % 1) - 0.5);
    return Number.isInteger(value) ? Math.round(value * factor) : value * factor;
  };
  const scalars = Object.entries(row.scalars).map(
    ([name, value], index) => [name, value === null ? null : moved(value, index)] as const,
  );
  const series = Object.entries(row.series).map(
    ([name, values]) => [name, values.map((value, bin) => moved(value, bin % 7))] as const,
  );
  return {
    ...row,
    replication,
    scalars: Object.fromEntries(scalars),
    series: Object.fromEntries(series),
  };
}

/** Seconds that something takes, and what it makes. */
async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; made: T }> {
  const start = performance.now();
  const made = await work();
  return { seconds: (performance.now() - start) / 1e3, made };
}

function row(name: string, measured: number, goal?: number): ResultRow {
  return { name, figures: { measured, ...(goal !== undefined && { goal }) } };
}

/** What a report of the size that people hand around costs: its room, its making, and its page in a browser. */
export async function report(): Promise<BenchResult> {
  const scenario = scenarioOfBench();
  const policies = Object.keys(scenario.policies);
  const { seconds, made } = await timed(async () => {
    const batches = policies.map((policy) => ({ policy, from: 0, until: SIMULATED }));
    return runBatches(scenario, batches, { workers: 1 });
  });
  const simulation = (seconds * REPLICATIONS) / SIMULATED;
  const rows = made.flatMap((one) =>
    Array.from({ length: REPLICATIONS / SIMULATED }, (_, copy) =>
      copy === 0 ? one : likeness(one, one.replication + copy * SIMULATED),
    ),
  );
  const comparison = compare(scenario, rows)!;
  const replay = await timed(() => recordReplay(scenario, comparison));
  const folder = join(mkdtempSync(join(tmpdir(), "shakedown-bench-")), "report");
  try {
    const written = await timed(() => writeReport(comparison, folder, replay.made));
    const size = (file: string): number => statSync(join(folder, file)).size / 1e6;
    const page = await pageFigures(join(folder, "report.html"));
    return {
      subject: "report",
      about: `${HOSTS.toLocaleString("en")} hosts × ${REPLICATIONS} replications × ${policies.length} policies; ${SIMULATED} replications are simulated, the others are likenesses of them. Two policies side by side in the replay; headless Chromium draws without a graphics card.`,
      rows: [
        row("report.html [MB]", size("report.html"), 3),
        row("summary.json [MB]", size("summary.json")),
        row("simulation in one thread, scaled up [s]", simulation),
        row("replay recorded [s]", replay.seconds),
        row("every form written, charts drawn [s]", written.seconds, 5),
        row(
          "both as a share of the simulation [%]",
          (100 * (replay.seconds + written.seconds)) / simulation,
          10,
        ),
        ...page.map(({ name, measured, goal }) => row(name, measured, goal)),
      ],
    };
  } finally {
    if (existsSync(folder)) rmSync(join(folder, ".."), { recursive: true });
  }
}
