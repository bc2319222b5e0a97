import { HostFlag } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import type { World } from "../state/world.js";
import type { Blocker, BlockerKind, Found, Look } from "./blocker.js";
import { blockerKinds } from "./kinds/index.js";

/** From a host that waits to what it all hangs on, one blocker after the other. */

const kinds = new Map(blockerKinds.map((kind) => [kind.kind, kind]));

/** The kind of a blocker. A name that is no kind (of another version) gives `unknown`. */
export function kindOf({ kind }: Pick<Blocker, "kind">): BlockerKind {
  return kinds.get(kind) ?? kinds.get("unknown")!;
}

/** "web-12", as the timeline of a replication names it too. */
export function hostName({ facts }: World, host: number): string {
  const { name, first } = facts.groups[facts.groupOf[host]!]!;
  return `${name}-${host - first}`;
}

/**
 * What a host waits for, what that waits for, and so on to the root, which comes last. At least one link.
 *
 * @param holds whether the host is asked why it holds the lock, instead of why it does not get its release.
 */
export function chainOf(look: Look, host: number, holds = false): readonly Blocker[] {
  const key = 2 * host + Number(holds);
  const known = look.chains.get(key);
  if (known !== undefined) return known;
  // Whoever comes back to a host that is being asked has gone round in a circle, which ends there.
  look.chains.set(key, []);
  const { kind, found } = find(look, host, holds);
  const { next = -1 } = found;
  const isHolder = next >= 0 && hasFlag(look.world, next, HostFlag.HoldsLock);
  const rest = next < 0 ? [] : chainOf(look, next, isHolder);
  const chain = [named(look.world, host, kind, found), ...rest];
  look.chains.set(key, chain);
  return chain;
}

function find(look: Look, host: number, isHolder: boolean) {
  const role = isHolder ? "holder" : "waiting";
  for (const kind of blockerKinds) {
    if (kind.of !== "both" && kind.of !== role) continue;
    const found = kind.find(look, host);
    if (found !== undefined) return { kind, found };
  }
  return { kind: kinds.get("unknown")!, found: {} as Found };
}

/** Indices become names. */
function named(world: World, host: number, { kind }: BlockerKind, found: Found): Blocker {
  const { service, release, fault = -1, by, figures = {}, since, until, next = -1 } = found;
  const { services, releases, faults } = world.model;
  return {
    kind,
    host,
    hostName: hostName(world, host),
    ...(next < 0 ? {} : { nextHost: hostName(world, next) }),
    ...(service === undefined ? {} : { service: services[service]!.name }),
    ...(release === undefined || release < 0 ? {} : { release: releases[release]!.version }),
    ...(fault < 0 ? {} : { fault: faults[fault]!.label }),
    ...(by === undefined ? {} : { by }),
    figures,
    since: since ?? null,
    until: until ?? null,
  };
}
