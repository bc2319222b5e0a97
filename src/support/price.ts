/** Prices as people write them: `12 EUR/h`, `25 EUR`. */
import { z } from "zod";
import { shown } from "./quantity.js";

/** An amount of money. */
export interface Price {
  /** Money per hour, or once. */
  readonly amount: number;
  /** A word such as EUR. */
  readonly currency: string;
}

/** Whether something is paid by the time that it lasts, or once. */
export type Paid = "by time" | "once";

const CURRENCY = String.raw`[\p{L}\p{Sc}]{1,12}`;
const AMOUNT = String.raw`(\d+(?:\.\d+)?) (${CURRENCY})`;
const PRICES: Readonly<Record<Paid, string>> = {
  "by time": `^${AMOUNT}/(min|h|d)$`,
  once: `^${AMOUNT}$`,
};

/** Hours in the unit that a price is per [h]. */
const HOURS: Readonly<Record<string, number>> = { min: 1 / 60, h: 1, d: 24 };

const WHAT: Readonly<Record<Paid, string>> = {
  "by time": "a price with its currency and what it is per, such as 12 EUR/h",
  once: "a price with its currency, such as 25 EUR",
};

/** Reads a price, by the hour where it is paid by time; undefined where it is none. */
export function parsePrice(text: string, paid: Paid): Price | undefined {
  const [, amount, currency, per = "h"] = new RegExp(PRICES[paid], "u").exec(text) ?? [];
  if (currency === undefined) return undefined;
  return { amount: Number(amount) / HOURS[per]!, currency };
}

/** The schema of a price. */
export function price(paid: Paid) {
  const complaint = (got: unknown) =>
    `expected ${WHAT[paid]}, got ${shown(got)}${hintFor(got, paid)}`;
  return z
    .string({ error: (issue) => complaint(issue.input) })
    .transform((text, context): Price => {
      const read = parsePrice(text, paid);
      if (read !== undefined) return read;
      context.addIssue({ code: "custom", message: complaint(text), input: text });
      return z.NEVER;
    })
    .meta({
      description:
        paid === "once"
          ? "An amount and the currency, as 25 EUR."
          : "An amount, the currency and what it is per (min, h or d), as 12 EUR/h.",
      pattern: PRICES[paid].replaceAll(CURRENCY, String.raw`[^\s\d/]{1,12}`),
    });
}

/** Whether a word can be a currency. */
export function isCurrency(word: string): boolean {
  return new RegExp(`^${CURRENCY}$`, "u").test(word);
}

/** The schema of a currency. */
export function currency() {
  const error = (issue: { readonly input?: unknown }) =>
    `expected a currency, one word such as EUR, got ${shown(issue.input)}`;
  return z.string({ error }).regex(new RegExp(`^${CURRENCY}$`, "u"), { error });
}

/** What was probably meant. */
function hintFor(got: unknown, paid: Paid): string {
  const example = (amount: string | number) => `${amount} EUR${paid === "once" ? "" : "/h"}`;
  if (typeof got === "number") return got < 0 ? NEGATIVE : `; add the unit, as in ${example(got)}`;
  if (typeof got !== "string") return "";
  if (/^[-−]/.test(got)) return NEGATIVE;
  if (/^\d+(\.\d+)?$/.test(got)) return `; add the unit, as in ${example(got)}`;
  if (/^\d{1,3}([,' ]\d{3})+/.test(got)) return "; write thousands without a separator";
  if (parsePrice(got, "once") !== undefined) return `; say what it is per, as in ${got}/h`;
  if (parsePrice(got, "by time") !== undefined) return "; it is paid once each time, not by time";
  const [, amount, word, per = ""] =
    new RegExp(String.raw`^(\d+(?:\.\d+)?)(${CURRENCY})(/(?:min|h|d))?$`, "u").exec(got) ?? [];
  return word === undefined ? "" : `; write it as ${amount} ${word}${per}`;
}

const NEGATIVE = "; a cost is never negative";
