import { count, share } from "../support/quantity.js";
import { names, numbers } from "../support/reference.js";
import type { FaultSite } from "./fault.js";
import { occurrenceOf } from "./luck.js";

/** Whom a fault strikes. What is named together must all hold; nothing named means every host. */
export interface Victims {
  readonly zones?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly cohorts?: readonly string[] | undefined;
  /** Racks, counted from 0. */
  readonly racks?: readonly number[] | undefined;
  /** Host indices. */
  readonly hosts?: readonly number[] | undefined;
  /** Share of those who match [0..1]; at least one host. */
  readonly share?: number | undefined;
  /** Number of those who match [hosts]. */
  readonly count?: number | undefined;
}

/** The settings that choose victims, to be spread into the schema of a fault. */
export const victimSettings = {
  zones: names("zone").optional().describe("Only hosts of these zones."),
  groups: names("group").optional().describe("Only hosts of these groups."),
  cohorts: names("cohort").optional().describe("Only hosts of these hardware cohorts."),
  racks: numbers("rack")
    .optional()
    .describe("Only hosts of these racks, counted from 0 through the fleet."),
  hosts: numbers("host").optional().describe("Only these hosts, counted from 0."),
  share: share()
    .optional()
    .describe(
      "A share of those who match, at least one host: the same ones in every policy, and more of them as it grows.",
    ),
  count: count().optional().describe("A number of those who match, instead of a share."),
};

/** The rule that `share` and `count` exclude each other. */
export function choosesOneWay({ share, count }: Victims): boolean {
  return share === undefined || count === undefined;
}

/**
 * The victims of one occurrence of a fault, in rising order. Each host has a rank by luck and the lowest are struck, so that a
 * larger share strikes the same hosts and more. Costs one pass over the hosts, and a sort where luck decides.
 *
 * @param index position of the fault in the scenario.
 * @param nth which occurrence of the fault it is; each has luck of its own.
 */
export function chooseVictims(
  victims: Victims,
  site: FaultSite,
  { index, nth }: { index: number; nth: number },
): readonly number[] {
  const matching = matchingHosts(victims, site);
  const wanted = numberOf(victims, matching.length);
  if (wanted >= matching.length) return matching;
  const occurrence = occurrenceOf(index, nth);
  return matching
    .map((host) => ({ host, rank: site.draw("victim", host, occurrence) }))
    .toSorted((a, b) => a.rank - b.rank || a.host - b.host)
    .slice(0, wanted)
    .map(({ host }) => host)
    .toSorted((a, b) => a - b);
}

function numberOf({ share, count }: Victims, matching: number): number {
  if (count !== undefined) return count;
  if (share === undefined) return matching;
  return share === 0 ? 0 : Math.max(1, Math.round(share * matching));
}

function matchingHosts(
  { zones, groups, cohorts, racks, hosts }: Victims,
  site: FaultSite,
): number[] {
  const inZone = membership(zones, site.zones);
  const groupNames = site.groups.map(({ name }) => name);
  const inGroup = membership(groups, groupNames);
  const inCohort = membership(cohorts, site.cohorts);
  const inRack = racks === undefined ? undefined : new Set(racks);
  const chosen = hosts === undefined ? undefined : new Set(hosts);
  const matching: number[] = [];
  for (let host = 0; host < site.hosts; host++) {
    if (
      inZone[site.zoneOf[host]!] &&
      inGroup[site.groupOf[host]!] &&
      inCohort[site.cohortOf[host]!] &&
      (inRack === undefined || inRack.has(site.rackOf[host]!)) &&
      (chosen === undefined || chosen.has(host))
    ) {
      matching.push(host);
    }
  }
  return matching;
}

/** Of each known name, whether it is meant. */
function membership(wanted: readonly string[] | undefined, known: readonly string[]): boolean[] {
  return known.map((name) => wanted === undefined || wanted.includes(name));
}
