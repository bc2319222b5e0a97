/** What a question is judged by where it states nothing of its own: the objective of the scenario. */
import { figureKey } from "../metrics/figure.js";
import type { Bound } from "../scenario/bound-schema.js";
import type { Constraint } from "../scenario/objective-schema.js";
import type { Requirement } from "../scenario/plan-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { constrainsCompletion, usualObjective } from "./verdict.js";

/** The bounds that a requirement has. */
export function limitsOf(requirement: Requirement): readonly Bound[] {
  return requirement.kind === "chance" ? requirement.holds : [requirement.limit];
}

/**
 * What has to hold: what the question requires, and the constraints of the scenario's objective on figures that it does not bound
 * itself.
 */
export function requirementsOf(
  { objective }: Pick<Scenario, "objective">,
  own: readonly Requirement[],
): readonly Requirement[] {
  const bounded = new Set(own.flatMap(limitsOf).map(figureKey));
  const others = (objective?.constraints ?? []).filter((one) => !bounded.has(figureKey(one)));
  return [...own, ...others.flatMap(requirementOf)];
}

/** A constraint as a requirement: a quantile is within a bound where the share of replications beyond it is small enough. */
function requirementOf({ statistic, ...bound }: Constraint): readonly Requirement[] {
  switch (statistic.kind) {
    case "mean":
      return [{ kind: "mean", limit: bound }];
    case "share":
      return [{ kind: "chance", holds: [bound], least: statistic.least }];
    case "quantile": {
      const { quantile } = statistic;
      const ends: Requirement[] = [];
      if (bound.max !== undefined) {
        ends.push({ kind: "chance", holds: [{ ...bound, min: undefined }], least: quantile });
      }
      if (bound.min !== undefined) {
        const least = Number((1 - quantile).toPrecision(12));
        ends.push({ kind: "chance", holds: [{ ...bound, max: undefined }], least });
      }
      return ends;
    }
  }
}

/** Whether finishing goes without saying: it does unless what is required says itself what has to get done. */
export function mustFinish(
  { objective, services }: Pick<Scenario, "objective" | "services">,
  requirements: readonly Requirement[],
): boolean {
  const constraints = requirements
    .flatMap(limitsOf)
    .map((limit): Constraint => ({ ...limit, statistic: { kind: "mean" } }));
  return !constrainsCompletion({
    ...(objective ?? usualObjective(services.length)),
    constraints,
  });
}
