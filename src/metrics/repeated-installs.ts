import { BootOutcome } from "../fleet/state/phases.js";
import { defineMetric } from "./metric.js";

/** No release: distinct from -1, the release older than all. */
const NONE = -2;

interface State {
  /** Of each host: the release it gave up last. Only the last is kept: an older one is hardly ever offered again. */
  readonly givenUp: Int16Array;
  /** Of each host: the release whose boot panicked or hung last. */
  readonly failed: Int16Array;
  repeated: number;
}

/** Hosts that take again what has failed on them. */
export const repeatedInstalls = defineMetric<State>({
  name: "repeated-installs",
  outputs: [
    {
      name: "repeated-installs",
      title: "Repeated installs",
      unit: "installs",
      doc: "Completed installations of the release that the host had given up last: its loader fell back from it, the host was put back from it to an older one, or was repaired after its boot panicked or hung.",
      better: "lower",
    },
  ],
  start: ({ hosts }) => ({
    givenUp: new Int16Array(hosts).fill(NONE),
    failed: new Int16Array(hosts).fill(NONE),
    repeated: 0,
  }),
  on: {
    Fallback({ givenUp }, { subject, from }) {
      givenUp[subject] = from;
    },
    RunningRelease({ givenUp }, { subject, from, to }) {
      if (to < from) givenUp[subject] = from;
    },
    BootAttempt({ failed }, { subject, to, detail }) {
      if (to === BootOutcome.Panicked || to === BootOutcome.Hung) failed[subject] = detail;
      else if (to === BootOutcome.Booted) failed[subject] = NONE;
    },
    RepairEnded({ givenUp, failed }, { subject }) {
      if (failed[subject] !== NONE) givenUp[subject] = failed[subject]!;
    },
    InstallEnded(state, { subject, to, cause }) {
      if (cause === 1 && to === state.givenUp[subject]) state.repeated += 1;
    },
  },
  finish: (state) => ({ scalars: { "repeated-installs": state.repeated } }),
});
