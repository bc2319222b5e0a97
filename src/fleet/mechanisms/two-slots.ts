import { raisedIndex } from "../../systems/loaders/avb.js";
import {
  isBroken,
  isSuccessful,
  priorityOf,
  slotAttributes,
  withBroken,
} from "../../systems/loaders/attributes.js";
import { isWorthRollingBackTo } from "../../systems/loaders/gptprio.js";
import { loaderOf } from "../../systems/loaders/index.js";
import type { Loader } from "../../systems/loaders/loader.js";
import { effectOn } from "../effects/lasting-effects.js";
import { HostFlag, NO_RELEASE } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import type { MechanismModel } from "../state/model.js";
import { ReleaseChange } from "../state/phases.js";
import { releaseBefore } from "../update/recall.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, groupOf, type World } from "../state/world.js";
import type { Mechanism } from "./mechanism.js";
import { acceptTrial, fallBack, olderRelease, runImage, settleRelease } from "./releases.js";

/** Slots of a host. */
const SLOTS = 2;

/**
 * Whole images in two places: an update is written to the one that is not running, and the boot loader decides what to boot and
 * when to go back. Where it does not count boots the newest is booted until a person says otherwise.
 */
export function twoSlots(kind: MechanismModel["kind"]): Mechanism {
  return {
    kind,
    countsBoots,
    replaces: false,
    install(world, host, release) {
      const { slotAttributes: words, trial } = world.state.hosts;
      const { tries } = world.model.groups[groupOf(world, host)]!.mechanism;
      const slot = slotToWrite(world, host);
      write(world, host, slot, release);
      loaderAt(world, host).install(words, SLOTS * host, SLOTS, slot, tries);
      trial[host] = release;
      return true;
    },
    interrupted() {
      // The slot that was being written was not bootable and is not now; the running one was never touched.
    },
    select,
    next,
    isSafeToReboot,
    markGood(world, host) {
      const { activeSlot, slotAttributes: words, slotRelease } = world.state.hosts;
      const slot = activeSlot[host]!;
      const loader = loaderAt(world, host);
      const at = SLOTS * host + slot;
      const knownGood = countsBoots(world, host) && isSuccessful(words[at]!);
      if (!knownGood || loader.spendsProven) loader.markGood(words, SLOTS * host, SLOTS, slot);
      if (knownGood || !isSuccessful(words[at]!)) return;
      acceptTrial(world, host);
      emit(world, TransitionKind.MarkedGood, host, slot, slotRelease[at]!);
    },
    revert: (world, host) => bootOther(world, host, olderRelease(world, host)),
    recall(world, host) {
      bootOther(world, host, releaseBefore(world, host));
      return true;
    },
  };
}

function loaderAt(world: World, host: number): Loader {
  return loaderOf(world.model.groups[groupOf(world, host)]!.mechanism.loader);
}

function countsBoots(world: World, host: number): boolean {
  return world.model.groups[groupOf(world, host)]!.mechanism.loader !== "uncounted";
}

/** The slots of one host, to try on them what the loader would do. */
const tried = new Uint16Array(SLOTS);

/** The slot that the next boot takes; `tried` holds what the loader will have written by then. */
function next(world: World, host: number): number {
  const { slotAttributes: words } = world.state.hosts;
  tried[0] = words[SLOTS * host]!;
  tried[1] = words[SLOTS * host + 1]!;
  return choose(loaderAt(world, host), tried, 0);
}

/** The slot an installer writes to. One that goes by its last upgrade takes the running one for the other once the loader has gone back. */
export function slotToWrite(world: World, host: number): number {
  const active = world.state.hosts.activeSlot[host]!;
  const { installTarget } = world.model.groups[groupOf(world, host)]!.mechanism;
  return installTarget === "upgraded" && hasFlag(world, host, HostFlag.FellBack)
    ? active
    : 1 - active;
}

function write(world: World, host: number, slot: number, release: number): void {
  const { activeSlot, slotAttributes: words, slotRelease } = world.state.hosts;
  slotRelease[SLOTS * host + slot] = release;
  words[SLOTS * host + slot] = withBroken(words[SLOTS * host + slot]!, false);
  emit(world, TransitionKind.SlotWritten, host, slot, release, 0, activeSlot[host]!);
}

/** The loader chooses, and writes down what it has to. */
function select(world: World, host: number): boolean {
  const { activeSlot, slotAttributes: words, slotRelease, trial } = world.state.hosts;
  const loader = loaderAt(world, host);
  const verifies = loader.name === "avb";
  if (verifies) refuseOldImages(world, host);
  const before = [words[SLOTS * host]!, words[SLOTS * host + 1]!] as const;
  const slot = choose(loader, words, SLOTS * host);
  if (slot < 0) return false;
  if (
    effectOn(world, host, "loader-writes-lost", slotRelease[SLOTS * host + slot]!) !== undefined
  ) {
    words.set(before, SLOTS * host);
  }
  if (verifies) raiseFloor(world, host);
  activeSlot[host] = slot;
  const release = slotRelease[SLOTS * host + slot]!;
  runImage(world, host, release);
  if (trial[host] !== NO_RELEASE && trial[host] !== release) {
    fallBack(world, host, release);
    settleRelease(world, host, ReleaseChange.Fallback);
  }
  return true;
}

/** Boots the slots from `base` on. @returns the one that runs; -1: none. */
function choose(loader: Loader, words: Uint16Array, base: number): number {
  const slot = loader.next(words, base, SLOTS);
  if (!loader.boot(words, base, SLOTS, slot) || slot >= 0) return slot;
  // What it wrote may have given every slot new attempts (RAUC's script): the board resets and looks again.
  const again = loader.next(words, base, SLOTS);
  if (again >= 0) loader.boot(words, base, SLOTS, again);
  return again;
}

function rollbackIndexOf(world: World, release: number): number {
  return release < 0 ? 0 : world.model.releases[release]!.rollbackIndex;
}

/** Images below the device's stored rollback index do not verify. */
function refuseOldImages(world: World, host: number): void {
  const { slotAttributes: words, slotRelease, rollbackFloor } = world.state.hosts;
  for (let at = SLOTS * host; at < SLOTS * (host + 1); at++) {
    if (rollbackIndexOf(world, slotRelease[at]!) < rollbackFloor[host]!) {
      words[at] = withBroken(words[at]!, true);
    }
  }
}

/** The stored rollback index rises to the least of the images that could boot. */
function raiseFloor(world: World, host: number): void {
  const { slotAttributes: words, slotRelease, rollbackFloor } = world.state.hosts;
  let least = Number.POSITIVE_INFINITY;
  for (let at = SLOTS * host; at < SLOTS * (host + 1); at++) {
    if (priorityOf(words[at]!) === 0 || isBroken(words[at]!)) continue;
    least = Math.min(least, rollbackIndexOf(world, slotRelease[at]!));
  }
  rollbackFloor[host] = raisedIndex(rollbackFloor[host]!, [least]);
}

function isSafeToReboot(world: World, host: number): boolean {
  const slot = next(world, host);
  if (slot < 0) return false;
  if (isSuccessful(world.state.hosts.slotAttributes[SLOTS * host + slot]!)) return true;
  // What is left if it fails: the other slot alone.
  tried[slot] = 0;
  return tried[1 - slot] !== 0 && choose(loaderAt(world, host), tried, 0) === 1 - slot;
}

/** Makes the other slot the one to boot; where it does not hold the release that is wanted, it is written to it first. */
function bootOther(world: World, host: number, good: number): void {
  const { activeSlot, slotAttributes: words, slotRelease } = world.state.hosts;
  const bad = activeSlot[host]!;
  const other = 1 - bad;
  const loader = loaderAt(world, host);
  const keeps =
    isWorthRollingBackTo(words[SLOTS * host + other]!) &&
    !isBroken(words[SLOTS * host + other]!) &&
    slotRelease[SLOTS * host + other] === good;
  if (!keeps) {
    write(world, host, other, good);
    loader.install(words, SLOTS * host, SLOTS, other, loader.tries);
  }
  words[SLOTS * host + bad] = slotAttributes(1, 0, false);
  loader.markGood(words, SLOTS * host, SLOTS, other);
  putAbove(words, SLOTS * host, other);
  acceptTrial(world, host);
}

/** Puts one slot above the other. */
export function putAbove(words: Uint16Array, base: number, slot: number): void {
  if (priorityOf(words[base + slot]!) > priorityOf(words[base + 1 - slot]!)) return;
  words[base + slot] = (words[base + slot]! & ~15) | (priorityOf(words[base + 1 - slot]!) + 1);
}
