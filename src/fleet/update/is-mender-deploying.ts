import { State, stateOf } from "../../systems/mender/deployment.js";
import type { World } from "../state/world.js";

/** Whether a host's Mender client is in the middle of a deployment: it then takes no other, and nothing counts as good yet. */
export function isDeploying(world: World, host: number): boolean {
  return stateOf(world.state.hosts.deployment[host]!) !== State.Done;
}
