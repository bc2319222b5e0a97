import { HostPhase, hostPhaseNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

interface State {
  /** Of each host. */
  readonly phase: Uint8Array;
  /** Of each host: installations that it was granted and that have not ended. */
  readonly open: Uint8Array;
}

/** An update is installed under a system that serves, once for each time that it is granted, and not while the host is on its way out. */
export const installsWhileUp = defineInvariant<State>({
  name: "installs-while-up",
  doc: "Releases are granted to, and installed on, hosts that are up and neither drain nor reboot; each grant is installed once at most.",
  start: ({ hosts }) => ({ phase: new Uint8Array(hosts), open: new Uint8Array(hosts) }),
  on: {
    HostPhase({ phase }, { subject, to }) {
      phase[subject] = to;
      return undefined;
    },
    Granted({ phase, open }, { subject, to: release }, facts) {
      open[subject] = 1;
      const where = phase[subject]! as HostPhase;
      if (isAtWork(where)) return undefined;
      return `${hostInWords(facts, subject)} is granted ${releaseInWords(facts, release)} while it is ${hostPhaseNames[where]}`;
    },
    InstallEnded({ phase, open }, { subject, to: release, cause }, facts) {
      const granted = open[subject] === 1;
      open[subject] = 0;
      const where = phase[subject]! as HostPhase;
      if (cause === 1 && !isAtWork(where)) {
        return `${hostInWords(facts, subject)} has installed ${releaseInWords(facts, release)} while it is ${hostPhaseNames[where]}`;
      }
      if (granted) return undefined;
      return `${hostInWords(facts, subject)} ends a second installation of ${releaseInWords(facts, release)} for one grant`;
    },
  },
});

function isAtWork(phase: HostPhase): boolean {
  return (
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded
  );
}
