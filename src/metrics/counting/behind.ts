/** Hosts that run an older release than the newest good one that their group is offered, and for how long. */
import type { FleetFacts } from "../../fleet/state/model.js";
import type { Transition } from "../../fleet/state/transitions.js";
import type { Time } from "../../support/time.js";
import type { Integral } from "./integral.js";
import { changeHost, startIntegrals } from "./parts.js";

/** How many hosts are behind. */
export interface Behind {
  /** Of each group: the newest good release that it is offered; -1 where there is none. */
  readonly newest: Int16Array;
  readonly hosts: Integral;
}

/** Before anything is published nobody is behind. */
export function startBehind(facts: FleetFacts): Behind {
  return { newest: new Int16Array(facts.groups.length).fill(-1), hosts: startIntegrals(facts) };
}

/**
 * Another release is the newest that a group is offered. O(hosts of the group), and rare.
 *
 * @param level of each host: up to which release it is patched.
 */
export function offerNewest(
  { newest, hosts: integral }: Behind,
  offer: { readonly group: number; readonly release: number; readonly level: Int16Array },
  facts: FleetFacts,
  time: Time,
): void {
  const { group, release, level } = offer;
  const before = newest[group]!;
  if (before === release) return;
  newest[group] = release;
  const { first, hosts } = facts.groups[group]!;
  for (let host = first; host < first + hosts; host++) {
    const by = Number(level[host]! < release) - Number(level[host]! < before);
    if (by !== 0) changeHost(integral, facts, host, by, time);
  }
}

/** A host is patched up to `to` instead of `from`. */
export function moveHost(
  { newest, hosts }: Behind,
  facts: FleetFacts,
  { time, subject: host }: Transition,
  from: number,
  to: number,
): void {
  const wanted = newest[facts.groupOf[host]!]!;
  const by = Number(to < wanted) - Number(from < wanted);
  if (by !== 0) changeHost(hosts, facts, host, by, time);
}
