import type { FleetFacts } from "../../fleet/state/model.js";
import { type CensoredLifetimes, type KaplanMeier, kaplanMeier } from "../../stats/kaplan-meier.js";
import { type Obligations, obliges } from "./obligations.js";

/** Which part of the fleet each host belongs to. */
export interface PartOfHosts {
  readonly parts: number;
  readonly of: (host: number) => number;
}

/**
 * How long obligations last, for each part of the fleet: from the publication of a release until the host is patched. Those
 * that a withdrawal ended, and those open at the end of the run, count for as long as they were seen.
 */
export function patchTimes(
  state: Obligations,
  facts: FleetFacts,
  { parts, of }: PartOfHosts,
): KaplanMeier[] {
  const found = Array.from({ length: parts }, () => ({
    ended: [] as number[],
    open: [] as [number, number][],
  }));
  for (const [i, host] of state.met.hosts.entries()) {
    found[of(host)]!.ended.push(state.met.ages[i]!);
  }
  for (const [i, host] of state.excused.hosts.entries()) {
    found[of(host)]!.open.push([state.excused.ages[i]!, 1]);
  }
  for (const { part, group, patched, hosts } of alike(state, facts, { parts, of })) {
    const first = group * facts.releases.length;
    for (let release = patched + 1; release < facts.releases.length; release++) {
      if (!obliges(state, facts, group, release)) continue;
      found[part]!.open.push([facts.horizon - state.since[first + release]!, hosts]);
    }
  }
  return found.map((lifetimes: CensoredLifetimes) => kaplanMeier(lifetimes));
}

/** Hosts of one part and group that are patched up to the same release: what they still owe is the same. */
function alike(state: Obligations, facts: FleetFacts, { parts, of }: PartOfHosts) {
  const releases = facts.releases.length + 1;
  const counts = new Map<number, number>();
  for (let host = 0; host < facts.hosts; host++) {
    const place = (of(host) * facts.groups.length + facts.groupOf[host]!) * releases;
    const key = place + state.patched[host]! + 1;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, hosts]) => {
    const place = Math.floor(key / releases);
    return {
      part: Math.floor(place / facts.groups.length) % parts,
      group: place % facts.groups.length,
      patched: (key % releases) - 1,
      hosts,
    };
  });
}
