import { ContainerPhase, containerPhaseNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { containerInWords, hostInWords } from "./wording.js";

/** A host that no transition has named yet: where containers are placed at the start is not told. */
const UNTOLD = -2;

interface State {
  /** Of each container. */
  readonly phase: Uint8Array;
  /** Of each container: its host, -1 for none, or `UNTOLD`. */
  readonly host: Int32Array;
}

/**
 * A container is never lost, doubled, or in two places. While it is moved it may be without a host for a moment in a phase that
 * says otherwise (`Waiting`), or have one in a phase that says it has not (`Pending`), so those two are looked at in the end.
 */
export const containersConserved = defineInvariant<State>({
  name: "containers-conserved",
  doc: "Each container wanted is in exactly one phase and on at most one host throughout, and is without a host only while it waits for room.",
  start: ({ containers }) => ({
    phase: new Uint8Array(containers).fill(ContainerPhase.Serving),
    host: new Int32Array(containers).fill(UNTOLD),
  }),
  on: {
    ContainerPhase({ phase, host }, { subject, from, to }, facts) {
      const before = phase[subject];
      if (before !== from || containerPhaseNames[to] === undefined) {
        return `${containerInWords(facts, subject)} goes from ${inWords(from)} to ${inWords(to)}, but it was ${inWords(before)}`;
      }
      phase[subject] = to;
      if (host[subject] !== -1) return undefined;
      if (to === ContainerPhase.Pending || to === ContainerPhase.Waiting) return undefined;
      return `${containerInWords(facts, subject)} is ${inWords(to)} without a host`;
    },
    ContainerMoved({ host }, { subject, from, to }, facts) {
      const before = host[subject];
      if (before !== from && before !== UNTOLD) {
        return `${containerInWords(facts, subject)} leaves ${onHost(from)}, but it was on ${onHost(before)}`;
      }
      if (to < -1 || to >= facts.hosts) {
        return `${containerInWords(facts, subject)} goes to host ${to}, which does not exist`;
      }
      host[subject] = to;
      return undefined;
    },
  },
  finish({ phase, host }, facts) {
    for (let container = 0; container < facts.containers; container++) {
      if (host[container] === UNTOLD) continue;
      const homeless = host[container] === -1;
      if (homeless === (phase[container] === ContainerPhase.Pending)) continue;
      const where = homeless ? "without a host" : `on ${hostInWords(facts, host[container]!)}`;
      return `${containerInWords(facts, container)} ends ${inWords(phase[container])} ${where}`;
    }
    return undefined;
  },
});

function inWords(phase: number | undefined): string {
  return phase === undefined ? "not wanted" : (containerPhaseNames[phase] ?? `in phase ${phase}`);
}

function onHost(host: number | undefined): string {
  return host === undefined || host < 0 ? "no host" : `host ${host}`;
}
