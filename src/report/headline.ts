import type { Comparison } from "../experiment/comparison.js";
import { answerMetric } from "../experiment/answer-metric.js";
import { probabilityText } from "./certainty-tables.js";
import { beats } from "./pairs.js";
import type { Certainty, ReportCell, ReportRow } from "./report.js";

/** Policies up to which a sentence names them all; of more it names the first three and the last. */
const NAMED = 6;

/** A policy that leaves hosts unpatched this many times longer than another pays for its calm. */
const TELLING = 2;

/** The answer in words: who loses how much, how much of it by defects, and what the best one pays for it. */
export function buildHeadline(
  { policies, scenario }: Comparison,
  rows: readonly ReportRow[],
  certainty: Certainty | null,
): string[] {
  const metric = answerMetric(scenario.containers);
  const row = rows.find((one) => one.metric === metric);
  if (row === undefined) return [`No policy loses any time in this scenario.`];
  const ranked = rankedCells(row);
  const [least] = ranked;
  if (least === undefined) return [`No policy loses any time in this scenario.`];
  const answer = `${lossesOf(ranked, "loses")} ${row.unit} of downtime on average.`;
  if (certainty === null) return [answer];
  const names = policies.map(({ name }) => name);
  return [
    answer,
    verdictOn(least, names, certainty),
    ...byDefects(rows, metric),
    ...priceOf(rows, least.policy),
  ];
}

function rankedCells(row: ReportRow): ReportCell[] {
  return row.cells
    .filter(({ sortKey }) => sortKey !== null)
    .sort((a, b) => a.sortKey! - b.sortKey!);
}

/** "`a` loses 1 ± 0.1, `b` 2 ± 0.1". */
function lossesOf(cells: readonly ReportCell[], verb: string): string {
  const said = cells.map(({ policy, value, halfWidth }, index) => {
    const amount = halfWidth === null ? value : `${value} ± ${halfWidth}`;
    return `\`${policy}\` ${index === 0 ? `${verb} ` : ""}${amount}`;
  });
  if (said.length <= NAMED) return said.join(", ");
  return `${said.slice(0, 3).join(", ")}, … and, last of ${said.length}, ${said.at(-1)!}`;
}

function verdictOn(
  { policy, isBest }: ReportCell,
  names: readonly string[],
  { pairs, withBest }: Certainty,
): string {
  const least = names.indexOf(policy);
  if (isBest) {
    const sure = withBest[least];
    const said =
      sure === undefined
        ? ""
        : ` (probability that it is best: ${probabilityText(sure.confidence)})`;
    return `\`${policy}\` loses least, beyond chance${said}.`;
  }
  const rivals = names.filter((_, other) => other !== least && !beats(pairs, least, other, 1));
  const others = rivals.map((rival) => `\`${rival}\``);
  const listed =
    others.length <= NAMED ? others.join(", ") : `${others.length} of the other policies`;
  return `No policy is shown to lose least: no difference is shown between \`${policy}\` and ${listed}; what there is, is within chance.`;
}

/** Which part of it defects are to blame for, where there are any. */
function byDefects(rows: readonly ReportRow[], metric: string): string[] {
  const row = rows.find((one) => one.metric === `${metric}.defect`);
  if (row === undefined) return [];
  return [`By defects alone, ${lossesOf(rankedCells(row), "loses")} ${row.unit}.`];
}

/** A policy that updates little loses little: said where the best one leaves hosts unpatched far longer than another does. */
function priceOf(rows: readonly ReportRow[], policy: string): string[] {
  const row = rows.find((one) => one.metric === "vulnerable-time");
  const cells = row === undefined ? [] : rankedCells(row);
  const own = cells.find((cell) => cell.policy === policy);
  const [least] = cells;
  if (row === undefined || own === undefined || least === undefined) return [];
  if (own.sortKey! < TELLING * least.sortKey!) return [];
  return [
    `But \`${policy}\` leaves hosts without the newest release for ${own.value} ${row.unit}, \`${least.policy}\` for ${least.value}: part of what it saves is updates it does not make.`,
  ];
}
