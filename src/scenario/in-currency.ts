import { MONEY } from "../metrics/cost.js";
import type { ScenarioFile } from "./schema.js";

/** Parts of a scenario that have units of metrics in them. */
const WITH_UNITS = ["replications", "objective", "expect", "plan", "tune"] as const;

/** A scenario whose bounds on money say in which currency they are. */
export function inCurrency(scenario: ScenarioFile): ScenarioFile {
  const { costs } = scenario;
  if (costs === undefined) return scenario;
  const named = Object.fromEntries(
    WITH_UNITS.flatMap((part) =>
      scenario[part] === undefined ? [] : [[part, withUnit(scenario[part], costs.currency)]],
    ),
  );
  return { ...scenario, ...named };
}

/** The same data; every `unit` that is money is the currency. */
function withUnit(data: unknown, currency: string): unknown {
  if (Array.isArray(data)) return data.map((one) => withUnit(one, currency));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, one]) => [
      key,
      key === "unit" && one === MONEY ? currency : withUnit(one, currency),
    ]),
  );
}
