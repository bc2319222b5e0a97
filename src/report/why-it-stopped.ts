import type { Comparison, StalledCause, StalledGroup } from "../experiment/comparison.js";
import { type Blocker, grouped } from "../fleet/blockers/blocker.js";
import { kindOf } from "../fleet/blockers/chain.js";
import { listInWords } from "../support/list-in-words.js";
import { durationInWords, momentInWords } from "./format.js";

/** *Why it stopped*: which groups stand still at the end, and why, in words that every form of the report shares. */

/** Groups that stand still under a policy for one reason, in words. */
export interface Stopped {
  readonly policy: string;
  /** "general", or "general, memory and gpu". */
  readonly group: string;
  /** Hosts of these groups: "799 of 800". */
  readonly waiting: string;
  /** "day 1, 22:17 (26d 1h)". */
  readonly since: string;
  /** "5 of 5". */
  readonly replications: string;
  /** Why, from a host that waits to what it hangs on. */
  readonly why: readonly string[];
  /** Why other hosts of the group wait; empty where they all do for the same reason. */
  readonly others: readonly string[];
  readonly remedy: string;
  readonly reproduce: string;
}

/** What the section is about, for those who read it first. */
export const STOPPED_HINT =
  "In each of these groups hosts wait for a good release at the end, and none has got on for longer than anybody would wait: for a day, or for as long as twice what the policy plans by itself. The reason is that of the first replication in which the group stands still.";

/** Reasons beside the main one that are named at most. */
const OTHERS = 4;

/** What stands still, in the order of the policies; groups of a policy that hang on the same thing are told once. */
export function stoppedGroups({ policies, scenario }: Comparison): readonly Stopped[] {
  return policies.flatMap(({ name, stalls }) => {
    const alike = new Map<string, StalledGroup[]>();
    for (const stalled of stalls) {
      const key = reasonOf(stalled);
      alike.set(key, [...(alike.get(key) ?? []), stalled]);
    }
    return [...alike.values()].map((some) => inWords(name, some, scenario));
  });
}

/** What groups have in common that one reason is told for: the same chain, whoever is first in it, in the same replications. */
function reasonOf({ first, replications }: StalledGroup): string {
  const links = first.chain.map(({ kind, nextHost, service, release, fault, by }) => [
    kind,
    nextHost,
    service,
    release,
    fault,
    by,
  ]);
  return JSON.stringify([replications, links]);
}

function inWords(
  policy: string,
  alike: readonly StalledGroup[],
  { horizon, replications }: Comparison["scenario"],
): Stopped {
  const [{ first, reproduce, replications: affected }] = alike as [StalledGroup];
  const waiting = alike.reduce((sum, one) => sum + one.waiting.mean, 0);
  const hosts = alike.reduce((sum, one) => sum + one.hosts, 0);
  const since = Math.min(...alike.map((one) => one.since.median));
  const few = Math.round(waiting) === waiting ? "" : "about ";
  const others = alike.flatMap(({ causes, first: { chain } }) =>
    causes.filter(({ root }) => !isSame(root, chain.at(-1)!)).map(causeInWords),
  );
  return {
    policy,
    group: listInWords(alike.map(({ group }) => group)),
    waiting: `${few}${grouped(Math.round(waiting))} of ${grouped(hosts)}`,
    since: `${momentInWords(since)} (${durationInWords(horizon - since)})`,
    replications: `${affected} of ${replications}`,
    why: first.chain.map((blocker) => sentenceOf(blocker, first.since)),
    others: [...new Set(others)].slice(0, OTHERS),
    remedy: kindOf(first.chain.at(-1)!).remedy(first.chain.at(-1)!),
    reproduce,
  };
}

/** A blocker as a sentence, with its time. */
export function sentenceOf(blocker: Blocker, otherwise: number | null): string {
  const said = kindOf(blocker).says(blocker);
  const since = blocker.since ?? otherwise;
  const from = since === null ? "" : `, since ${momentInWords(since)}`;
  const until = blocker.until === null ? "" : `, until ${momentInWords(blocker.until)}`;
  return `${capitalised(said, blocker)}${from}${until}.`;
}

/** A sentence begins with a capital, a name with what it is called by. */
function capitalised(said: string, { hostName, release }: Blocker): string {
  if (said.startsWith(hostName) || (release !== undefined && said.startsWith(release))) return said;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function causeInWords({ root, hosts }: StalledCause): string {
  const n = hosts < 1 ? hosts.toFixed(1) : String(Math.round(hosts));
  return `${n} ${n === "1" ? "host" : "hosts"}: ${kindOf(root).says(root)}`;
}

function isSame(a: Blocker, b: Blocker): boolean {
  return (
    a.kind === b.kind &&
    a.service === b.service &&
    a.release === b.release &&
    a.fault === b.fault &&
    a.by === b.by
  );
}
