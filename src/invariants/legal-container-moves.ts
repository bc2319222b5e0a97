import {
  Cause,
  ContainerPhase,
  containerPhaseNames,
  HostPhase,
  hostPhaseNames,
  isUp,
} from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { containerInWords, hostInWords } from "./wording.js";

const { Serving, Stopping, Pending, Starting, Waiting, BackOff, Failed, Unreachable } =
  ContainerPhase;

/** Where a container that runs, or tries to, goes when its host or its runtime can run it no longer. */
const LOST = [Waiting, Pending] as const;

/** The legal moves of a container, from each phase, apart from staying in it for another cause. */
const legalMoves: { readonly [from in ContainerPhase]: readonly ContainerPhase[] } = {
  [Serving]: [Stopping, Unreachable, BackOff, Failed, ...LOST],
  // It starts anew, here or elsewhere; what has stopped never just goes on.
  [Stopping]: [Starting, ...LOST],
  [Pending]: [Starting, Waiting],
  [Starting]: [Serving, Unreachable, Stopping, BackOff, Failed, ...LOST],
  [Waiting]: [Starting, Stopping, Pending],
  [BackOff]: [Starting, Stopping, ...LOST],
  [Failed]: [Starting, Stopping, ...LOST],
  [Unreachable]: [Serving, Stopping, BackOff, Failed, ...LOST],
};

/** One bit per legal move: `MOVES[from] & (1 << to)`. */
const MOVES = Uint8Array.from(containerPhaseNames, (_, from) =>
  legalMoves[from as ContainerPhase].reduce((bits, to) => bits | (1 << to), 1 << from),
);

interface State {
  /** Of each container: what it last was before its present phase, and when that ended [ms]. */
  readonly before: Uint8Array;
  readonly since: Float64Array;
  /** Of each container: to what its present phase is put down. */
  readonly cause: Uint8Array;
  /** Of each host. */
  readonly phase: Uint8Array;
}

/** Containers live as the model says: only what is started serves, and only what is stopped, or has lost its host, goes elsewhere. */
export const legalContainerMoves = defineInvariant<State>({
  name: "legal-container-moves",
  doc: "Containers move between phases only as the model allows, and leave a host that is up and not drained only once they have been stopped on it, or where a defect leaves no room for them.",
  start: ({ hosts, containers }) => ({
    before: new Uint8Array(containers).fill(Serving),
    since: new Float64Array(containers),
    cause: new Uint8Array(containers),
    phase: new Uint8Array(hosts).fill(HostPhase.Serving),
  }),
  on: {
    HostPhase({ phase }, { subject, to }) {
      phase[subject] = to;
      return undefined;
    },
    ContainerPhase(
      { before, since, cause },
      { time, subject, from, to, cause: why, detail },
      facts,
    ) {
      // One that finds no room still leaves for the reason that it had before.
      cause[subject] = why === Cause.NoRoom ? detail : why;
      if (from !== to) {
        before[subject] = from;
        since[subject] = time;
      }
      if ((MOVES[from]! & (1 << to)) !== 0) return undefined;
      return `${containerInWords(facts, subject)} goes from ${containerPhaseNames[from]} to ${containerPhaseNames[to]}, which is not a legal move`;
    },
    ContainerMoved({ before, since, cause, phase }, { time, subject, from }, facts) {
      if (from < 0 || !keeps(phase[from]! as HostPhase)) return undefined;
      // A defect takes capacity away from a host, and what no longer fits has to go.
      if (cause[subject] === Cause.Defect) return undefined;
      if (before[subject] === Stopping && since[subject] === time) return undefined;
      return `${containerInWords(facts, subject)} leaves ${hostInWords(facts, from)}, which is ${hostPhaseNames[phase[from]!]}, without having been stopped`;
    },
  },
});

/** Whether nothing but a stop takes a container off a host: it is up, and nobody empties it. */
function keeps(phase: HostPhase): boolean {
  return isUp(phase) && phase !== HostPhase.Draining;
}
