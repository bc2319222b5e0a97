import { z } from "zod";
import type { FaultPlan } from "../fleet/effects/effects.js";
import { invariant } from "../support/invariant.js";
import type { Fault, FaultSite } from "./fault.js";
import * as kinds from "./kinds/index.js";

/** Every kind of fault, in the order of their names. */
export const faults: readonly Fault[] = Object.values(kinds);

/** What a scenario writes under `faults`, decoded: the kind and its settings. */
export interface FaultEntry {
  readonly kind: string;
  readonly [setting: string]: unknown;
}

/** Schema of one entry under `faults`, told apart by `kind`. */
export const faultInput = z.discriminatedUnion("kind", asOptions(faults));

// The registry holds faults without the types of their settings; each schema is a strict object (its conformance test says so).
function asOptions(all: readonly Fault[]) {
  const options = all.map(({ kind, doc, config }) =>
    (config as z.ZodObject).safeExtend({ kind: z.literal(kind).describe(doc) }),
  );
  return options as [
    z.ZodObject<{ kind: z.ZodLiteral<string> }>,
    ...z.ZodObject<{ kind: z.ZodLiteral<string> }>[],
  ];
}

/** Materialises the faults of a scenario: the effects of all, in the order of (from, position in the scenario). */
export function buildPlan(entries: readonly FaultEntry[], site: FaultSite): FaultPlan {
  return entries
    .flatMap((entry, index) => planOf(entry, site, index))
    .toSorted((a, b) => a.from - b.from);
}

/** The effects of one fault. @param index its position in the scenario: a part of the key of its luck. */
export function planOf({ kind, ...config }: FaultEntry, site: FaultSite, index: number): FaultPlan {
  return faultOf(kind).plan(config, site, index);
}

function faultOf(kind: string): Fault {
  const fault = faults.find((one) => one.kind === kind);
  invariant(fault !== undefined, () => `fault: expected one of the known kinds, got ${kind}`);
  return fault;
}
