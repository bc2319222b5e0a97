import { Slot } from "./airlock.js";

/**
 * What a FleetLock server answers, and how a client reads it.
 *
 * @see coreos/airlock internal/server/pre_reboot.go; coreos/zincati src/fleet_lock/mod.rs;
 *   coreos.github.io/zincati/development/fleetlock/protocol
 */

/** The status with which airlock answers a host that asks for a slot. */
export function statusOf(slot: Slot): number {
  return slot === Slot.NoneFree ? 500 : 200;
}

/** What a refusal says. */
export interface Rejection {
  /** For machines, brief. */
  readonly kind: string;
  /** For people. */
  readonly value: string;
}

/** Whether the request was granted: any status of success; the body does not matter. */
export function isGranted(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** The refusal in a body; where there is none, one made of the status. */
export function rejectionOf(status: number, body: unknown): Rejection {
  if (isRejection(body)) return body;
  return { kind: `generic_http_${status}`, value: "(unknown server error)" };
}

function isRejection(body: unknown): body is Rejection {
  if (typeof body !== "object" || body === null) return false;
  return (
    "kind" in body &&
    "value" in body &&
    typeof body.kind === "string" &&
    typeof body.value === "string"
  );
}
