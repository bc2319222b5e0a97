import { z } from "zod";
import { parts } from "./index.js";
import type { Part, PartRole } from "./part.js";
import {
  type PolicySettings,
  policyInput,
  resolvePolicy,
  type ResolvedPolicy,
} from "./policy-schema.js";
import { ROLES } from "./policy.js";
import type { PolicyInput } from "./policy-input.js";

/** A policy that a user wrote: the same shape as a stock one, in a module of its own. */

/** A part that a user wrote, with its settings as a scenario would write them. */
export interface OwnPart {
  readonly part: Part;
  /** Decoded by the part's own schema. Default: `{}`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What a module of one's own exports by default. */
export interface OwnPolicy extends Omit<PolicyInput, "offer" | "reboot" | "health" | "operator"> {
  /** Kebab-case; what the report calls it. */
  readonly name: string;
  /** A part of one's own, or the settings of a stock one. */
  readonly offer?: OwnPart | Readonly<Record<string, unknown>>;
  readonly reboot?: OwnPart | Readonly<Record<string, unknown>>;
  readonly health?: OwnPart | Readonly<Record<string, unknown>>;
  readonly operator?: OwnPart | Readonly<Record<string, unknown>>;
}

/** Keeps the type of a policy in the user's own file. */
export function definePolicy(policy: OwnPolicy): OwnPolicy {
  return policy;
}

/** A policy of one's own after it was checked. */
export interface CheckedPolicy {
  readonly name: string;
  readonly settings: PolicySettings;
  /** Its settings bound to stock parts and to parts of its own. */
  readonly resolved: ResolvedPolicy;
}

const named = z.looseObject({
  name: z
    .string({ error: "expected a name" })
    .regex(/^[a-z0-9][a-z0-9-]*$/, { error: "expected a name in kebab-case, such as my-policy" }),
});

/**
 * Checks what a module exports by default.
 *
 * @returns the policy, or everything that is wrong with it, one sentence each.
 */
export function checkOwnPolicy(exported: unknown): CheckedPolicy | readonly string[] {
  const head = named.safeParse(exported);
  if (!head.success) {
    return head.error.issues.map(({ path, message }) =>
      path.length === 0
        ? `expected a policy as its default export (definePolicy), got ${kindOf(exported)}`
        : `${path.join(".")}: ${message}`,
    );
  }
  const { name, ...input } = head.data;
  const own = ROLES.flatMap((role) => {
    const given = input[role];
    return isOwnPart(given) ? [{ role, given }] : [];
  });
  const stock = { ...input, ...Object.fromEntries(own.map(({ role }) => [role, undefined])) };
  const settings = policyInput.safeParse(withoutUndefined(stock));
  const problems = [
    ...(settings.error?.issues ?? []).map(
      ({ path, message }) => `${path.join(".") || "policy"}: ${message}`,
    ),
    ...own.flatMap(({ role, given }) => problemsOfPart(role, given)),
  ];
  if (!settings.success || problems.length > 0) return problems;
  const resolved = resolvePolicy(settings.data);
  const bound = own.map(({ given }) => ({
    part: given.part,
    config: given.part.config.parse(given.settings ?? {}),
  }));
  const replaced = new Set(own.map(({ role }) => role));
  const kept = resolved.parts.filter(({ part }) => !replaced.has(part.role));
  return { name, settings: settings.data, resolved: { ...resolved, parts: [...kept, ...bound] } };
}

function kindOf(value: unknown): string {
  if (value === undefined) return "none";
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

function isOwnPart(value: unknown): value is OwnPart {
  return typeof value === "object" && value !== null && "part" in value;
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** What a part of one's own has to be: everything that the engine will ask of it. */
function problemsOfPart(role: PartRole, { part, settings }: OwnPart): string[] {
  const { role: its, name, config, start, decide } = part as Partial<Part>;
  const problems = [
    ...(its === role ? [] : [`${role}.part.role: expected "${role}", got ${JSON.stringify(its)}`]),
    ...(typeof name === "string" && name !== ""
      ? parts[role].some((stock) => stock.name === name)
        ? [`${role}.part.name: expected a name that no stock part has, got "${name}"`]
        : []
      : [`${role}.part.name: expected a name`]),
    ...(typeof start === "function" ? [] : [`${role}.part.start: expected a function`]),
    ...(typeof decide === "function" ? [] : [`${role}.part.decide: expected a function`]),
  ];
  if (typeof config?.safeParse !== "function") {
    return [...problems, `${role}.part.config: expected a zod schema`];
  }
  const decoded = config.safeParse(settings ?? {});
  return [
    ...problems,
    ...(decoded.error?.issues ?? []).map(
      ({ path, message }) => `${[role, "settings", ...path].join(".")}: ${message}`,
    ),
  ];
}
