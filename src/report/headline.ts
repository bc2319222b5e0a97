import type { Comparison } from "../experiment/comparison.js";
import type { ReportCell, ReportRow } from "./report.js";

/** The answer in words: who loses how much, and whether the difference is beyond chance. */
export function buildHeadline(
  { policies, scenario }: Comparison,
  rows: readonly ReportRow[],
): string[] {
  const metric = scenario.containers > 0 ? "container-downtime" : "host-downtime";
  const row = rows.find((one) => one.metric === metric);
  if (row === undefined) return [`No policy loses any time in this scenario.`];
  const ranked = row.cells
    .filter(({ sortKey }) => sortKey !== null)
    .sort((a, b) => a.sortKey! - b.sortKey!);
  const losses = ranked.map((cell) => `\`${cell.policy}\` ${lossOf(cell)}`);
  const [first, ...others] = losses;
  const [least] = ranked;
  const answer = `${first ?? ""} ${row.unit} of downtime on average${others.length === 0 ? "" : `, ${others.join(", ")}`}.`;
  if (policies.length < 2 || least === undefined) return [answer.replace("` ", "` loses ")];
  const verdict = least.isBest
    ? `\`${least.policy}\` loses least, beyond chance.`
    : "No policy is shown to lose least: the differences at the top are within chance.";
  return [answer.replace("` ", "` loses "), verdict];
}

function lossOf({ value, halfWidth }: ReportCell): string {
  return halfWidth === null ? value : `${value} ± ${halfWidth}`;
}
