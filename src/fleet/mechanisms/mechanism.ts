import type { MechanismModel } from "../state/model.js";
import type { World } from "../state/world.js";

/** How a kind of host takes a release and gets back from a bad one. */
export interface Mechanism {
  readonly kind: MechanismModel["kind"];
  /** Whether its loader counts boots of an unproven slot and falls back by itself. */
  countsBoots(world: World, host: number): boolean;
  /** Whether a reboot into an update is a new instance. */
  readonly replaces: boolean;
  /** The release has been downloaded and written. @returns whether it takes a reboot to run it. */
  install(world: World, host: number, release: number): boolean;
  /** Power or the host went away while it was being written. */
  interrupted(world: World, host: number): void;
  /** At the loader: chooses what to boot. @returns false when there is nothing to boot. */
  select(world: World, host: number): boolean;
  /** Slot that the next boot tries first, for the record; -1 when there is none. */
  next(world: World, host: number): number;
  /** Whether a reboot now could end on something bootable even if the first choice fails, or the first choice is proven. */
  isSafeToReboot(world: World, host: number): boolean;
  /** A boot came up and stayed up for the mark-good time. */
  markGood(world: World, host: number): void;
  /** A person puts the older release back; it runs from the next boot. */
  revert(world: World, host: number): void;
  /** An order to go back has reached a host that it concerns (`recall.ts`). @returns whether it takes a reboot. */
  recall(world: World, host: number): boolean;
}
