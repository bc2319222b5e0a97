import type { Time } from "../../support/time.js";
import { NEVER } from "../../support/time.js";
import type { Gate } from "../control/policy-contract.js";
import { type HeldLocks, nobodyWaits, noLocks, type WaitingLine } from "./lock-lists.js";

/**
 * A reboot lock: by which rules it is granted, who holds it, and who waits for it. A group has one of its own, or shares the cluster's
 * with the others, as its gate says. A lock has the number of a group that it covers: a shared one that of the first.
 */
export interface LockState {
  /** The rules: those of the gate that was set last of the groups it covers. */
  gate: Gate;
  /** Groups that it covers; none: nobody uses it. */
  groups: number;
  /** Hosts that may hold it at once: the gate's, or what the lock was created with [hosts]. */
  capacity: number;
  /** Slots that outsiders hold for ever, and coordinators beyond the first that grant it too. */
  stolen: number;
  leaders: number;
  /** Hosts that hold it [hosts]. */
  holders: number;
  /** Hosts it covers that are not well, for whatever reason, and those of them that do not hold it [hosts]. */
  unwell: number;
  unwellOthers: number;
  /** Locks held, the oldest first. */
  readonly held: HeldLocks;
  /** Hosts that wait for it, the next one first. */
  readonly line: WaitingLine;
  /** Whether somebody is about to find it free, and how often that was drawn. */
  freePending: boolean;
  frees: number;
  /** Age at which the policy is woken [ms]; `NEVER`: not. */
  watch: Time;
}

/** A lock that covers one group of hosts that are all well. */
export function createLock(gate: Gate): LockState {
  return {
    gate,
    groups: 1,
    capacity: 0,
    stolen: 0,
    leaders: 0,
    holders: 0,
    unwell: 0,
    unwellOthers: 0,
    held: noLocks(),
    line: nobodyWaits(),
    freePending: false,
    frees: 0,
    watch: NEVER,
  };
}
