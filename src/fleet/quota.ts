import type { ReportStatus } from "./phases.js";
import type { Offer, World } from "./world.js";

/** An update server that counts before it grants. */

/** Whether the server grants the release of the offer to a host that asks now. */
export function admits(_world: World, _host: number, _offer: Offer): boolean {
  return true;
}

/** The server has granted the release. */
export function quotaGranted(_world: World, _host: number, _offer: Offer): void {
  // Counted once the quota has a state of its own.
}

/** The server has been told how far a host is. */
export function quotaReported(
  _world: World,
  _host: number,
  _offer: Offer,
  _status: ReportStatus,
): void {
  // Counted once the quota has a state of its own.
}
