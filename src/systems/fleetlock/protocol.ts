/**
 * How a FleetLock client reads the server's answer.
 *
 * @see coreos/zincati src/fleet_lock/mod.rs; coreos.github.io/zincati/development/fleetlock/protocol
 */

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
