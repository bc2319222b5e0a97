/** The estimates of a comparison as tidy rows. */
import type { Comparison, PolicyResult } from "../../experiment/comparison.js";
import { completionRows } from "./completion-rows.js";
import { estimateRow, plainRow, type TidyRow, type TidyTable } from "./tidy-row.js";

/** Means of all figures, of parts too, differences from the first policy, and who finished and stands where. */
export function comparisonTable({ scenario, policies, verdict }: Comparison): TidyTable {
  const standings = verdict.standings.flatMap(({ policy, place, confidence }) => {
    const of = { policy, point: "", figure: verdict.objective.metric };
    return [
      plainRow({ ...of, estimate: "place" }, { value: place }),
      plainRow({ ...of, estimate: "probability-best-at-least" }, { value: confidence }),
    ];
  });
  return {
    question: "run",
    scenario: scenario.name,
    seed: scenario.seed,
    rows: [...policies.flatMap(policyRows), ...standings],
  };
}

function policyRows(result: PolicyResult): readonly TidyRow[] {
  const { name: policy, metrics, parts, differences, completion } = result;
  const rowsOf = (
    figures: Readonly<Record<string, Parameters<typeof estimateRow>[1]>>,
    estimate: string,
  ): TidyRow[] =>
    Object.entries(figures).map(([figure, found]) =>
      estimateRow({ policy, point: "", figure, estimate }, found),
    );
  return [
    ...rowsOf(metrics, "mean"),
    ...rowsOf(parts, "mean"),
    ...rowsOf(differences, "difference-from-first"),
    ...completionRows(policy, "", completion),
  ];
}
