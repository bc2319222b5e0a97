import type { Effect } from "../effects.js";
import type { World } from "../../state/world.js";

/**
 * What an effect does when it begins and ends, beyond being counted (`conditions.ts`): those that are only asked about at a boot,
 * a report or a start need nothing here.
 */
export interface EffectHandler {
  /** For each host that it strikes, in rising order. */
  begin?(world: World, host: number, effect: Effect, index: number): void;
  end?(world: World, host: number, effect: Effect): void;
  /** Once, for the fleet; before `begin`. */
  beginAll?(world: World, effect: Effect, index: number): void;
  /** Once, for the fleet; after `end`. */
  endAll?(world: World, effect: Effect): void;
}
