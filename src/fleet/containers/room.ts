import { invariant } from "../../support/invariant.js";
import type { Room } from "./room-lists.js";
import { groupOf, type World } from "../state/world.js";

/** A host that is on no list carries this in `roomPrevious`. */
const ABSENT = -2;

/** Room left on a host [containers]; below 0 after it lost capacity. */
export function freeRoom(world: World, host: number): number {
  return world.state.hosts.capacity[host]! - world.state.hosts.used[host]!;
}

function cellOf(world: World, host: number): number {
  return groupOf(world, host) * world.state.room.zones + world.facts.zoneOf[host]!;
}

/** Takes a host off its list, if it is on one. Call before `used` or `capacity` change. */
export function leaveRoom(world: World, host: number): void {
  const { room, hosts } = world.state;
  const before = hosts.roomPrevious[host]!;
  if (before === ABSENT) return;
  const after = hosts.roomNext[host]!;
  if (before >= 0) hosts.roomNext[before] = after;
  else room.heads[cellOf(world, host) * (room.largest + 1) + freeRoom(world, host)] = after;
  if (after >= 0) hosts.roomPrevious[after] = before;
  hosts.roomPrevious[host] = ABSENT;
  hosts.roomNext[host] = -1;
}

/** Puts a host on the list of its free room, if it has any. */
export function enterRoom(world: World, host: number): void {
  const { room, hosts } = world.state;
  invariant(hosts.roomPrevious[host] === ABSENT, () => `host ${host} entered the room list twice`);
  const free = freeRoom(world, host);
  if (free <= 0) return;
  const cell = cellOf(world, host);
  const list = cell * (room.largest + 1) + free;
  const head = room.heads[list]!;
  hosts.roomNext[host] = head;
  hosts.roomPrevious[host] = -1;
  if (head >= 0) hosts.roomPrevious[head] = host;
  room.heads[list] = host;
  if (free > room.tops[cell]!) room.tops[cell] = free;
}

/** Whether a host is on a list, that is: may take containers and has room. */
export function hasRoom(world: World, host: number): boolean {
  return world.state.hosts.roomPrevious[host] !== ABSENT;
}

/** The emptiest host of a group in a zone, or -1. */
function emptiest(room: Room, cell: number): number {
  const base = cell * (room.largest + 1);
  let free = room.tops[cell]!;
  while (free > 0 && room.heads[base + free]! < 0) free--;
  room.tops[cell] = free;
  return free > 0 ? room.heads[base + free]! : -1;
}

/**
 * The host a container of `service` should go to: in the zone that has fewest of the service among those with room (spread), the
 * emptiest host; -1 when no host of the service's group has room.
 */
export function findRoom(world: World, service: number): number {
  const { room, placed } = world.state;
  const group = world.model.services[service]!.group;
  let best = -1;
  let bestCount = 0;
  for (let zone = 0; zone < room.zones; zone++) {
    const host = emptiest(room, group * room.zones + zone);
    if (host < 0) continue;
    const count = placed[service * room.zones + zone]!;
    if (best < 0 || count < bestCount) {
      best = host;
      bestCount = count;
    }
  }
  return best;
}
