import { HOUR, type Time } from "../../support/time.js";
import { uniformFromText } from "./seed-seq.js";

/** Phased updates: which machines of a fleet apt lets take a version that the archive marks with a percentage. */

/** Draws are 0 to 100, both included: p % admits (p + 1) / 101 of the machines, and 0 % still about 1 %. */
export const PHASES = 101;

/** Share at which Ubuntu starts, and what each run of the phased-updater adds [%]. */
const STEP = 10;
/** From one run of the phased-updater to the next [ms]. */
export const PHASING_RUN: Time = 6 * HOUR;

/**
 * What a machine draws for a version of a source package: 0 to 100. Another version, another draw: the canaries rotate.
 *
 * @see Debian/apt apt-pkg/upgrade.cc, apt-pkg/policy.cc
 */
export function phasingDraw(source: string, version: string, machineId: string): number {
  return uniformFromText(`${source}-${version}-${machineId}`, PHASES - 1);
}

/** Whether a machine with this draw puts a version at this percentage off. */
export function isDeferred(percent: number, draw: number): boolean {
  return draw > percent;
}

/** What else apt looks at before it puts an update off. */
export interface PhasingSituation {
  /** Phased-Update-Percentage of the version [0..100]. */
  readonly percent: number;
  /** The package is installed already; new ones are never put off. */
  readonly installed: boolean;
  /** The version, or one between it and the installed one, is in a `-security` pocket. */
  readonly security: boolean;
  /** APT::Get::Always-Include-Phased-Updates, or else Update-Manager's. */
  readonly always: boolean;
  /** APT::Get::Never-Include-Phased-Updates, or else Update-Manager's. */
  readonly never: boolean;
  /** The machine has an identity, is no chroot, and builds nothing reproducibly (SOURCE_DATE_EPOCH). */
  readonly phases: boolean;
}

/**
 * Whether an upgrade leaves a version out because of its phasing, in apt's order of checks. `draw` is asked only where it counts.
 *
 * @see Debian/apt apt-pkg/upgrade.cc: PhasedUpgrader
 */
export function leavesOut(situation: PhasingSituation, draw: () => number): boolean {
  const { percent, installed, security, always, never, phases } = situation;
  if (!installed || percent === 100 || security || always) return false;
  if (never) return true;
  return phases && isDeferred(percent, draw());
}

/**
 * Percentage that Ubuntu's phased-updater publishes: 10 % at the start, 10 % more at each run, 100 % after 54 h; a regression
 * sets it to 0.
 *
 * @param elapsed since the version entered the archive [ms].
 * @see ubuntu-archive-tools phased-updater (StableReleaseUpdates/PhasedUpdates)
 */
export function phasedPercent(elapsed: Time, halted: boolean): number {
  if (halted || elapsed < 0) return 0;
  return Math.min(100, STEP * (1 + Math.floor(elapsed / PHASING_RUN)));
}
