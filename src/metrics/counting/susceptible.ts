/** Which of the hosts that run a bad release its defects can hit at all. */
import type { FleetFacts } from "../../fleet/state/model.js";
import type { Transition } from "../../fleet/state/transitions.js";

/** No number of containers makes a host one that a defect can hit. */
const NEVER_HIT = 0xffff;

/** Containers on hosts, as far as defects depend on them. */
export interface Susceptible {
  /** Of each host: its containers. Empty where no defect asks for any. */
  readonly used: Uint16Array;
  /** Of each host: from how many containers on a defect of what it runs can hit it; `NEVER_HIT` where none can. Empty likewise. */
  readonly from: Uint16Array;
}

/** The containers as they are placed at the start. */
export function startSusceptible({ releases, hosts, homeOf }: FleetFacts): Susceptible {
  const counts = releases.some(({ defects }) =>
    defects.some(({ minContainers }) => minContainers > 0),
  );
  const used = new Uint16Array(counts ? hosts : 0);
  if (counts) for (const host of homeOf) if (host >= 0) used[host]! += 1;
  return { used, from: new Uint16Array(counts ? hosts : 0).fill(NEVER_HIT) };
}

/**
 * From how many containers on a defect in some components of a release can hit a host; `NEVER_HIT` where none can.
 *
 * @param components as bits.
 */
export function leastContainers(
  { releases, groupOf, cohortOf }: FleetFacts,
  host: number,
  release: number,
  components: number,
): number {
  let least = NEVER_HIT;
  for (const { component, cohorts, groups, minContainers } of releases[release]!.defects) {
    if ((components & (1 << component)) === 0 || !groups.includes(groupOf[host]!)) continue;
    const fits = cohorts.length === 0 || cohorts.includes(cohortOf[host]!);
    if (fits && minContainers < least) least = minContainers;
  }
  return least;
}

/** Takes in that a host runs what can hit it from `least` containers on. @returns whether it can now. */
export function reaches({ used, from }: Susceptible, host: number, least: number): boolean {
  if (least === 0) return true;
  if (used.length === 0) return false;
  if (least < from[host]!) from[host] = least;
  return used[host]! >= least;
}

/** A host runs nothing bad any more. */
export function runsNothingBad({ from }: Susceptible, host: number): void {
  if (from.length > 0) from[host] = NEVER_HIT;
}

/** Takes a ContainerMoved in. @returns the host that a defect can hit from now on; -1: none. */
export function moveContainer({ used, from }: Susceptible, { from: left, to }: Transition): number {
  if (used.length === 0) return -1;
  if (left >= 0) used[left]! -= 1;
  if (to < 0) return -1;
  used[to]! += 1;
  return used[to]! >= from[to]! ? to : -1;
}
