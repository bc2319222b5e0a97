import { fire } from "../lasting-effects.js";
import { offerToAll, setHalted } from "../../control/commands.js";
import { wakeDrains } from "../../containers/placement.js";
import type { Effect } from "../effects.js";
import { forgetLock } from "../../reboot/lock.js";
import { announceFree } from "../../reboot/lock-line.js";
import { locksOf, recountOutsiders } from "../../reboot/lock-scope.js";
import { sendCrews } from "../../people/repair.js";
import { groupOf, type World } from "../../state/world.js";
import type { EffectHandler } from "./handler.js";

/** The lock service loses what it knew: the hosts go on all the same. */
export const lockForgets: EffectHandler = {
  begin(world, host, _effect, index) {
    if (forgetLock(world, host)) fire(world, index);
  },
};

/** Slots that somebody else holds and never gives back. */
export const lockHeld: EffectHandler = {
  beginAll: recountOutsiders,
  endAll(world, effect) {
    recountOutsiders(world);
    for (const number of locksOf(world, effect.who)) announceFree(world, number);
  },
};

/** Two coordinators, of which neither sees what the other has granted. */
export const splitLeader: EffectHandler = {
  beginAll(world, effect) {
    recountOutsiders(world);
    for (const number of locksOf(world, effect.who)) announceFree(world, number);
  },
  endAll: recountOutsiders,
};

/** Evictions are allowed again: held-up drains look. */
export const evictionsRefused: EffectHandler = {
  endAll(world, effect) {
    for (const group of groupsOf(world, effect)) wakeDrains(world, group);
  },
};

/** People are back: they go to the hosts that wait. */
export const nobodyAwake: EffectHandler = {
  endAll(world) {
    sendCrews(world);
  },
};

/** Somebody halts what need not be halted, and sees it later. */
export const needlessHalt: EffectHandler = {
  beginAll(world, effect, index) {
    for (const group of groupsOf(world, effect)) {
      const standing = newestOffered(world, group);
      if (standing === undefined) continue;
      fire(world, index);
      setHalted(world, group, standing, true);
    }
  },
  endAll(world, effect) {
    for (const group of groupsOf(world, effect)) {
      const [newest] = world.state.groups[group]!.offers;
      if (newest?.halted === true) setHalted(world, group, newest.release, false);
    }
  },
};

/** A knob set wrong: the whole group is offered at once what was meant for a few. */
export const offeredToAll: EffectHandler = {
  beginAll(world, effect, index) {
    for (const group of groupsOf(world, effect)) {
      if (offerToAll(world, group)) fire(world, index);
    }
  },
};

function newestOffered(world: World, group: number): number | undefined {
  const [newest] = world.state.groups[group]!.offers;
  return newest === undefined || newest.halted ? undefined : newest.release;
}

/** The groups that an effect's hosts belong to, in rising order. */
function groupsOf(world: World, { who }: Effect): readonly number[] {
  return [...new Set(who.map((host) => groupOf(world, host)))].toSorted((a, b) => a - b);
}
