import type { Link } from "../effects/effects.js";
import type { World } from "../state/world.js";

/** The effect that cuts a link of a host now, by its number in the plan; -1 where none does. */
export function cutOf(world: World, host: number, link: Link): number {
  const { lasting } = world.state.conditions;
  for (const index of world.effectsByKind.cut) {
    const { links = [], who } = world.model.faults[index]!;
    if (lasting[index] === 1 && links.includes(link) && who.includes(host)) return index;
  }
  return -1;
}
