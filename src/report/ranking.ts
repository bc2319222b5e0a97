import type { Comparison } from "../experiment/comparison.js";
import { completionCell } from "./completion-words.js";
import type { Ranking, ReportRow } from "./report.js";

/** What stands beside the place of a policy: the objective, the part of it by defects, and what it costs. */
const BESIDE = ["container-downtime.defect", "exposure", "vulnerable-time"];

/**
 * The policies in order: those that finished and keep the constraints first, then by the objective. Statistically tied policies
 * share a place. Null where there is one policy only, or nothing to rank by.
 */
export function rank(
  { policies, verdict }: Comparison,
  rows: readonly ReportRow[],
): Ranking | null {
  const { metric } = verdict.objective;
  const row = rows.find((one) => one.metric === metric);
  if (policies.length < 2 || row === undefined) return null;
  const sign = verdict.objective.goal === "min" ? 1 : -1;
  const places = policies
    .map((policy, index) => ({
      policy: policy.name,
      index,
      place: verdict.standings[index]!.place,
      finished: completionCell(policy.completion),
      keeps: policy.constraints.length === 0 ? null : policy.constraints.every(({ met }) => met),
    }))
    .toSorted(
      (a, b) =>
        Number(verdict.standings[b.index]!.isEligible) -
          Number(verdict.standings[a.index]!.isEligible) ||
        a.place - b.place ||
        sign * (sortKeyOf(row, a.index) - sortKeyOf(row, b.index)),
    );
  const beside = BESIDE.filter(
    (one) => one !== metric && rows.some((other) => other.metric === one),
  );
  return { metrics: [metric, ...beside], places };
}

/** Policies without a figure come last. */
function sortKeyOf(row: ReportRow, index: number): number {
  return row.cells[index]!.sortKey ?? Number.POSITIVE_INFINITY;
}
