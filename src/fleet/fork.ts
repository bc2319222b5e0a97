import type { TransitionSink } from "./transitions.js";
import type { Controller, World } from "./world.js";
import { luckOf } from "./populate.js";

/**
 * A second run that goes on from where this one is; the two share nothing that changes.
 *
 * @param seed other luck for everything that is drawn from here on; left out, the copy goes on identically.
 */
export function forkWorld(
  world: World,
  controller: Controller,
  sink: TransitionSink,
  seed?: string,
): World {
  return {
    ...world,
    luck: seed === undefined ? world.luck : luckOf(seed, world.model.replication),
    queue: world.queue.fork(),
    state: structuredClone(world.state),
    controller,
    sink,
    transition: { ...world.transition },
  };
}
