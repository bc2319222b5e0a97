import { Cause, ContainerPhase } from "../fleet/state/phases.js";
import type { FleetFacts } from "../fleet/state/model.js";
import type { Time } from "../support/time.js";
import type { Integral } from "./counting/integral.js";
import {
  BY_HOST,
  changeHost,
  figuresByPart,
  integralsTo,
  startIntegrals,
} from "./counting/parts.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Of each container: the host it is on, or -1, and 1 while it is broken. */
  readonly host: Int32Array;
  readonly broken: Uint8Array;
  /** Of each host: broken containers on it. */
  readonly on: Uint16Array;
  /** Hosts with at least one. */
  readonly hosts: Integral;
  peak: number;
}

/** Hosts on which something is broken: what a monitor that looks at hosts would show. */
export const brokenContainers = defineMetric<State>({
  name: "broken-containers",
  outputs: [
    {
      name: "hosts-with-broken",
      title: "Hosts with a broken container",
      unit: "hosts",
      doc: "Mean over the run of the hosts with at least one broken container: one that does not serve because of a defect or a fault, and not because an update meant it or for lack of room. A container that no host holds counts for none.",
      better: "lower",
      appliesWhere: "the scenario has containers",
      by: BY_HOST,
    },
    {
      name: "hosts-with-broken.peak",
      title: "Peak hosts with a broken container",
      unit: "hosts",
      doc: "The largest number of hosts that had at least one broken container at the same moment.",
      better: "lower",
      appliesWhere: "the scenario has containers",
    },
  ],
  start: (facts) => ({
    host: facts.homeOf.slice(),
    broken: new Uint8Array(facts.containers),
    on: new Uint16Array(facts.hosts),
    hosts: startIntegrals(facts),
    peak: 0,
  }),
  on: {
    ContainerMoved(state, { time, subject, to }, facts) {
      if (state.broken[subject] === 1) {
        add(state, facts, state.host[subject]!, -1, time);
        add(state, facts, to, 1, time);
      }
      state.host[subject] = to;
    },
    ContainerPhase(state, { time, subject, from, to, cause, detail }, facts) {
      const was = from !== ContainerPhase.Serving && isBreakage(detail);
      const is = to !== ContainerPhase.Serving && isBreakage(cause);
      if (was === is) return;
      state.broken[subject] = Number(is);
      add(state, facts, state.host[subject]!, is ? 1 : -1, time);
    },
  },
  finish(state, facts) {
    const metric = "hosts-with-broken";
    const means = integralsTo(state.hosts, facts.horizon).map((time) => time / facts.horizon);
    const applies = facts.containers > 0;
    return {
      scalars: {
        [metric]: applies ? means[0]! : null,
        "hosts-with-broken.peak": applies ? state.peak : null,
      },
      parts: applies ? figuresByPart(facts, metric, means) : {},
    };
  },
});

function isBreakage(cause: number): boolean {
  return cause === Cause.Defect || cause === Cause.Fault;
}

function add(state: State, facts: FleetFacts, host: number, by: number, time: Time): void {
  if (host < 0) return;
  const before = state.on[host]!;
  state.on[host] = before + by;
  const change = Number(before + by > 0) - Number(before > 0);
  if (change === 0) return;
  changeHost(state.hosts, facts, host, change, time);
  state.peak = Math.max(state.peak, state.hosts.count[0]!);
}
