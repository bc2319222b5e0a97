import type { FleetFacts } from "../fleet/state/model.js";

/** A host in words: its number and its group. */
export function hostInWords(facts: FleetFacts, host: number): string {
  return `host ${host} (${groupInWords(facts, facts.groupOf[host] ?? -1)})`;
}

/** A group in words. */
export function groupInWords(facts: FleetFacts, group: number): string {
  return `group "${facts.groups[group]?.name ?? group}"`;
}

/**
 * Whom a reboot lock is for, in words, as transitions name it.
 *
 * @param lock number of the first group that it covers. @param shared 1 where it covers others too.
 */
export function lockOwnerInWords(facts: FleetFacts, lock: number, shared: number): string {
  return shared === 1 ? "the cluster" : groupInWords(facts, lock);
}

/** A container in words: its number and its service. */
export function containerInWords(facts: FleetFacts, container: number): string {
  const service = facts.serviceOf[container] ?? -1;
  return `container ${container} (service "${facts.services[service]?.name ?? service}")`;
}

/** A release in words; -1 is the one older than all. */
export function releaseInWords(facts: FleetFacts, release: number): string {
  return release === -1
    ? "the initial release"
    : (facts.releases[release]?.version ?? `${release}`);
}
