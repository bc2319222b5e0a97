/** References: fields that name something the scenario gives a name or a number to. Each says so itself, so that none is left unchecked. */
import { z } from "zod";
import { count, shown } from "./quantity.js";

/** What a scenario gives names to, or numbers. `any-cohort` is a hardware cohort of the fleet or of testers, `listed-release` a release that is no train's. */
export type Named =
  | "group"
  | "zone"
  | "cohort"
  | "any-cohort"
  | "channel"
  | "release"
  | "listed-release"
  | "service"
  | "policy"
  | "host"
  | "rack";

/** What a reference may name. */
export interface Reference {
  readonly to: Named;
  /** Words that may stand for a name here. */
  readonly also: readonly string[];
}

/** What messages call it. */
export function wordFor(to: Named): string {
  if (to === "any-cohort") return "cohort";
  return to === "listed-release" ? "release" : to;
}

/** Every schema of a reference. One that is described or given a default afterwards is still in it. */
export const references = z.registry<Reference>();

/** The forms that data may have of a schema that decodes by itself: where names may stand in it is read off them. */
export const writtenAs = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/**
 * The schema of a name that must exist in the scenario: whoever decodes a scenario looks it up.
 *
 * @param also words that may stand here instead of a name. Default: none.
 */
export function nameOf(to: Exclude<Named, "host" | "rack">, also: readonly string[] = []) {
  const what = wordFor(to);
  const error = (issue: { readonly input?: unknown }) =>
    `expected the name of a ${what}, got ${shown(issue.input)}`;
  return z.string({ error }).min(1, { error }).register(references, { to, also });
}

/** The schema of a list of names that must exist in the scenario, at least one. */
export function names(to: Exclude<Named, "host" | "rack">) {
  const what = wordFor(to);
  const error = (issue: { readonly input?: unknown }) =>
    `expected a list of ${what} names, got ${shown(issue.input)}`;
  const one = z.string({ error }).min(1, { error }).register(references, { to, also: [] });
  return z
    .array(one, { error })
    .min(1, { error })
    .meta({ description: `Names of ${what}s.` });
}

/** The schema of a list of numbers of hosts or racks that the fleet must have, counted from 0, at least one. */
export function numbers(to: "host" | "rack") {
  return z.array(count(0).register(references, { to, also: [] })).min(1);
}
