import { UpdateStage } from "../state/host-columns.js";
import { groupOf, type Offer } from "../state/world.js";
import type { Look } from "./blocker.js";

/** What a host ought to take next. */

/** Whether a host has no update in hand. */
export function isIdle({ world }: Look, host: number): boolean {
  return world.state.hosts.updateStage[host] === UpdateStage.Idle;
}

/** The standing offer of a release to a group. */
export function offerOf({ world }: Look, group: number, release: number): Offer | undefined {
  return world.state.groups[group]!.offers.find((offer) => offer.release === release);
}

/**
 * The release that a host ought to take next: its group's newest good one, or the barrier before it that the host has not run yet.
 * -1 where its group has none.
 */
export function wantedBy(look: Look, host: number): number {
  const group = groupOf(look.world, host);
  const runs = look.world.state.hosts.release[host]!;
  let release = look.targets[group]!;
  for (;;) {
    const floor = offerOf(look, group, release)?.from.atLeast ?? -1;
    if (floor <= runs) return release;
    release = floor;
  }
}

/** Its standing offer; undefined where there is none. */
export function wantedOffer(look: Look, host: number): Offer | undefined {
  return offerOf(look, groupOf(look.world, host), wantedBy(look, host));
}
