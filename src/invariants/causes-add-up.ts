import { Cause, causeNames, ContainerPhase, hostPhaseNames } from "../fleet/state/phases.js";
import type { Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";
import { containerInWords, hostInWords } from "./wording.js";

const CAUSES = causeNames.length;

interface State {
  /** Of each container: 0 while it serves, else 1 + the cause of its downtime. */
  readonly down: Uint8Array;
  /** Containers down now: by cause, and in all at the end [containers]. */
  readonly count: Int32Array;
  /** Their time integrals so far: by cause, and in all at the end [container-ms]. */
  readonly area: Float64Array;
  since: Time;
}

/**
 * Works the total out anew: from what is remembered of each container rather than from what its transitions say of the past, and
 * by spans of a count rather than by moments as the metric does. The causes are told by the transitions, as the metric is.
 */
export const causesAddUp = defineInvariant<State>({
  name: "causes-add-up",
  doc: "Whatever is down has exactly one of the known causes, and the downtime of the causes adds up to the downtime in all.",
  start: ({ containers }) => ({
    down: new Uint8Array(containers),
    count: new Int32Array(CAUSES + 1),
    area: new Float64Array(CAUSES + 1),
    since: 0,
  }),
  on: {
    ContainerPhase(state, { time, subject, from, to, cause, detail }, facts) {
      advance(state, time);
      const before = state.down[subject]!;
      if (to !== ContainerPhase.Serving && !(cause >= 0 && cause < CAUSES)) {
        return `${containerInWords(facts, subject)} is down for cause ${cause}, which is none of ${causeNames.join(", ")}`;
      }
      if (from !== ContainerPhase.Serving) state.count[detail]! -= 1;
      if (to !== ContainerPhase.Serving) state.count[cause]! += 1;
      const now = to === ContainerPhase.Serving ? 0 : cause + 1;
      state.count[CAUSES]! += Number(now > 0) - Number(before > 0);
      state.down[subject] = now;
      if (from === ContainerPhase.Serving || detail === before - 1) return undefined;
      return `${containerInWords(facts, subject)} was down for ${inWords(before - 1)}, and a transition says for ${inWords(detail)}`;
    },
    HostPhase(_, { subject, to, cause }, facts) {
      if (cause === Cause.Planned || cause === Cause.Defect || cause === Cause.Fault)
        return undefined;
      return `${hostInWords(facts, subject)} is ${hostPhaseNames[to]} for cause ${inWords(cause)}, which is none of planned, defect, fault`;
    },
  },
  finish(state, { horizon }) {
    advance(state, horizon);
    const total = state.area[CAUSES]!;
    const parts = state.area.subarray(0, CAUSES).reduce((sum, part) => sum + part, 0);
    if (Math.abs(parts - total) <= ROUNDING * total) return undefined;
    return `downtime is ${total} container-ms in all, but its causes add up to ${parts} container-ms`;
  },
});

/** Relative error of sums of integers beyond 2^53: an ulp for each of many additions. */
const ROUNDING = 1e-9;

function advance(state: State, time: Time): void {
  const span = time - state.since;
  if (span === 0) return;
  for (let i = 0; i <= CAUSES; i++) state.area[i]! += state.count[i]! * span;
  state.since = time;
}

function inWords(cause: number): string {
  return causeNames[cause] ?? (cause === -1 ? "nothing" : `${cause}`);
}
