import { ContainerPhase, containerPhaseNames, HostPhase } from "../fleet/state/phases.js";
import { HOUR, type Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";
import type { FleetFacts } from "../fleet/state/model.js";
import { containerInWords, hostInWords } from "./wording.js";

/** Longest that a container waits for a host that serves, and for room that there is [ms]. */
const LONGEST = HOUR;

interface State {
  /** Of each container: its phase, since when [ms], and its host. */
  readonly phase: Uint8Array;
  readonly since: Float64Array;
  readonly host: Int32Array;
  /** Of each host: its phase, and since when [ms]. */
  readonly hostPhase: Uint8Array;
  readonly hostSince: Float64Array;
}

/** Nobody is forgotten: a container does not wait for a host that is well again, nor is it out of reach on one. Looked at in the end, when no fault lasts. */
export const containersWaitForSomething = defineInvariant<State>({
  name: "containers-wait-for-something",
  doc: "An hour after the last fault no container has waited, stopped or been out of reach for an hour on a host that has served for all of it.",
  start: ({ hosts, containers, homeOf }) => ({
    phase: new Uint8Array(containers).fill(ContainerPhase.Serving),
    since: new Float64Array(containers),
    host: homeOf.slice(),
    hostPhase: new Uint8Array(hosts),
    hostSince: new Float64Array(hosts),
  }),
  on: {
    ContainerPhase({ phase, since }, { subject, to, time }) {
      phase[subject] = to;
      since[subject] = time;
      return undefined;
    },
    ContainerMoved({ host }, { subject, to }) {
      host[subject] = to;
      return undefined;
    },
    HostPhase({ hostPhase, hostSince }, { subject, to, time }) {
      hostPhase[subject] = to;
      hostSince[subject] = time;
      return undefined;
    },
  },
  finish({ phase, since, host, hostPhase, hostSince }, facts) {
    const calm = calmSince(facts);
    for (let container = 0; container < facts.containers; container++) {
      const where = host[container]!;
      const what = phase[container]!;
      if (where < 0 || !isStuck(what) || hostPhase[where] !== HostPhase.Serving) continue;
      const from = Math.max(since[container]!, hostSince[where]!, calm);
      if (facts.horizon - from <= LONGEST) continue;
      return `${containerInWords(facts, container)} is ${containerPhaseNames[what]} for an hour on ${hostInWords(facts, where)}, which serves`;
    }
    return undefined;
  },
});

function isStuck(phase: number): boolean {
  return (
    phase === ContainerPhase.Waiting ||
    phase === ContainerPhase.Stopping ||
    phase === ContainerPhase.Unreachable
  );
}

/** When the last effect was over [ms]. */
function calmSince({ faults }: FleetFacts): Time {
  return faults.reduce((last, { until }) => Math.max(last, until), 0);
}
