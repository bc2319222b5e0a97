import { slotsAfter } from "../../systems/fleetlock/airlock.js";
import type { Gate } from "../control/policy-contract.js";
import type { EffectKind } from "../effects/effects.js";
import { HostFlag } from "../state/host-columns.js";
import { clearFlag, hasFlag } from "../state/host-flags.js";
import { coordinatorOf } from "./coordinators/index.js";
import { dropLock } from "./lock.js";
import { keepInLine } from "./lock-lists.js";
import { type HostPhase, isWell } from "../state/phases.js";
import { groupOf, lockNumberOf, type World } from "../state/world.js";

/** Which groups a reboot lock covers, and what of it outsiders hold. */

/**
 * Gives a group another gate, and its lock the rules of that. The capacity of an airlock stays what the lock was created with
 * (coreos/airlock#81).
 */
export function setGate(world: World, groupIndex: number, gate: Gate): void {
  const { groups, locks } = world.state;
  const group = groups[groupIndex]!;
  group.gate = gate;
  assignLocks(world);
  const lock = locks[group.lock]!;
  // A group that reboots without a lock says nothing about that of the others.
  if (lock.groups > 1 && gate.maxReboots === Number.POSITIVE_INFINITY) return;
  const created = lock.gate.lock === gate.lock && coordinatorOf(gate).keepsSlots;
  lock.gate = gate;
  lock.capacity = slotsAfter(created ? lock.capacity : undefined, gate.maxReboots);
}

/** Every group asks for the lock that its gate names: its own, or that of the first group that shares the cluster's. */
function assignLocks(world: World): void {
  const { groups } = world.state;
  const first = groups.findIndex(({ gate }) => gate.lockScope === "cluster");
  let moved = false;
  for (const [index, { gate, lock }] of groups.entries()) {
    const wanted = gate.lockScope === "cluster" ? first : index;
    if (wanted === lock) continue;
    moveGroup(world, index, wanted);
    moved = true;
  }
  if (moved) recountOutsiders(world);
}

/** A group changes its lock: the new one knows nothing of who held the old one, and who waits asks again. */
function moveGroup(world: World, index: number, number: number): void {
  const { hosts, groups, locks } = world.state;
  const group = groups[index]!;
  const [from, to] = [locks[group.lock]!, locks[number]!];
  const { first, hosts: size } = world.facts.groups[index]!;
  let unwell = 0;
  for (let host = first; host < first + size; host++) {
    if (hasFlag(world, host, HostFlag.HoldsLock)) dropLock(world, host);
    clearFlag(world, host, HostFlag.WaitsForLock);
    unwell += Number(!isWell(hosts.phase[host]! as HostPhase));
  }
  keepInLine(from.line, (host) => groupOf(world, host) !== index);
  for (const [lock, sign] of [[from, -1] as const, [to, 1] as const]) {
    lock.groups += sign;
    lock.unwell += sign * unwell;
    lock.unwellOthers += sign * unwell;
  }
  to.watch = Math.min(to.watch, from.watch);
  group.lock = number;
}

/** Counts anew what faults that last now do to each lock: slots that outsiders hold, and coordinators too many. */
export function recountOutsiders(world: World): void {
  for (const lock of world.state.locks) [lock.stolen, lock.leaders] = [0, 0];
  for (const [number, amount] of lasting(world, "lock-held")) {
    world.state.locks[number]!.stolen += amount;
  }
  for (const [number] of lasting(world, "split-leader")) world.state.locks[number]!.leaders += 1;
}

/** The locks that effects of a kind strike now, each once for each effect. */
function lasting(
  world: World,
  kind: EffectKind,
): readonly (readonly [lock: number, amount: number])[] {
  return world.effectsByKind[kind]
    .filter((index) => world.state.conditions.lasting[index] === 1)
    .map((index) => world.model.faults[index]!)
    .flatMap(({ who, amount = 1 }) =>
      locksOf(world, who).map((number) => [number, amount] as const),
    );
}

/** The locks that hosts ask for, each once, in rising order. */
export function locksOf(world: World, hosts: readonly number[]): readonly number[] {
  return [...new Set(hosts.map((host) => lockNumberOf(world, host)))].toSorted((a, b) => a - b);
}
