import { z } from "zod";
import type {
  Command,
  Decision,
  DrainRule,
  Gate,
  GroupView,
  LockScope,
  View,
} from "../fleet/control/policy-contract.js";
import { duration, durationOrNever } from "../support/quantity.js";
import { MINUTE, NEVER } from "../support/time.js";

/** What every reboot part has in common: a gate per group, set once, with rules for draining. */

/** The setting of how containers leave before a reboot. */
export const drainRule = (kind: DrainRule["kind"]) =>
  z
    .strictObject({
      kind: z
        .enum(["none", "evict"])
        .default(kind)
        .describe("Whether containers are moved away before the reboot or die with it."),
      timeout: durationOrNever()
        .prefault("never")
        .describe("How long a drain may take. Default never, as kured and kubectl drain."),
      atTimeout: z
        .enum(["reboot", "give-up", "stuck"])
        .default("give-up")
        .describe(
          "Reboot all the same; give the lock back and try again later; or stay cordoned with the lock until a person comes. Default give-up (kured's --force-reboot=false).",
        ),
      retry: duration()
        .prefault("60m")
        .describe(
          "Wait before a drain that was given up is tried again. Default 60m, kured's period.",
        ),
    })
    .prefault({})
    .describe("How containers leave before a reboot.");

/**
 * The setting of whom a lock is for.
 *
 * @param initial as the real system has it.
 * @param why one per cluster or group, in the words of that system.
 */
export const lockScope = (initial: LockScope, why: string) =>
  z
    .enum(["cluster", "group"])
    .default(initial)
    .describe(`Whether all groups share one lock or each has its own. Default ${initial}: ${why}.`);

/** Hosts that the lock of a group is for [hosts]. */
export function hostsUnder(view: View, group: GroupView, scope: LockScope): number {
  return scope === "group" ? group.hosts : view.groups.reduce((sum, { hosts }) => sum + hosts, 0);
}

/** The setting of how those who waited for a window are spread over it. */
export const openingSpread = () =>
  duration()
    .prefault("0s")
    .describe(
      "A host that has waited for a window begins up to this much after it opens, drawn per host. Default 0s: all at once, as locksmith and Zincati (coreos/bugs#2610).",
    );

/** A gate that holds nothing back; parts change what they are about. */
export const OPEN_GATE: Omit<Gate, "drain"> = {
  maxReboots: Number.POSITIVE_INFINITY,
  countsUnavailable: false,
  lock: "locksmith",
  lockScope: "group",
  order: "first-come",
  coordinator: false,
  unreachable: "wait",
  releaseAt: "agent-start",
  releaseDelay: 0,
  ttl: NEVER,
  retry: { first: 5 * MINUTE, cap: 5 * MINUTE },
  startDelay: 0,
  delay: 0,
  delaySpread: 0,
  windows: undefined,
  openingSpread: 0,
  recheckWindow: true,
  automatic: true,
  blockedAbove: Number.POSITIVE_INFINITY,
  crashBackOff: 0,
  sessions: { share: 0, wait: 0 },
};

/** Orders a gate for every group. */
export function setGates(view: View, gateOf: (group: GroupView) => Gate): readonly Command[] {
  return view.groups.map((group, index) => ({ kind: "gate", group: index, gate: gateOf(group) }));
}

/** Memory of a part that speaks once. */
export interface GatesSet {
  readonly done: boolean;
}

/** Sets the gate of every group the first time the part is asked, and nothing later. */
export function setGatesOnce(
  view: View,
  { done }: GatesSet,
  gateOf: (group: GroupView) => Gate,
): Decision<GatesSet> {
  return {
    memory: { done: true },
    commands: done ? [] : setGates(view, gateOf),
    wakeAt: NEVER,
  };
}
