import { deflateRawSync } from "node:zlib";
import type { Comparison } from "../../experiment/comparison.js";
import type { FleetFacts } from "../../fleet/state/model.js";
import { BootOutcome } from "../../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../../fleet/state/transitions.js";
import type { Scenario } from "../../scenario/scenario.js";
import { beginReplication } from "../../simulation/simulate.js";
import { buildReport } from "../build-report.js";
import { packColumns, What, type Columns } from "./columns.js";
import { mergedPhase } from "./parting.js";
import {
  DETAILS,
  REPLAY_SCHEMA,
  type Detail,
  type ReplayData,
  type TrackData,
} from "./replay-data.js";
import { isPhase } from "./track.js";

/** Most base64 characters of all tracks: a third of what a report may have. */
const ROOM = 1_000_000;

/** Most records of a policy that are held in memory; more would not fit in a report in any case. */
const MOST_RECORDS = 3_000_000;

/** The replication that is replayed: the one whose faults are shaded in the charts. */
const REPLICATION = 0;

/**
 * Simulates one replication under each policy of a comparison once more and keeps what happened to hosts. The best and the worst
 * policy get room first; the others get what is left, in less detail where it is short.
 *
 * @param room most base64 characters of all tracks
 */
export function recordReplay(scenario: Scenario, comparison: Comparison, room = ROOM): ReplayData {
  const recordings = new Map<string, Recording>();
  const ranked = rankedPolicies(comparison);
  for (const policy of ranked) recordings.set(policy, record(scenario, policy));
  const tracks = new Map<string, TrackData>();
  let left = room;
  for (const [index, policy] of extremesFirst(ranked).entries()) {
    // The two that matter most share the room; neither may take it all.
    const share = index === 0 && ranked.length > 1 ? left / 2 : left;
    const track = fitted(policy, recordings.get(policy)!, share);
    if (track === undefined) continue;
    tracks.set(policy, track);
    left -= track.packed.length;
  }
  return {
    ...factsOf([...recordings.values()][0]!),
    hash: comparison.scenario.hash,
    seed: comparison.scenario.seed,
    tracks: ranked.flatMap((policy) => tracks.get(policy) ?? []),
    omitted: ranked.filter((policy) => !tracks.has(policy)),
  };
}

/** Best first; in the order of the scenario where there is no ranking. */
function rankedPolicies(comparison: Comparison): string[] {
  const places = buildReport(comparison).ranking?.places;
  return (places ?? comparison.policies.map(({ name }) => ({ policy: name }))).map(
    ({ policy }) => policy,
  );
}

/** The best, the worst, then the others in order. */
function extremesFirst(ranked: readonly string[]): readonly string[] {
  return ranked.length < 3 ? ranked : [ranked[0]!, ranked.at(-1)!, ...ranked.slice(1, -1)];
}

/** What one replication under a policy left behind. */
interface Recording {
  readonly facts: FleetFacts;
  readonly faults: ReplayData["faults"];
  /** Undefined where there was too much. */
  readonly columns: Columns | undefined;
}

function record(scenario: Scenario, policy: string): Recording {
  const rows = { time: [], host: [], what: [], more: [] } as Record<keyof Columns, number[]>;
  const began = new Map<number, number>();
  const spans: { readonly fault: number; readonly from: number; readonly until: number }[] = [];
  const end = (fault: number, until: number): void => {
    const from = began.get(fault);
    if (from !== undefined) spans.push({ fault, from, until });
    began.delete(fault);
  };
  const run = beginReplication(scenario, { policy, replication: REPLICATION }, (transition) => {
    const { kind, subject, time } = transition;
    if (kind === TransitionKind.FaultBegan) began.set(subject, time);
    else if (kind === TransitionKind.FaultEnded) end(subject, time);
    else if (rows.time.length <= MOST_RECORDS) take(rows, transition);
  });
  const { facts } = run.world;
  run.finish();
  for (const fault of began.keys()) end(fault, facts.horizon);
  return {
    facts,
    faults: spans.map(({ fault, from, until }) => {
      const { label, who } = facts.faults[fault]!;
      return { label, from, until, hosts: who.length };
    }),
    columns: rows.time.length > MOST_RECORDS ? undefined : columnsOf(rows),
  };
}

function columnsOf(rows: Readonly<Record<keyof Columns, readonly number[]>>): Columns {
  return {
    time: Float64Array.from(rows.time),
    host: Uint32Array.from(rows.host),
    what: Uint8Array.from(rows.what),
    more: Uint32Array.from(rows.more),
  };
}

function take(rows: Record<keyof Columns, number[]>, transition: Transition): void {
  const said = saidOf(transition);
  if (said === undefined) return;
  rows.time.push(transition.time);
  rows.host.push(transition.subject);
  rows.what.push(said.what);
  rows.more.push(said.more);
}

/** What a transition tells of its host; undefined where it tells nothing that a reader would miss. */
function saidOf({
  kind,
  from,
  to,
  cause,
  detail,
}: Transition): { readonly what: number; readonly more: number } | undefined {
  switch (kind) {
    case TransitionKind.HostPhase:
      return { what: to, more: cause };
    case TransitionKind.RunningRelease:
      return { what: What.Runs, more: to * 4 + cause };
    case TransitionKind.BootAttempt:
      return to === BootOutcome.Booted
        ? undefined
        : { what: What.BootFailed, more: detail * 8 + to };
    case TransitionKind.Fallback:
      return { what: What.FellBack, more: to };
    case TransitionKind.DefectBit:
      return { what: What.Defect, more: from };
    case TransitionKind.Granted:
      return { what: What.Granted, more: to };
    case TransitionKind.TroubleNoticed:
      return { what: What.Noticed, more: from };
    default:
      return undefined;
  }
}

/** The track in the most detail that fits; undefined where none does. */
function fitted(
  policy: string,
  { columns, facts }: Recording,
  room: number,
): TrackData | undefined {
  if (columns === undefined) return undefined;
  for (const detail of DETAILS) {
    const reduced = reducedTo(columns, detail);
    const bytes = packColumns(reduced, facts.hosts);
    const packed = deflateRawSync(bytes, { level: 9 }).toString("base64");
    if (packed.length <= room) {
      return { policy, detail, records: reduced.time.length, bytes: bytes.length, packed };
    }
  }
  return undefined;
}

function reducedTo(columns: Columns, detail: Detail): Columns {
  if (detail === "everything") return columns;
  const rows = { time: [], host: [], what: [], more: [] } as Record<keyof Columns, number[]>;
  const last = new Map<number, number>();
  for (let i = 0; i < columns.time.length; i++) {
    const what = columns.what[i]!;
    if (!isPhase(what)) continue;
    const host = columns.host[i]!;
    const phase = detail === "merged" ? mergedPhase(what) : what;
    if (detail === "merged" && last.get(host) === phase) continue;
    last.set(host, phase);
    rows.time.push(columns.time[i]!);
    rows.host.push(host);
    rows.what.push(phase);
    rows.more.push(columns.more[i]!);
  }
  return columnsOf(rows);
}

function factsOf({
  facts,
  faults,
}: Recording): Omit<ReplayData, "hash" | "seed" | "tracks" | "omitted"> {
  return {
    schema: REPLAY_SCHEMA,
    replication: REPLICATION,
    horizon: facts.horizon,
    hosts: facts.hosts,
    zones: facts.zones,
    zoneRuns: runsOf(facts.zoneOf),
    groups: facts.groups.map(({ name, first, hosts }) => ({ name, first, hosts })),
    releases: facts.releases.map(({ version }) => version),
    faults,
  };
}

function runsOf(values: Uint16Array): number[] {
  const runs: number[] = [];
  for (const value of values) {
    if (runs.at(-2) === value) runs.push(runs.pop()! + 1);
    else runs.push(value, 1);
  }
  return runs;
}
