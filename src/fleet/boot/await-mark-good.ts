import { NEVER } from "../../support/time.js";
import { markedGoodAt } from "../../systems/update-engine/mark-good.js";
import { effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { mechanismOf } from "../mechanisms/index.js";
import { firstCheckAfter } from "../update/polling.js";
import { groupOf, schedule, type World } from "../state/world.js";

/** The clock towards "marked good" starts, where boots are counted. */
export function awaitMarkGood(world: World, host: number): void {
  const { hosts } = world.state;
  const { agent, mechanism } = world.model.groups[groupOf(world, host)]!;
  if (!mechanismOf(world, host).countsBoots(world, host)) return;
  const now = world.queue.time;
  if (effectOn(world, host, "marked-good-early", hosts.running[3 * host]!) !== undefined) {
    schedule(world, now, Event.MarkGood, host, hosts.lifeEpoch[host]! | 0);
    return;
  }
  const asks = mechanism.markGoodRule === "timer" && agent.protocol === "update-engine";
  const check = asks ? now + firstCheckAfter(world, host) : NEVER;
  const at = markedGoodAt(now, mechanism.markGood, check);
  schedule(world, at, Event.MarkGood, host, hosts.lifeEpoch[host]! | 0);
}
