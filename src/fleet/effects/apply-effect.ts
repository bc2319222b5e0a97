import { effectHandlers } from "./kinds/index.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, type World } from "../state/world.js";

/** Faults are data: each effect of the plan begins and ends. Effects of one kind may overlap on a host, so they are counted. */

/** An effect begins. */
export function onEffectBegins(world: World, index: number): void {
  const effect = world.model.faults[index]!;
  const { any, counts, lasting } = world.state.conditions;
  const handler = effectHandlers[effect.kind];
  emit(world, TransitionKind.FaultBegan, index, 0, 0);
  lasting[index] = 1;
  for (const host of effect.who) {
    counts[effect.kind][host]! += 1;
    any[host]! += 1;
  }
  handler?.beginAll?.(world, effect, index);
  if (handler?.begin === undefined) return;
  for (const host of effect.who) handler.begin(world, host, effect, index);
}

/** An effect ends. */
export function onEffectEnds(world: World, index: number): void {
  const effect = world.model.faults[index]!;
  const { any, counts, lasting } = world.state.conditions;
  const handler = effectHandlers[effect.kind];
  emit(world, TransitionKind.FaultEnded, index, 0, 0);
  lasting[index] = 0;
  for (const host of effect.who) {
    counts[effect.kind][host]! -= 1;
    any[host]! -= 1;
  }
  if (handler?.end !== undefined) {
    for (const host of effect.who) handler.end(world, host, effect);
  }
  handler?.endAll?.(world, effect);
}
