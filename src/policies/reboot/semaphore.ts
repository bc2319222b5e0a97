import { z } from "zod";
import type { DrainRule, Gate, LockScope } from "../../fleet/control/policy-contract.js";
import { count, duration, durationOrNever } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import { drainRule, type GatesSet, lockScope, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface Semaphore {
  readonly max: number;
  readonly lockScope: LockScope;
  readonly ttl: Time;
  readonly retry: Time;
  readonly releaseAt: Gate["releaseAt"];
  readonly recheckWindow: boolean;
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly drain: DrainRule;
}

const config = z.strictObject({
  max: count()
    .default(1)
    .describe("Hosts that may hold the lock at once. Default 1, as locksmith."),
  lockScope: lockScope("group", "as airlock's lock groups"),
  ttl: durationOrNever()
    .prefault("never")
    .describe(
      "Age at which a lock is taken from its holder. Default never, as locksmith, airlock and kured.",
    ),
  retry: duration()
    .prefault("5m")
    .describe("How often a waiting host asks again. Default 5m, the cap of locksmith's backoff."),
  releaseAt: z
    .enum(["agent-start", "well"])
    .default("agent-start")
    .describe(
      "When the lock is given back: at the agent's start, whatever booted (locksmith), or once the host is well. Default agent-start.",
    ),
  recheckWindow: z
    .boolean()
    .default(true)
    .describe(
      "Whether the window is looked at again when the lock is got. Default true; locksmith did not (coreos/bugs#1886), Flatcar's fork does.",
    ),
  windows: weeklyWindows()
    .default([])
    .describe("Times of the week when a reboot may begin. Default: always."),
  timeZone: windowZone(),
  drain: drainRule("none"),
});

/** A lock as one might build it, with what the real ones lack: `locksmith`, `fleet-lock` and `kured` are those. */
export const semaphore = definePart<Semaphore, GatesSet>({
  role: "reboot",
  name: "semaphore",
  doc: "A host reboots when it has got the lock from the coordinator, and gives it back afterwards. The lock knows nothing of the holder's health.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, { max, windows, timeZone, retry, ...rest }) =>
    setGatesOnce(view, memory, () => ({
      ...OPEN_GATE,
      ...rest,
      order: "race",
      retry: { first: retry, cap: retry },
      maxReboots: max,
      coordinator: true,
      windows: openTimes(view, windows, timeZone),
    })),
});
