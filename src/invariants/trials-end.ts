import { HostPhase } from "../fleet/state/phases.js";
import { HOUR, type Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";
import type { FleetFacts } from "../fleet/state/model.js";
import { hostInWords } from "./wording.js";

/** Longest that somebody may take to say whether a new image is good, with nothing in the way [ms]. */
const LONGEST = 12 * HOUR;

interface State {
  /** Of each host: since when it has served an image that nobody has called good [ms]; -1 where it does not. */
  readonly onTrial: Float64Array;
  /** Of each host: 1 from the time that its image is new until it is marked good. */
  readonly isNew: Uint8Array;
  /** Of each host: the newest release that was good on it, which needs no second mark. */
  readonly proven: Int16Array;
}

/** A trial boot ends one way or the other: a host that serves a new image for half a day has it marked good. */
export const trialsEnd = defineInvariant<State>({
  name: "trials-end",
  doc: "No host with counted boots (ab) serves a new image for twelve hours without its being marked good.",
  start: ({ hosts, groups, groupOf }) => ({
    onTrial: new Float64Array(hosts).fill(-1),
    isNew: new Uint8Array(hosts),
    proven: Int16Array.from(groupOf, (group) => groups[group]!.initialRelease),
  }),
  on: {
    RunningRelease({ isNew, onTrial, proven }, { subject, to }, facts) {
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      isNew[subject] = mechanism === "ab" && to > proven[subject]! ? 1 : 0;
      onTrial[subject] = -1;
      return undefined;
    },
    MarkedGood({ isNew, onTrial, proven }, { subject, to: release }) {
      proven[subject] = Math.max(proven[subject]!, release);
      isNew[subject] = 0;
      onTrial[subject] = -1;
      return undefined;
    },
    HostPhase({ isNew, onTrial }, { subject, to, time }, facts) {
      const since = onTrial[subject]!;
      const serves = to === HostPhase.Serving && isNew[subject] === 1;
      if (!serves) onTrial[subject] = -1;
      else if (since < 0) onTrial[subject] = time;
      return since < 0 ? undefined : lateness(facts, subject, time - since);
    },
  },
  finish({ onTrial }, facts) {
    for (let host = 0; host < facts.hosts; host++) {
      const since = onTrial[host]!;
      const late = since < 0 ? undefined : lateness(facts, host, facts.horizon - since);
      if (late !== undefined) return late;
    }
    return undefined;
  },
});

function lateness(facts: FleetFacts, host: number, lasted: Time): string | undefined {
  if (lasted <= LONGEST) return undefined;
  return `${hostInWords(facts, host)} has served a new image for ${Math.floor(lasted / HOUR)} hours, and nobody has said that it is good`;
}
