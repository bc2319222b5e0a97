import fc from "fast-check";
import { z } from "zod";
import type { Fault } from "../faults/fault.js";
import { faultInput } from "../faults/index.js";
import { isSettings } from "../policies/merge-settings.js";
import { parseDuration } from "../support/duration-text.js";
import { MINUTE, type Time } from "../support/time.js";
import type { Settings } from "./data-edit.js";

/** Random faults of any kind, made from the schema of its settings: a kind that is added is searched without more ado. */

/** What faults may strike, and how hard at most: a good policy must be able to survive it. */
export interface FaultBudget {
  readonly horizon: Time;
  readonly hosts: number;
  readonly zones: readonly string[];
  /** Most victims of one fault that names hosts [hosts]. */
  readonly victims: number;
  /** Most faults of a plan. */
  readonly faults: number;
}

/** Settings that a materialised fault does without: it names its hosts one by one and happens once. */
const LEFT_OUT = new Set([
  "name",
  "repeat",
  "rate",
  "share",
  "count",
  "groups",
  "cohorts",
  "racks",
]);

/** Faults of one kind as a file writes them; undefined where a setting is needed that cannot be guessed. */
export function faultArbitrary(
  fault: Fault,
  budget: FaultBudget,
): fc.Arbitrary<Settings> | undefined {
  const schema = z.toJSONSchema(fault.config, { io: "input", unrepresentable: "any" }) as Settings;
  const properties = isSettings(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  const strikesHosts = properties["hosts"] !== undefined;
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, field] of Object.entries(properties)) {
    const isNeeded = required.includes(name) || name === "from" || name === "hosts";
    // Hosts are named one by one: zones would only narrow them.
    if (LEFT_OUT.has(name) || (name === "zones" && strikesHosts && !isNeeded)) continue;
    const arbitrary = settingArbitrary(name, field, budget);
    if (arbitrary !== undefined)
      fields[name] = isNeeded ? arbitrary : fc.option(arbitrary, { nil: undefined });
    else if (isNeeded) return undefined;
  }
  return fc
    .record(fields)
    .map((settings) => ({
      kind: fault.kind,
      ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    }))
    .filter((entry) => faultInput.safeParse(entry).success);
}

/**
 * A plan: some of the kinds, each in about half of the plans (swarm testing), and at most as many faults as the budget has.
 *
 * @param least faults of a plan. A search asks for many, since a run that tries little shows little; what is to shrink, for one.
 */
export function planArbitrary(
  faults: readonly Fault[],
  budget: FaultBudget,
  least = 1,
): fc.Arbitrary<readonly Settings[]> {
  const all = faults.flatMap((fault) => faultArbitrary(fault, budget) ?? []);
  return fc.subarray(all, { minLength: 1 }).chain((some) =>
    fc.array(fc.oneof(...some), {
      minLength: least,
      maxLength: budget.faults,
      size: "max",
    }),
  );
}

/** A plan of any kinds of faults: what swarm testing is measured against. */
export function plainArbitrary(
  faults: readonly Fault[],
  budget: FaultBudget,
): fc.Arbitrary<readonly Settings[]> {
  const all = faults.flatMap((fault) => faultArbitrary(fault, budget) ?? []);
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength: budget.faults, size: "max" });
}

/** When faults begin at the latest: what they lead to must have time to show [ms]. */
export function lastBegin(horizon: Time): Time {
  return Math.floor((horizon * 2) / 3);
}

/** Values of one setting: by its name where that says what it is, by its schema otherwise. */
function settingArbitrary(
  name: string,
  schema: unknown,
  budget: FaultBudget,
): fc.Arbitrary<unknown> | undefined {
  if (name === "from") return minutes(0, lastBegin(budget.horizon));
  if (name === "hosts") return victimsArbitrary(budget);
  if (name === "zones") return fc.constantFrom(...budget.zones).map((zone) => [zone]);
  return isSettings(schema) ? schemaArbitrary(schema, budget) : undefined;
}

function schemaArbitrary(schema: Settings, budget: FaultBudget): fc.Arbitrary<unknown> | undefined {
  const { type, minimum, maximum, items, pattern, anyOf, oneOf, properties } = schema;
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  if (schema["const"] !== undefined) return fc.constant(schema["const"]);
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) {
    const some = choices.flatMap((one) => settingArbitrary("", one, budget) ?? []);
    return some.length === 0 ? undefined : fc.oneof(...some);
  }
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer(bounds(minimum, maximum));
  if (type === "number") return fc.constantFrom(0.01, 0.1, 0.25, 0.5, 1);
  if (type === "string" && typeof pattern === "string") return textArbitrary(pattern, budget);
  if (type === "array" && isSettings(items) && Array.isArray(items["enum"])) {
    return fc.subarray(items["enum"] as unknown[], { minLength: 1 });
  }
  if (type === "object" && isSettings(properties) && properties["dist"] !== undefined)
    return undefined;
  return undefined;
}

function bounds(minimum: unknown, maximum: unknown) {
  const min = typeof minimum === "number" ? Math.max(0, minimum) : 0;
  const max = typeof maximum === "number" ? Math.min(maximum, min + 20) : min + 20;
  return { min, max };
}

/** Texts with a unit: of those that can be guessed, the ones that match. */
function textArbitrary(
  pattern: string,
  { horizon }: FaultBudget,
): fc.Arbitrary<string> | undefined {
  const matches = (text: string) => new RegExp(pattern).test(text);
  if (matches("7m")) {
    const usual = ["1s", "10s", "1m", "10m", "1h", "6h", "1d"].filter(
      (text) => parseDuration(text)! <= horizon / 4,
    );
    return fc.oneof(fc.constantFrom(...usual, "1s"), minutes(0, horizon / 4));
  }
  const guesses = ["1%", "10%", "50%", "1MB", "1Mbit/s", "06:00"].filter(matches);
  return guesses.length === 0 ? undefined : fc.constantFrom(...guesses);
}

/** One host, neighbours, or any hosts; in rising order. */
function victimsArbitrary({ hosts, victims }: FaultBudget): fc.Arbitrary<readonly number[]> {
  const host = fc.nat(hosts - 1);
  const block = fc
    .tuple(host, fc.integer({ min: 1, max: victims }))
    .map(([first, length]) =>
      Array.from({ length: Math.min(length, hosts - first) }, (_, index) => first + index),
    );
  const any = fc.uniqueArray(host, { minLength: 1, maxLength: victims });
  return fc.oneof(
    host.map((one) => [one]),
    block,
    any.map((list) => list.toSorted((a, b) => a - b)),
  );
}

function minutes(from: Time, until: Time): fc.Arbitrary<string> {
  return fc
    .integer({ min: Math.ceil(from / MINUTE), max: Math.max(1, Math.floor(until / MINUTE)) })
    .map((count) => `${count}m`);
}
