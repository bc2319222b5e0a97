/** Whether all money of a scenario is in the currency of its costs, and whether what it asks of them has a price. */
import { costComponents } from "../metrics/cost.js";
import { parsePrice } from "../support/price.js";
import { shown } from "../support/quantity.js";
import { priced } from "./costs-schema.js";
import type { DataIssue } from "./issue-texts.js";
import { at, entries, type Field, fields, text } from "./raw-fields.js";

/** Parts of a file that name metrics. */
const ASKS = ["replications", "objective", "expect", "plan", "sweep", "tune"];

/** Fields that hold names of metrics. */
const METRICS = new Set(["metric", "metrics", "minimise", "maximise"]);

/** Fields that hold amounts of a metric. */
const AMOUNTS = ["min", "max", "indifference"];

/** Complains of prices in other currencies, and of a cost that is asked for and has no price. */
export function checkCosts(root: Field): DataIssue[] {
  const costs = at(root, "costs");
  const asked = ASKS.flatMap((part) => costsAsked(at(root, part)));
  if (costs.value === undefined) {
    const message =
      "expected costs in the scenario, as costs: { currency: EUR, containerDown: 12 EUR/h }, since the metric cost is made of them; got none";
    return asked.map(({ name, part }) => ({ path: name.path, part, message }));
  }
  const [word] = text(at(costs, "currency"));
  if (word === undefined) return [];
  const amounts = [
    ...everyText(costs),
    ...asked.flatMap(({ bounds }) => AMOUNTS.flatMap((key) => everyText(at(bounds, key)))),
  ];
  return [
    ...amounts.flatMap((field) => inAnotherCurrency(field, word)),
    ...asked.flatMap(({ bounds }) => withoutPrice(at(bounds, "component"), costs)),
  ];
}

/** A place where the cost is asked for: what names it, and the settings that bound it. */
interface Asked {
  readonly name: Field;
  readonly part: DataIssue["part"];
  readonly bounds: Field;
}

/** Every place below a field where the cost is asked for. */
function costsAsked(field: Field): Asked[] {
  const below = [...entries(field), ...fields(field)].flatMap(costsAsked);
  const here = fields(field).flatMap((one): Asked[] => {
    if (one.key === "constraints") return constraintsOn(at(one, "cost"));
    if (!METRICS.has(one.key)) return [];
    return [one, ...entries(one)]
      .filter(({ value }) => value === "cost")
      .map((name) => ({ name, part: "value", bounds: field }));
  });
  // The smallest difference worth telling of a search stands beside its objectives.
  const [first] = entries(at(field, "objectives"));
  const decides = first !== undefined && at(first, "metric").value === "cost";
  const beside: Asked[] = decides
    ? [{ name: at(first, "metric"), part: "value", bounds: field }]
    : [];
  return [...here, ...beside, ...below].filter(
    (one, i, all) =>
      all.findIndex(
        (other) => samePlace(other.name, one.name) && samePlace(other.bounds, one.bounds),
      ) === i,
  );
}

function constraintsOn(field: Field): Asked[] {
  if (field.value === undefined) return [];
  const bounds = Array.isArray(field.value) ? entries(field) : [field];
  return bounds.map((one) => ({ name: field, part: "key", bounds: one }));
}

function samePlace(a: Field, b: Field): boolean {
  return a.path.join("\n") === b.path.join("\n");
}

/** Every text below a field. */
function everyText(field: Field): Field[] {
  const below = [...entries(field), ...fields(field)].flatMap(everyText);
  return typeof field.value === "string" ? [field, ...below] : below;
}

function inAnotherCurrency(field: Field, word: string): DataIssue[] {
  return text(field).flatMap((written): DataIssue[] => {
    const price = parsePrice(written, "by time") ?? parsePrice(written.replace(/^-/, ""), "once");
    if (price === undefined || price.currency === word) return [];
    const message = `expected an amount in ${word}, the currency of the costs, got ${shown(written)}`;
    return [{ path: field.path, part: "value", message }];
  });
}

/** Complains of a component that is bounded and costs nothing. */
function withoutPrice(field: Field, costs: Field): DataIssue[] {
  const known = Object.entries(priced).flatMap(([key, component]) =>
    at(costs, key).value === undefined ? [] : [component],
  );
  const [component] = costComponents.filter((one) => one === field.value);
  // That there are no prices at all is told already.
  if (component === undefined || known.length === 0 || known.includes(component)) return [];
  const [key] = Object.entries(priced).find(([, one]) => one === component)!;
  const message = `expected a component that has a price (${known.join(", ")}), got ${component}; add costs.${key}`;
  return [{ path: field.path, part: "value", message }];
}
