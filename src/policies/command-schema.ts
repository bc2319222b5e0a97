/** What a program that decides may answer: the commands of `fleet/control/policy-contract.ts` as JSON, where null stands for never and no limit. */
import { z } from "zod";
import type { Command, Gate } from "../fleet/control/policy-contract.js";
import { OPEN_GATE } from "./gate-settings.js";

const index = () => z.int().min(0);
/** A time or a number without a limit; null: never, none. */
const unlimited = () => z.union([z.number(), z.null().transform(() => Number.POSITIVE_INFINITY)]);

const schedule = z.union([
  z.array(z.tuple([unlimited(), z.number()])),
  z.strictObject({ times: z.array(unlimited()) }),
]);

const openTimes = z.strictObject({
  week: z.array(z.tuple([z.number(), z.number()])),
  offsets: z.array(z.tuple([z.number(), z.number()])).default([]),
});

const drain = z.strictObject({
  kind: z.enum(["none", "evict"]),
  timeout: unlimited().default(Number.POSITIVE_INFINITY),
  atTimeout: z.enum(["reboot", "give-up", "stuck"]).default("give-up"),
  retry: unlimited().default(3_600_000),
});

/** A gate; what is left out is open. */
const gate = z
  .strictObject({
    maxReboots: unlimited().optional(),
    countsUnavailable: z.boolean().optional(),
    lock: z.enum(["locksmith", "fleetlock", "kured", "mco"]).optional(),
    lockScope: z.enum(["group", "cluster"]).optional(),
    order: z.enum(["race", "first-come", "index", "zone", "hash", "fewest-crashes"]).optional(),
    coordinator: z.boolean().optional(),
    unreachable: z.enum(["wait", "reboot"]).optional(),
    releaseAt: z.enum(["agent-start", "well", "updated", "never"]).optional(),
    releaseDelay: z.number().min(0).optional(),
    ttl: unlimited().optional(),
    retry: z.strictObject({ first: z.number().positive(), cap: z.number().positive() }).optional(),
    delay: z.number().min(0).optional(),
    delaySpread: z.number().min(0).optional(),
    windows: openTimes.optional(),
    openingSpread: z.number().min(0).optional(),
    recheckWindow: z.boolean().optional(),
    automatic: z.boolean().optional(),
    blockedAbove: unlimited().optional(),
    crashBackOff: z.number().min(0).optional(),
    drain: drain.default({
      kind: "none",
      timeout: Number.POSITIVE_INFINITY,
      atTimeout: "reboot",
      retry: 0,
    }),
  })
  .transform((written): Gate => {
    const set = Object.entries(written).filter(([, value]) => value !== undefined);
    return { ...OPEN_GATE, ...(Object.fromEntries(set) as Partial<Gate>), drain: written.drain };
  });

const rollout = { group: index(), release: index() };
const counts = { successes: unlimited(), failures: unlimited(), troubles: unlimited() };

const command = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("offer"),
    ...rollout,
    schedule,
    rank: z.enum(["host", "release", "wariness", "seed", "phasing"]).default("release"),
    stages: z.array(z.number()).exactOptional(),
    total: unlimited().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("halt"), ...rollout }),
  z.strictObject({ kind: z.literal("resume"), ...rollout }),
  z.strictObject({ kind: z.literal("recall"), ...rollout }),
  z.strictObject({ kind: z.literal("gate"), group: index(), gate }),
  z.strictObject({ kind: z.literal("unlock"), group: index(), heldFor: z.number().min(0) }),
  z.strictObject({
    kind: z.literal("watch"),
    release: index(),
    failures: unlimited(),
    troubles: unlimited(),
  }),
  z.strictObject({ kind: z.literal("watch-stage"), ...rollout, stage: index(), ...counts }),
  z.strictObject({ kind: z.literal("watch-lock"), group: index(), heldFor: unlimited() }),
]);

/** An answer of a program that decides. */
export const answerSchema = z.strictObject({
  id: z.int(),
  commands: z.array(command).transform((commands): readonly Command[] => commands),
  /** When it wants to be asked next [ms]; null: not by itself. */
  wakeAt: unlimited(),
  /** What it wants to be given back with the next question. */
  memory: z.unknown(),
});
