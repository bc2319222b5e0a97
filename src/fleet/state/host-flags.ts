import type { HostFlag } from "./host-columns.js";
import type { World } from "./world.js";

/** Whether a flag of a host is set. */
export function hasFlag(world: World, host: number, flag: Flag): boolean {
  return (world.state.hosts.flags[host]! & flag) !== 0;
}
/** Sets a flag of a host. */
export function setFlag(world: World, host: number, flag: Flag): void {
  world.state.hosts.flags[host]! |= flag;
}
/** Clears a flag of a host. */
export function clearFlag(world: World, host: number, flag: Flag): void {
  world.state.hosts.flags[host]! &= ~flag;
}
type Flag = (typeof HostFlag)[keyof typeof HostFlag];
