import { NO_RELEASE } from "../host-columns.js";
import type { MechanismModel } from "../model.js";
import { ReleaseChange } from "../phases.js";
import {
  belowOther,
  chosen,
  freshlyWritten,
  isBootable,
  isSuccessful,
  markedGood,
  nextSlot,
  slotAttributes,
} from "../slots.js";
import { TransitionKind } from "../transitions.js";
import { emit, groupOf, type World } from "../world.js";
import type { Mechanism } from "./mechanism.js";
import { acceptTrial, fallBack, olderRelease, runImage, settleRelease } from "./releases.js";

/**
 * Whole images in two places: an update is written to the one that is not running. With boot counting (`ab`) a new slot gets a
 * few trial boots and the loader goes back by itself; without (`ostree`) the newest is booted until a person says otherwise.
 */
export function twoSlots(kind: MechanismModel["kind"], countsBoots: boolean): Mechanism {
  return {
    kind,
    countsBoots,
    replaces: false,
    install(world, host, release) {
      const { activeSlot, slotAttributes: attributes, trial } = world.state.hosts;
      const active = activeSlot[host]!;
      const { tries } = world.model.groups[groupOf(world, host)]!.mechanism;
      write(world, host, 1 - active, release);
      attributes[2 * host + 1 - active] = countsBoots ? freshlyWritten(tries) : markedGood();
      attributes[2 * host + active] = belowOther(attributes[2 * host + active]!);
      trial[host] = release;
      return true;
    },
    interrupted() {
      // The slot that was being written was not bootable and is not now; the running one was never touched.
    },
    select(world, host) {
      const slot = next(world, host);
      if (slot < 0) return false;
      const { activeSlot, slotAttributes: attributes, slotRelease, trial } = world.state.hosts;
      attributes[2 * host + slot] = chosen(attributes[2 * host + slot]!);
      activeSlot[host] = slot;
      const release = slotRelease[2 * host + slot]!;
      runImage(world, host, release);
      if (trial[host] !== NO_RELEASE && trial[host] !== release) {
        fallBack(world, host, release);
        settleRelease(world, host, ReleaseChange.Fallback);
      }
      return true;
    },
    next,
    isSafeToReboot(world, host) {
      const { slotAttributes: attributes } = world.state.hosts;
      const slot = next(world, host);
      if (slot < 0) return false;
      return (
        isSuccessful(attributes[2 * host + slot]!) || isBootable(attributes[2 * host + 1 - slot]!)
      );
    },
    markGood(world, host) {
      const { activeSlot, slotAttributes: attributes, slotRelease } = world.state.hosts;
      const slot = activeSlot[host]!;
      if (countsBoots && isSuccessful(attributes[2 * host + slot]!)) return;
      attributes[2 * host + slot] = markedGood();
      acceptTrial(world, host);
      emit(world, TransitionKind.MarkedGood, host, slot, slotRelease[2 * host + slot]!);
    },
    revert,
  };
}

function next(world: World, host: number): -1 | 0 | 1 {
  const { slotAttributes: attributes } = world.state.hosts;
  return nextSlot(attributes[2 * host]!, attributes[2 * host + 1]!);
}

function write(world: World, host: number, slot: number, release: number): void {
  const { activeSlot, slotRelease } = world.state.hosts;
  slotRelease[2 * host + slot] = release;
  emit(world, TransitionKind.SlotWritten, host, slot, release, 0, activeSlot[host]!);
}

/** Makes the other slot the one to boot; where it holds nothing proven, the older release is written to it first. */
function revert(world: World, host: number): void {
  const { activeSlot, slotAttributes: attributes, slotRelease } = world.state.hosts;
  const good = olderRelease(world, host);
  const bad = activeSlot[host]!;
  const other = 1 - bad;
  const proven =
    isSuccessful(attributes[2 * host + other]!) && slotRelease[2 * host + other] === good;
  if (!proven) write(world, host, other, good);
  attributes[2 * host + other] = markedGood();
  attributes[2 * host + bad] = slotAttributes(1, 0, false);
  acceptTrial(world, host);
}
