import { fire } from "../lasting-effects.js";
import { setServerSlow, setServerStopped } from "../../update/download.js";
import { type HostPhase, isUp } from "../../state/phases.js";
import { pollAt } from "../../update/polling.js";
import { regainServer } from "../../update/update.js";
import type { World } from "../../state/world.js";
import type { EffectHandler } from "./handler.js";

/** The update server answers nobody. */
export const serverDown: EffectHandler = {
  beginAll(world) {
    world.state.serverDown += 1;
    setServerStopped(world, true);
  },
  endAll(world) {
    world.state.serverDown -= 1;
    if (world.state.serverDown > 0) return;
    setServerStopped(world, false);
    for (let host = 0; host < world.facts.hosts; host++) regainServer(world, host);
  },
};

/** The update server has a share of its bandwidth. */
export const serverSlow: EffectHandler = {
  beginAll: refreshSpeed,
  endAll: refreshSpeed,
};

function refreshSpeed(world: World): void {
  setServerSlow(world);
}

/** Everybody asks at once, as after a notification or a long outage. */
export const pollStorm: EffectHandler = {
  begin(world, host, _effect, index) {
    if (!isUp(world.state.hosts.phase[host]! as HostPhase)) return;
    fire(world, index);
    pollAt(world, host, world.queue.time);
  },
};
