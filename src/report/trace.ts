import type { FleetFacts } from "../fleet/model.js";
import { bootOutcomeNames, ContainerPhase, HostPhase, hostPhaseNames } from "../fleet/phases.js";
import { TransitionKind, type Transition } from "../fleet/transitions.js";

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

/** Folds the transitions of a replication into a trace. Hosts that only ever serve have no track. */
export interface TraceFold {
  add(transition: Transition): void;
  /** The trace as JSON. @param until where slices that are still open end [ms]. */
  finish(until: number): string;
}

/**
 * Begins a trace: a track for each host with the phases in which it does not serve and its failed boots, one for each fault, one for
 * releases and halts, and counters of hosts and containers that do not serve.
 */
export function beginTrace(facts: FleetFacts): TraceFold {
  const events: TraceEvent[] = [];
  const phase = new Uint8Array(facts.hosts);
  const since = new Float64Array(facts.hosts);
  const faultSince = new Map<number, number>();
  const counters = { "hosts not serving": 0, "containers not serving": 0 };
  const named = new Set<number>();
  let now = 0;

  const trackOf = (host: number) => ({ pid: FIRST_GROUP + facts.groupOf[host]!, tid: host + 1 });
  const endPhase = (host: number, time: number): void => {
    if (phase[host] !== HostPhase.Serving && time > since[host]!) {
      named.add(host);
      events.push(slice(hostPhaseNames[phase[host]!]!, trackOf(host), since[host]!, time));
    }
  };
  const endFault = (fault: number, time: number): void => {
    const from = faultSince.get(fault);
    faultSince.delete(fault);
    const { label, who } = facts.faults[fault]!;
    const track = { pid: FLEET, tid: FIRST_FAULT + fault };
    if (from === undefined) return;
    events.push({ ...slice(label, track, from, time), args: { hosts: who.length } });
  };
  const count = (name: keyof typeof counters, change: number, time: number): void => {
    if (change === 0) return;
    counters[name] += change;
    const last = events.at(-1);
    const value = { ...counter(name, time), args: { value: counters[name] } };
    // Of what happens at one moment only what it comes to is shown.
    if (last?.ph === "C" && last.name === name && last.ts === value.ts)
      events[events.length - 1] = value;
    else events.push(value);
  };

  return {
    add({ kind, time, subject, from, to, detail }) {
      now = time;
      switch (kind) {
        case TransitionKind.HostPhase:
          endPhase(subject, time);
          phase[subject] = to;
          since[subject] = time;
          count(
            "hosts not serving",
            away(to, HostPhase.Serving) - away(from, HostPhase.Serving),
            time,
          );
          break;
        case TransitionKind.ContainerPhase: {
          const change = away(to, ContainerPhase.Serving) - away(from, ContainerPhase.Serving);
          count("containers not serving", change, time);
          break;
        }
        case TransitionKind.FaultBegan:
          faultSince.set(subject, time);
          break;
        case TransitionKind.FaultEnded:
          endFault(subject, time);
          break;
        default: {
          const said = momentOf({ kind, subject, from, to, detail }, facts);
          if (said === undefined) break;
          if (said.ofHost) named.add(subject);
          const track = said.ofHost ? trackOf(subject) : { pid: FLEET, tid: ROLLOUT };
          events.push({ name: said.name, ph: "i", s: "t", ...track, ts: time * 1000 });
        }
      }
    },
    finish(until) {
      const end = Math.max(until, now);
      for (const host of phase.keys()) endPhase(host, end);
      const begun = [...faultSince.keys()];
      for (const fault of begun) endFault(fault, end);
      const all = [...trackNames(facts, named), ...events];
      return `{"displayTimeUnit":"ms","traceEvents":[\n${all.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;
    },
  };
}

function away(phase: number, serving: number): number {
  return phase === serving ? 0 : 1;
}

function slice(
  name: string,
  track: { readonly pid: number; readonly tid: number },
  from: number,
  until: number,
): TraceEvent {
  return { name, ph: "X", ...track, ts: from * 1000, dur: (until - from) * 1000 };
}

function counter(name: string, time: number): TraceEvent {
  return { name, ph: "C", pid: FLEET, tid: 0, ts: time * 1000 };
}

/** What is shown as a moment, and whether on the track of its host. */
function momentOf(
  { kind, from, to, subject, detail }: Omit<Transition, "time" | "cause">,
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
