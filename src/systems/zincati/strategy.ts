import { measuredLength, type WeeklySpan } from "./weekly.js";

/**
 * What Zincati accepts as its configuration.
 *
 * @see coreos/zincati src/strategy/fleet_lock.rs, src/strategy/periodic.rs, src/identity/mod.rs
 */

/** Whether `fleet_lock` may be configured with a server. */
export function acceptsServer(baseUrl: string): boolean {
  return baseUrl !== "";
}

/** Whether `periodic` may be configured with these windows: they must not be empty. */
export function acceptsWindows(spans: readonly WeeklySpan[]): boolean {
  return measuredLength(spans) > 0;
}

/** Whether a group may be called so, as the FleetLock protocol asks for. */
export function acceptsGroup(group: string): boolean {
  return /^[a-zA-Z0-9.-]+$/.test(group);
}
