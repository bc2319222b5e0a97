import type { Effect, EffectKind } from "./effects.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, type World } from "../state/world.js";

/**
 * What lasts on which host, and whether it came to anything. An effect that lasts is only asked about where it would matter: at a
 * boot, a report, a start. The first time it does matter it is said to have fired: a fault that never fires has tested nothing.
 */

/** Whether any effect of a kind holds a host. */
export function hasEffect(world: World, host: number, kind: EffectKind): boolean {
  const { any, counts } = world.state.conditions;
  // A kind that the plan does not have has an empty column.
  return any[host]! > 0 && (counts[kind][host] ?? 0) > 0;
}

/**
 * The effect of a kind that holds a host now, the one that began first; it has fired with that.
 *
 * @param release what the host runs, boots or installs, for effects that concern some releases only.
 */
export function effectOn(
  world: World,
  host: number,
  kind: EffectKind,
  release: number,
): Effect | undefined {
  const index = lastingOn(world, host, kind, release);
  if (index < 0) return undefined;
  fire(world, index);
  return world.model.faults[index];
}

/** The same for those who only look: its number in the plan, or -1; it has not fired with that. */
export function lastingOn(world: World, host: number, kind: EffectKind, release: number): number {
  if (!hasEffect(world, host, kind)) return -1;
  const { lasting } = world.state.conditions;
  for (const index of world.effectsByKind[kind]) {
    if (lasting[index] === 1 && holds(world.model.faults[index]!, host, release)) return index;
  }
  return -1;
}

function holds({ who, releases }: Effect, host: number, release: number): boolean {
  return (releases === undefined || releases.includes(release)) && strikes(who, host);
}

/** Whether a host is among the victims, which are in rising order. */
function strikes(who: readonly number[], host: number): boolean {
  let [low, high] = [0, who.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (who[middle]! < host) low = middle + 1;
    else high = middle;
  }
  return who[low] === host;
}

/** The effect of a kind that strikes no host by name and lasts now. */
export function lastingEverywhere(world: World, kind: EffectKind): Effect | undefined {
  const { lasting } = world.state.conditions;
  for (const index of world.effectsByKind[kind]) {
    if (lasting[index] === 1) return world.model.faults[index];
  }
  return undefined;
}

/** Marks every lasting effect of a kind that holds a host as fired. */
export function firesOn(world: World, host: number, kind: EffectKind): void {
  const { conditions } = world.state;
  for (const index of world.effectsByKind[kind]) {
    const isOpen = conditions.lasting[index] === 1 && conditions.fired[index] === 0;
    if (isOpen && strikes(world.model.faults[index]!.who, host)) fire(world, index);
  }
}

/** Marks every lasting effect of a kind as fired. */
export function firesEverywhere(world: World, kind: EffectKind): void {
  const { conditions } = world.state;
  for (const index of world.effectsByKind[kind]) {
    if (conditions.lasting[index] === 1) fire(world, index);
  }
}

/** An effect has come to something, for the record; once. */
export function fire(world: World, index: number): void {
  const { fired } = world.state.conditions;
  if (fired[index] === 1) return;
  fired[index] = 1;
  emit(world, TransitionKind.FaultFired, index, 0, 0);
}

/** A time `factor` times as long where a slowing effect of the kind holds the host [ms]. */
export function slowed(world: World, host: number, kind: EffectKind, time: number): number {
  const release = world.state.hosts.running[3 * host]!;
  return Math.round(time * (effectOn(world, host, kind, release)?.amount ?? 1));
}

/** How far the clock of a host is ahead [ms]. */
export function skewOf(world: World, host: number): number {
  return effectOn(world, host, "clock-skew", world.state.hosts.running[3 * host]!)?.amount ?? 0;
}
