import { NEVER, type Time } from "../../support/time.js";
import { HostFlag } from "../state/host-columns.js";
import { groupOf, type World } from "../state/world.js";
import { type Blocker, type Look } from "./blocker.js";
import { chainOf, kindOf } from "./chain.js";
import type { HoldsBack } from "./hold.js";
import { holdersOf } from "./lock-line.js";
import { patienceOf } from "./patience.js";
import type { Stall, StallCause } from "./stall.js";

/** Which groups stand still at this moment, and why. Looks at the state of the world only, and changes nothing that matters to it. */

/** After how many times its patience a group stands still whatever its hosts are about to do. */
const HOPELESS = 3;

/** Hosts of a group that wait, and since when one of them has. */
interface Waiting {
  readonly hosts: readonly number[];
  readonly since: Time;
}

/**
 * The groups that stand still now, in their order. Costs one look at each host; a group that gets on costs no more.
 *
 * @param now at or after the last event [ms].
 * @param holdsBack asks the policy why it lets a release go no further.
 */
export function findStalls(world: World, now: Time, holdsBack: HoldsBack): readonly Stall[] {
  const targets = world.model.groups.map((_, group) => newestGood(world, group));
  const blame = new Map<number, number>();
  const look: Look = {
    world,
    now,
    targets,
    holdsBack,
    chains: new Map(),
    holderToBlame(lock) {
      const known = blame.get(lock) ?? worstHolder(look, lock);
      blame.set(lock, known);
      return known;
    },
  };
  return world.model.groups.flatMap((_, group) => stallOf(look, group) ?? []);
}

/** The newest good release that stands for a group, from any channel where it has packages; -1: none. */
function newestGood(world: World, group: number): number {
  for (let release = world.model.releases.length - 1; release >= 0; release--) {
    if (publishedTo(world, group, release) !== NEVER) return release;
  }
  return -1;
}

/** When a release that is good and stands for a group was published to it; `NEVER` where it is not. */
function publishedTo({ model, facts, state }: World, group: number, release: number): Time {
  const { bad, mechanisms } = facts.releases[release]!;
  const { mechanism, channel } = model.groups[group]!;
  if (bad || (mechanisms.length > 0 && !mechanisms.includes(mechanism.kind))) return NEVER;
  const { publishedAt, withdrawn } = state.releases[release]!;
  let first = NEVER;
  for (const [index, at] of publishedAt.entries()) {
    if (at === undefined || withdrawn[index] === true) continue;
    if (mechanism.kind === "in-place" || index === channel) first = Math.min(first, at);
  }
  return first;
}

/** Hosts that run nothing as new as the newest good release, and since when one of them has had a good one to take. */
function waitingIn(look: Look, group: number): Waiting {
  const { world, targets } = look;
  const { first, hosts: size } = world.model.groups[group]!;
  const target = targets[group]!;
  const { release } = world.state.hosts;
  // Of each release: since when those that run it have had a newer good one to take.
  const since = new Float64Array(world.model.releases.length + 1).fill(NEVER);
  for (let runs = target - 1; runs >= -1; runs--) {
    since[runs + 1] = Math.min(since[runs + 2]!, publishedTo(world, group, runs + 1));
  }
  const hosts: number[] = [];
  let earliest = NEVER;
  for (let host = first; host < first + size; host++) {
    if (release[host]! >= target) continue;
    hosts.push(host);
    earliest = Math.min(earliest, since[release[host]! + 1]!);
  }
  return { hosts, since: earliest };
}

/** One waiting host and what it hangs on. */
interface Waiter {
  readonly host: number;
  readonly chain: readonly Blocker[];
  readonly root: Blocker;
}

function stallOf(look: Look, group: number): Stall | undefined {
  const { world, now, targets } = look;
  const waiting = waitingIn(look, group);
  if (waiting.hosts.length === 0) return undefined;
  const since = Math.max(waiting.since, world.state.groups[group]!.progressedAt);
  const patience = patienceOf(world, group, since);
  if (now <= patience) return undefined;
  const waiters = waiting.hosts.map((host): Waiter => {
    const chain = chainOf(look, host);
    return { host, chain, root: chain.at(-1)! };
  });
  const unplanned = waiters.filter(({ root }) => !isPlanned(root));
  const late = unplanned.filter(({ root }) => isLate(look, group, root, since));
  // Where each try is given up for another, none is old; the group is all the same.
  const isHopeless =
    unplanned.length === waiters.length && now - since > HOPELESS * (patience - since);
  const blocked =
    late.length === 0 && isHopeless ? unplanned.filter(({ host }) => hasFailed(world, host)) : late;
  if (blocked.length === 0) return undefined;
  const causes = causesOf(blocked);
  const main = causes[0]!.root;
  return {
    group: world.model.groups[group]!.name,
    hosts: world.model.groups[group]!.hosts,
    waiting: waiting.hosts.length,
    blocked: blocked.length,
    release: world.model.releases[targets[group]!]!.version,
    since,
    chain: longest(blocked.filter(({ root }) => keyOf(root) === keyOf(main))),
    causes,
  };
}

/** Whether a host has tried in vain: its downloads, installations, boots or checks have failed lately. */
function hasFailed({ state: { hosts } }: World, host: number): boolean {
  const failures = hosts.agentFailures[host]! + hosts.checkErrors[host]!;
  const fellBack = (hosts.flags[host]! & (HostFlag.FellBack | HostFlag.HalfConfigured)) !== 0;
  return fellBack || failures + hosts.crashes[host]! + hosts.attempts[host]! > 0;
}

/** Whether a wait belongs to the plan, and its end is known. */
function isPlanned(root: Blocker): boolean {
  return kindOf(root).isPlan && root.until !== null;
}

/** Whether something has lasted for longer than anybody would wait. */
function isLate({ world, now }: Look, group: number, root: Blocker, since: Time): boolean {
  return now > patienceOf(world, group, Math.max(since, root.since ?? since));
}

/** Reasons that are one: the same kind, with the same service, release, fault or part behind it. */
function keyOf({ kind, service, release, fault, by }: Blocker): string {
  return JSON.stringify([kind, service, release, fault, by]);
}

/** Why hosts wait, most hosts first; of equals the one that has lasted longest. */
function causesOf(waiters: readonly Waiter[]): readonly StallCause[] {
  const causes = new Map<string, { root: Blocker; hosts: number }>();
  for (const { root } of waiters) {
    const key = keyOf(root);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { root, hosts: 1 });
    else {
      cause.hosts += 1;
      if (byAge(root, cause.root) < 0) cause.root = root;
    }
  }
  return [...causes.values()].toSorted((a, b) => b.hosts - a.hosts || byAge(a.root, b.root));
}

/** What is known to have begun early comes first, and what is not known to have begun last. */
function byAge(a: Blocker, b: Blocker): number {
  if (a.since === b.since) return 0;
  return (a.since ?? NEVER) < (b.since ?? NEVER) ? -1 : 1;
}

/** The chain that tells most: from a host that waits for another one, where there is such a host. */
function longest(waiters: readonly Waiter[]): readonly Blocker[] {
  return waiters.reduce(
    (best, { chain }) => (chain.length > best.length ? chain : best),
    waiters[0]!.chain,
  );
}

/** The holder that has held a lock longest, of those that do not get on if there are any; -1: nobody holds it. */
function worstHolder(look: Look, lock: number): number {
  const { world } = look;
  const holders = holdersOf(world, world.state.locks[lock]!);
  const stuck = holders.find(({ host }) => {
    const group = groupOf(world, host);
    const since = world.state.groups[group]!.progressedAt;
    return isLate(look, group, chainOf(look, host, true).at(-1)!, since);
  });
  return (stuck ?? holders[0])?.host ?? -1;
}
