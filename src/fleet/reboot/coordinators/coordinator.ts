import type { Gate } from "../../control/policy-contract.js";
import type { World } from "../../state/world.js";
import type { LockState } from "../lock-state.js";

/** Who grants the reboot lock, and by which rules: one of the real systems, as far as they differ. */
export interface Coordinator {
  /** As `gate.lock` names it. */
  readonly kind: Gate["lock"];
  /** Whether one more host may hold the lock. @param capacity slots that whoever grants them sees. */
  grants(world: World, lock: LockState, capacity: number): boolean;
  /** Whether a holder that asks again goes on with what it holds. */
  keeps(lock: LockState): boolean;
  /** The holders that have to give way to one more. */
  losers(world: World, lock: LockState): readonly number[];
  /** Whether a holder whose time is up loses the lock there and then, not only when somebody needs it. */
  readonly takesWhenExpired: boolean;
  /** Whether one loop asks for all who wait, instead of each for itself. */
  readonly asksForAll: boolean;
  /** Whether the lock keeps the slots that it was created with, whatever a later gate says. */
  readonly keepsSlots: boolean;
}

/** What coordinators have in common unless they say otherwise. */
export const usual = {
  keeps: () => false,
  losers: () => [],
  takesWhenExpired: true,
  asksForAll: false,
  keepsSlots: false,
} as const;
