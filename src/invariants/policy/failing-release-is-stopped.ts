import { BootOutcome } from "../../fleet/state/phases.js";
import { HOUR } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords, releaseInWords } from "../wording.js";

/** Hosts on which a release must have failed to boot, and the time that people or machines then have to stop it [ms]; assumed. */
const HOSTS = 4;
const REACTION = 24 * HOUR;

interface State {
  /** Of each release: hosts on which it did not boot, and when there were enough of them [ms]; Infinity before. */
  readonly failed: Int32Array;
  readonly enoughAt: Float64Array;
  /** Of each host: the newest release that did not boot on it. */
  readonly counted: Int16Array;
}

/**
 * Somebody looks: a release that does not boot on one host after the other is not given to more of them a day later
 * (fedora-coreos-tracker#47, coreos/bugs#262, bottlerocket-update-operator#590).
 */
export const failingReleaseIsStopped = defineInvariant<State>({
  name: "failing-release-is-stopped",
  doc: "A day after a release has failed to boot on four hosts it is given to no further host.",
  start: ({ hosts, releases }) => ({
    failed: new Int32Array(releases.length),
    enoughAt: new Float64Array(releases.length).fill(Number.POSITIVE_INFINITY),
    counted: new Int16Array(hosts).fill(-2),
  }),
  on: {
    BootAttempt({ failed, enoughAt, counted }, { subject, to, detail: release, time }) {
      const isFailure = to === BootOutcome.Panicked || to === BootOutcome.Hung;
      if (!isFailure || release < 0 || counted[subject]! >= release) return undefined;
      counted[subject] = release;
      failed[release]! += 1;
      if (failed[release] === HOSTS) enoughAt[release] = time;
      return undefined;
    },
    Granted({ enoughAt, counted }, { subject, to: release, time }, facts) {
      // One that tries again is another matter.
      if (counted[subject] === release || time < enoughAt[release]! + REACTION) return undefined;
      const hours = Math.floor((time - enoughAt[release]!) / HOUR);
      return `${releaseInWords(facts, release)} (a release) is given to ${hostInWords(facts, subject)} ${hours} hours after it had failed to boot on ${HOSTS} hosts`;
    },
  },
});
