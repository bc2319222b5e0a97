/**
 * Which figures of a scenario are guesses about the world. What somebody counted (hosts, replicas), what somebody decided
 * (budgets, dates of releases, settings of agents and policies) and what sets the experiment up is none, unless the scenario
 * states a range for it.
 */
import type { Path } from "../../scenario/read-yaml.js";

/** Blocks of a file that speak of the world. */
const WORLD = /^(fleet|channels|services|releases|server|people|faults|costs|policies)\./;

/** Counted or decided; entries of lists are written `*`. */
const KNOWN: readonly RegExp[] = [
  /^fleet\.groups\.\*\.(hosts|rackSize|capacity|release)$/,
  /^services\.\*\.(replicas|budget|rescheduleAfter|restart)\b/,
  /^releases\.(\*|train)\.(channels|rollbackIndex|every|first|until|count)\b/,
  /^releases\..*\.minContainers$/,
  /^faults\.\*\.(from|hosts|racks|repeat\.times)\b/,
];

/** Of agents, mechanisms and policies only this is guessed; the rest is configured. */
const OF_CONFIGURATION =
  /\.(report(Delay|Loss|Duplicates)|install|provision|unbootableShare|panicReboot|operator\.lag)$/;

const CONFIGURED = /^(fleet\.groups\.\*\.(agent|mechanism)|policies\.[^.]+)\./;

/** Whether a figure is a guess by its kind. */
export function isGuess(path: Path): boolean {
  const pattern = path.map((step) => (typeof step === "number" ? "*" : step)).join(".");
  if (!WORLD.test(pattern) || KNOWN.some((known) => known.test(pattern))) return false;
  return !CONFIGURED.test(pattern) || OF_CONFIGURATION.test(pattern);
}
