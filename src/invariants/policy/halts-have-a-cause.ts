import { BootOutcome } from "../../fleet/state/phases.js";
import { defineInvariant } from "../invariant.js";
import { releaseInWords } from "../wording.js";

/** A good release goes on: reports that lie and hosts that are silent do not stop it (Fedora CoreOS halted one in 2020). */
export const haltsHaveACause = defineInvariant<Uint8Array>({
  name: "halts-have-a-cause",
  doc: "No release is halted unless it was withdrawn, could not be installed or booted, or one of its defects bit, somewhere.",
  // Of each release: 1 once it has failed somewhere.
  start: ({ releases }) => new Uint8Array(releases.length),
  on: {
    BootAttempt(failed, { to, detail: release }) {
      if (to !== BootOutcome.Booted && release >= 0) failed[release] = 1;
      return undefined;
    },
    InstallEnded(failed, { to: release, cause }) {
      if (cause === 0 && release >= 0) failed[release] = 1;
      return undefined;
    },
    DefectBit(failed, { from: release }) {
      if (release >= 0) failed[release] = 1;
      return undefined;
    },
    // Upstream has taken it back, for whatever it knows.
    Withdrawn(failed, { subject: release }) {
      failed[release] = 1;
      return undefined;
    },
    TroubleNoticed(failed, { from: release }) {
      if (release >= 0) failed[release] = 1;
      return undefined;
    },
    Halted(failed, { subject: release }, facts) {
      if (failed[release] === 1) return undefined;
      return `the release ${releaseInWords(facts, release)} is halted, and has failed on no host`;
    },
  },
});
