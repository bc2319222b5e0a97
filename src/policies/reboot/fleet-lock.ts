import { z } from "zod";
import type { DrainRule, LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration } from "../../support/quantity.js";
import { NEVER, type Time } from "../../support/time.js";
import { drainRule, lockScope, OPEN_GATE, setGates } from "../gate-settings.js";
import { definePart } from "../part.js";
import { loggedIn, meanRefresh, userSessions } from "../zincati-agent.js";

/** What somebody writes into airlock's configuration while the fleet runs. */
interface Change {
  readonly at: Time;
  readonly slots: number;
}

interface FleetLock {
  readonly slots: number;
  readonly lockScope: LockScope;
  readonly changes: readonly Change[];
  readonly loggedIn: number;
  readonly drain: DrainRule;
}

/** How many of the changes have been made; -1: not even the first settings. */
interface Memory {
  readonly made: number;
}

const config = z.strictObject({
  slots: count(0)
    .default(1)
    .describe("Hosts that may hold a slot of a lock at once. Default 1, airlock's."),
  lockScope: lockScope(
    "group",
    "airlock has slots for each lock group; `cluster`: all hosts are in the one that is called default",
  ),
  changes: z
    .array(
      z.strictObject({
        at: duration().describe("When, from the start of the run."),
        slots: count(0).describe("What airlock is configured with from then on."),
      }),
    )
    .default([])
    .describe(
      "Other numbers of slots later. They change nothing: airlock writes the number once (coreos/airlock#81). Default: none.",
    ),
  loggedIn: loggedIn(),
  drain: drainRule("none"),
});

/**
 * Zincati's strategy `fleet_lock` with airlock. The slot is asked for before the users are, and kept while they are waited for
 * (coreos/zincati#756); it is given back when the agent starts after the reboot.
 *
 * @see coreos/zincati src/strategy/fleet_lock.rs; coreos/airlock internal/lock/semaphore.go
 */
export const fleetLock = definePart<FleetLock, Memory>({
  role: "reboot",
  name: "fleet-lock",
  doc: "A host reboots when the FleetLock server has given it a slot, asking every 5 min, and gives it back when its agent starts. Slots have no expiry, and their number never changes.",
  config,
  start: () => ({ made: -1 }),
  decide(view, memory, { slots, lockScope: scope, changes, loggedIn: share, drain }) {
    const inOrder = changes.toSorted((a, b) => a.at - b.at);
    const made = inOrder.filter(({ at }) => at <= view.now).length;
    const gate = {
      ...OPEN_GATE,
      lock: "fleetlock",
      lockScope: scope,
      order: "race",
      coordinator: true,
      maxReboots: inOrder[made - 1]?.slots ?? slots,
      retry: { first: meanRefresh(), cap: meanRefresh() },
      sessions: userSessions(share),
      drain,
    } as const;
    return {
      memory: { made },
      commands: made === memory.made ? [] : setGates(view, () => gate),
      wakeAt: inOrder[made]?.at ?? NEVER,
    };
  },
});
