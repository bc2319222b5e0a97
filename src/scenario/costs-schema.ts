/** `costs`: what downtime, late patches, people, machines and missed deadlines cost, in one currency. */
import { z } from "zod";
import { isSettings } from "../policies/merge-settings.js";
import { currency, type Price, price } from "../support/price.js";
import { duration } from "../support/quantity.js";
import { nameOf, writtenAs } from "../support/reference.js";

/** A price alone, or settings with a price among them. */
function priceOr<Output>(alone: z.ZodType<Price>, settings: z.ZodType<Output>) {
  const either = z
    .unknown()
    .transform((input, context): Price | Output => {
      const result = isSettings(input) ? settings.safeParse(input) : alone.safeParse(input);
      if (result.success) return result.data;
      for (const issue of result.error.issues) context.addIssue({ ...issue });
      return z.NEVER;
    })
    .meta(jsonSchemaOf(z.union([alone, settings])));
  writtenAs.set(either, z.union([alone, settings]));
  return either;
}

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...found } = z.toJSONSchema(schema, { io: "input" });
  return found;
}

const byService = z.strictObject({
  default: price("by time").optional().describe("Of every other service. Default: nothing."),
  services: z
    .record(nameOf("service"), price("by time"))
    .default({})
    .describe("Of these services, `{ api: 900 EUR/h }`."),
});

const people = z.strictObject({
  price: price("by time").describe("Of an hour of an operator."),
  halt: duration()
    .prefault("0s")
    .describe("Time that somebody spends on each halt of a release. Default 0s."),
});

const deadline = z.strictObject({
  price: price("once").describe("Of each deadline that is missed."),
  sla: duration()
    .refine((sla) => sla > 0, { error: "expected a deadline above 0s" })
    .optional()
    .describe(
      "The deadline, from the publication of a release. Default: that of the objective, else 7d and at most a quarter of the run.",
    ),
});

/** What each component of the cost is made of. Amounts are per hour, or once. */
export interface Costs {
  readonly currency: string;
  /** Of a container that is down: by the name of its service, and of all others. */
  readonly containerDown?: { readonly others: number; readonly services: Record<string, number> };
  readonly unpatchedHost?: number;
  /** `halt`: time that each halt takes [ms]. */
  readonly operator?: { readonly amount: number; readonly halt: number };
  readonly spareHost?: number;
  readonly replacedHost?: number;
  /** `sla`: the deadline, if it has one of its own [ms]. */
  readonly missedDeadline?: { readonly amount: number; readonly sla: number | undefined };
}

/** The costs of a scenario. That all prices are in its currency is checked apart, in `check-costs.ts`. */
export const costsSchema = z
  .strictObject({
    currency: currency().describe("A word such as EUR: every price is in it."),
    containerDown: priceOr(price("by time"), byService)
      .optional()
      .describe("Of each hour in which a container does not serve; the same or by service."),
    unpatchedHost: price("by time")
      .optional()
      .describe(
        "Of each hour in which a host runs neither the newest good release that its channel offers nor a later good one.",
      ),
    operator: priceOr(price("by time"), people)
      .optional()
      .describe("Of each hour that people spend: on repairs, and on halts where they take time."),
    spareHost: price("by time")
      .optional()
      .describe("Of each hour of a host beyond those that the containers of its group fill."),
    replacedHost: price("once").optional().describe("Of each new instance in the place of a host."),
    missedDeadline: priceOr(price("once"), deadline)
      .optional()
      .describe("Of each host and good release that is not patched within the patch deadline."),
  })
  .transform((entry, context): Costs => {
    const { containerDown, operator, missedDeadline } = entry;
    const { currency: word, ...prices } = entry;
    if (Object.values(prices).every((one) => one === undefined)) {
      const message = `expected a price of at least one of ${Object.keys(priced).join(", ")}, got none`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    return {
      currency: word,
      ...(containerDown && { containerDown: byServiceOf(containerDown) }),
      ...amountOf("unpatchedHost", entry.unpatchedHost),
      ...(operator && {
        operator:
          "price" in operator
            ? { amount: operator.price.amount, halt: operator.halt }
            : { amount: operator.amount, halt: 0 },
      }),
      ...amountOf("spareHost", entry.spareHost),
      ...amountOf("replacedHost", entry.replacedHost),
      ...(missedDeadline && {
        missedDeadline:
          "price" in missedDeadline
            ? { amount: missedDeadline.price.amount, sla: missedDeadline.sla }
            : { amount: missedDeadline.amount, sla: undefined },
      }),
    };
  })
  .describe("What the metric `cost` is made of, in money. Default: nothing has a cost.");

/** The component of the cost that each price is of. */
export const priced = {
  containerDown: "downtime",
  unpatchedHost: "unpatched",
  operator: "operator",
  spareHost: "spare",
  replacedHost: "replaced",
  missedDeadline: "deadlines",
} as const;

function amountOf<Key extends string>(key: Key, one: Price | undefined) {
  return (one === undefined ? {} : { [key]: one.amount }) as { readonly [K in Key]?: number };
}

function byServiceOf(written: Price | z.output<typeof byService>): Costs["containerDown"] & object {
  if ("amount" in written) return { others: written.amount, services: {} };
  return {
    others: written.default?.amount ?? 0,
    services: Object.fromEntries(
      Object.entries(written.services).map(([name, { amount }]) => [name, amount]),
    ),
  };
}
