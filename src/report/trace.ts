import type { FleetFacts } from "../fleet/state/model.js";
import {
  bootOutcomeNames,
  ContainerPhase,
  HostPhase,
  hostPhaseNames,
} from "../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../fleet/state/transitions.js";

/**
 * One event of a trace; times in microseconds.
 *
 * @see "Trace Event Format", the JSON that Perfetto and chrome://tracing open
 */
interface TraceEvent {
  readonly name: string;
  /** X: a slice; i: a moment; C: a counter; M: a name of a track. */
  readonly ph: "X" | "i" | "C" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly s?: "t";
  readonly args?: Readonly<Record<string, string | number>>;
}

/** Processes of the trace: what concerns the fleet as a whole, then one for each group of hosts. */
const FLEET = 1;
const FIRST_GROUP = 2;

/** The first tracks of the fleet; faults have one each after them. */
const ROLLOUT = 1;
const FIRST_FAULT = 2;

/**
 * Folds the transitions of a replication into a trace: a track for each host with the phases in which it does not serve and its
 * failed boots, one for each fault, one for releases and halts, and counters of hosts and containers that do not serve. Hosts that
 * only ever serve have no track.
 */
export class TraceFold {
  readonly #facts: FleetFacts;
  readonly #events: TraceEvent[] = [];
  readonly #phase: Uint8Array;
  readonly #since: Float64Array;
  readonly #faultSince = new Map<number, number>();
  readonly #away = { "hosts not serving": 0, "containers not serving": 0 };
  readonly #named = new Set<number>();

  constructor(facts: FleetFacts) {
    this.#facts = facts;
    this.#phase = new Uint8Array(facts.hosts);
    this.#since = new Float64Array(facts.hosts);
  }

  /** Takes the next transition. */
  add(transition: Transition): void {
    const { kind, time, subject, from, to } = transition;
    switch (kind) {
      case TransitionKind.HostPhase:
        this.#endPhase(subject, time);
        this.#phase[subject] = to;
        this.#since[subject] = time;
        this.#count("hosts not serving", change(from, to, HostPhase.Serving), time);
        break;
      case TransitionKind.ContainerPhase:
        this.#count("containers not serving", change(from, to, ContainerPhase.Serving), time);
        break;
      case TransitionKind.FaultBegan:
        this.#faultSince.set(subject, time);
        break;
      case TransitionKind.FaultEnded:
        this.#endFault(subject, time);
        break;
      default:
        this.#moment(transition);
    }
  }

  /** The trace as JSON. @param end where slices that are still open end [ms]. */
  finish(end: number): string {
    for (const host of this.#phase.keys()) this.#endPhase(host, end);
    const begun = [...this.#faultSince.keys()];
    for (const fault of begun) this.#endFault(fault, end);
    const all = [...trackNames(this.#facts, this.#named), ...this.#events];
    return `{"displayTimeUnit":"ms","traceEvents":[\n${all.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;
  }

  #trackOf(host: number): { readonly pid: number; readonly tid: number } {
    this.#named.add(host);
    return { pid: FIRST_GROUP + this.#facts.groupOf[host]!, tid: host + 1 };
  }

  #endPhase(host: number, time: number): void {
    const phase = this.#phase[host]!;
    const since = this.#since[host]!;
    if (phase === HostPhase.Serving || time <= since) return;
    this.#events.push(slice(hostPhaseNames[phase]!, this.#trackOf(host), since, time));
  }

  #endFault(fault: number, time: number): void {
    const from = this.#faultSince.get(fault);
    if (from === undefined) return;
    this.#faultSince.delete(fault);
    const { label, who } = this.#facts.faults[fault]!;
    const track = { pid: FLEET, tid: FIRST_FAULT + fault };
    this.#events.push({ ...slice(label, track, from, time), args: { hosts: who.length } });
  }

  #count(name: "hosts not serving" | "containers not serving", by: number, time: number): void {
    if (by === 0) return;
    this.#away[name] += by;
    const ts = time * 1000;
    const event: TraceEvent = {
      name,
      ph: "C",
      pid: FLEET,
      tid: 0,
      ts,
      args: { value: this.#away[name] },
    };
    const last = this.#events.at(-1);
    // Of what happens at one moment only what it comes to is shown.
    if (last?.ph === "C" && last.name === name && last.ts === ts) this.#events.pop();
    this.#events.push(event);
  }

  #moment(transition: Transition): void {
    const said = momentOf(transition, this.#facts);
    if (said === undefined) return;
    const track = said.ofHost ? this.#trackOf(transition.subject) : { pid: FLEET, tid: ROLLOUT };
    this.#events.push({ name: said.name, ph: "i", s: "t", ...track, ts: transition.time * 1000 });
  }
}

/** How many more are away: 1, 0 or -1. */
function change(from: number, to: number, serving: number): number {
  return Number(to !== serving) - Number(from !== serving);
}

function slice(
  name: string,
  track: { readonly pid: number; readonly tid: number },
  from: number,
  until: number,
): TraceEvent {
  return { name, ph: "X", ...track, ts: from * 1000, dur: (until - from) * 1000 };
}

/** What is shown as a moment, and whether on the track of its host. */
function momentOf(
  { kind, from, to, subject, detail }: Transition,
  facts: FleetFacts,
): { readonly name: string; readonly ofHost: boolean } | undefined {
  const version = (release: number) => facts.releases[release]?.version ?? "the first release";
  switch (kind) {
    case TransitionKind.BootAttempt:
      return to === 0
        ? undefined
        : { name: `boot of ${version(detail)} ${bootOutcomeNames[to]!}`, ofHost: true };
    case TransitionKind.Fallback:
      return { name: `fell back to ${version(to)}`, ofHost: true };
    case TransitionKind.RunningRelease:
      return { name: `runs ${version(to)}`, ofHost: true };
    case TransitionKind.MarkedGood:
      return { name: `${version(to)} marked good`, ofHost: true };
    case TransitionKind.DefectBit:
      return { name: `defect of ${version(from)}`, ofHost: true };
    case TransitionKind.Halted:
      return { name: `${version(subject)} halted for ${facts.groups[from]!.name}`, ofHost: false };
    case TransitionKind.Resumed:
      return { name: `${version(subject)} resumed for ${facts.groups[from]!.name}`, ofHost: false };
    case TransitionKind.Published:
      return { name: `${version(subject)} published on ${facts.channels[from]!}`, ofHost: false };
    case TransitionKind.Withdrawn:
      return { name: `${version(subject)} withdrawn from ${facts.channels[from]!}`, ofHost: false };
    default:
      return undefined;
  }
}

function trackNames(facts: FleetFacts, named: ReadonlySet<number>): TraceEvent[] {
  const name = (what: "process_name" | "thread_name", pid: number, tid: number, text: string) => ({
    name: what,
    ph: "M" as const,
    pid,
    tid,
    args: { name: text },
  });
  return [
    name("process_name", FLEET, 0, "fleet"),
    name("thread_name", FLEET, ROLLOUT, "releases and halts"),
    ...facts.faults.map(({ label }, fault) =>
      name("thread_name", FLEET, FIRST_FAULT + fault, `fault: ${label}`),
    ),
    ...facts.groups.map((group, index) => name("process_name", FIRST_GROUP + index, 0, group.name)),
    ...[...named]
      .toSorted((a, b) => a - b)
      .map((host) => {
        const zone = facts.zones[facts.zoneOf[host]!]!;
        return name(
          "thread_name",
          FIRST_GROUP + facts.groupOf[host]!,
          host + 1,
          `host ${host} (${zone})`,
        );
      }),
  ];
}
