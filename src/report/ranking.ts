import type { Comparison } from "../experiment/comparison.js";
import { beats } from "./pairs.js";
import type { Certainty, Ranking, ReportRow } from "./report.js";

/** What stands beside the place of a policy: the answer, its part by defects, and what it costs. */
const BESIDE = ["container-downtime.defect", "exposure", "vulnerable-time"];

/**
 * Puts the policies in order by what they lose. A place is one more than the number of policies that lose less beyond chance,
 * so that policies of which none is shown to be better share one.
 */
export function rank(
  { policies }: Comparison,
  rows: readonly ReportRow[],
  certainty: Certainty | null,
): Ranking | null {
  if (certainty === null) return null;
  const by = certainty.metric;
  const row = rows.find(({ metric }) => metric === by);
  if (row === undefined) return null;
  const places = policies
    .map((policy, index) => ({
      policy: policy.name,
      index,
      place: 1 + policies.filter((_, other) => beats(certainty.pairs, other, index, 1)).length,
    }))
    .toSorted((a, b) => sortKeyOf(row, a.index) - sortKeyOf(row, b.index));
  const beside = BESIDE.filter((metric) => rows.some((one) => one.metric === metric));
  return { metrics: [by, ...beside], places };
}

/** Policies without a figure come last. */
function sortKeyOf(row: ReportRow, index: number): number {
  return row.cells[index]!.sortKey ?? Number.POSITIVE_INFINITY;
}
