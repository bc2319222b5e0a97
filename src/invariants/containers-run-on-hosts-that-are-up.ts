import type { FleetFacts } from "../fleet/state/model.js";
import {
  ContainerPhase,
  containerPhaseNames,
  HostPhase,
  hostPhaseNames,
  isUp,
} from "../fleet/state/phases.js";
import type { Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";
import { containerInWords, hostInWords } from "./wording.js";

interface State {
  /** Of each container. */
  readonly phase: Uint8Array;
  /** Of each container: its host, or -1. */
  readonly host: Int32Array;
  /** Of each host: its phase, since when [ms], and the containers on it that do something. */
  readonly hostPhase: Uint8Array;
  readonly since: Float64Array;
  readonly busy: Int32Array;
  /** Containers on each host [containers]. */
  readonly used: Int32Array;
}

/** The phases of containers agree with that of their host, and no host is given more of them than it can hold, or takes any when it is not well. */
export const containersRunOnHostsThatAreUp = defineInvariant<State>({
  name: "containers-run-on-hosts-that-are-up",
  doc: "Containers start, serve and stop only on hosts that are up; they are moved only to hosts of their group that serve, and never to more of them than a host can hold.",
  start: ({ hosts, containers, homeOf }) => {
    const counts = new Int32Array(hosts);
    for (const home of homeOf) if (home >= 0) counts[home]! += 1;
    return {
      phase: new Uint8Array(containers).fill(ContainerPhase.Serving),
      host: homeOf.slice(),
      hostPhase: new Uint8Array(hosts),
      since: new Float64Array(hosts),
      busy: counts,
      used: counts.slice(),
    };
  },
  on: {
    ContainerPhase(state, { subject, from, to }, facts) {
      if (from === to) return undefined;
      state.phase[subject] = to;
      const host = state.host[subject]!;
      const change = Number(isBusy(to)) - Number(isBusy(from));
      if (host < 0 || change === 0) return undefined;
      state.busy[host]! += change;
      if (change < 0 || isUp(state.hostPhase[host]! as HostPhase)) return undefined;
      return `${containerInWords(facts, subject)} is ${containerPhaseNames[to]} on ${hostInWords(facts, host)}, which is ${hostPhaseNames[state.hostPhase[host]!]}`;
    },
    ContainerMoved(state, { subject, from, to }, facts) {
      const { phase, host, used, busy, hostPhase } = state;
      const weight = Number(isBusy(phase[subject]!));
      if (from >= 0) {
        used[from]! -= 1;
        busy[from]! -= weight;
      }
      host[subject] = to;
      if (to < 0) return undefined;
      used[to]! += 1;
      busy[to]! += weight;
      return problemOf(facts, to, used[to]!, hostPhase[to]! as HostPhase, subject);
    },
    HostPhase(state, { time, subject, from, to }, facts) {
      const { busy, hostPhase, since } = state;
      hostPhase[subject] = to;
      const passed = time > since[subject]!;
      since[subject] = time;
      // The phase comes first: what runs there is stopped at the same moment.
      if (isUp(from as HostPhase) || !passed || busy[subject] === 0) return undefined;
      return complaint(facts, subject, busy[subject]!, from, time);
    },
  },
});

function problemOf(
  facts: FleetFacts,
  host: number,
  used: number,
  phase: HostPhase,
  container: number,
): string | undefined {
  const group = facts.groupOf[host]!;
  const where = hostInWords(facts, host);
  const { capacity } = facts.groups[group]!;
  if (used > capacity) return `${where} is given ${used} containers, and can hold ${capacity}`;
  const what = containerInWords(facts, container);
  if (facts.services[facts.serviceOf[container]!]!.group !== group)
    return `${what} is moved to ${where}, which is not of its group`;
  if (phase === HostPhase.Serving || phase === HostPhase.FallenBack) return undefined;
  return `${what} is moved to ${where}, which is ${hostPhaseNames[phase]}`;
}

function complaint(
  facts: FleetFacts,
  host: number,
  busy: number,
  phase: number,
  time: Time,
): string {
  return `${hostInWords(facts, host)} was ${hostPhaseNames[phase]} until ${time} ms and had ${busy} containers that ran`;
}

/** Whether a container in this phase does something on its host. */
function isBusy(phase: number): boolean {
  return (
    phase === ContainerPhase.Serving ||
    phase === ContainerPhase.Stopping ||
    phase === ContainerPhase.Starting ||
    phase === ContainerPhase.Unreachable
  );
}
