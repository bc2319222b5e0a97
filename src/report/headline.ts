import type { Comparison } from "../experiment/comparison.js";
import { probabilityText } from "./certainty-tables.js";
import { mostlyInWords } from "./cost-rows.js";
import { brokenConstraint, percentOf, unfinishedInWords } from "./completion-words.js";
import type { ReportCell, ReportRow } from "./report.js";
import { staysBestSentence } from "./robust-words.js";

/** Policies up to which a sentence names them all; of more it names the first three and the last. */
const NAMED = 6;

/** A policy that leaves hosts unpatched this many times longer than another pays for its calm. */
const TELLING = 2;

/**
 * The answer in words: which policy is best and how sure that is, who did not finish or breaks a constraint, how much each loses, and what
 * the best one pays for it.
 */
export function buildHeadline(comparison: Comparison, rows: readonly ReportRow[]): string[] {
  const { policies, verdict } = comparison;
  const row = rows.find((one) => one.metric === verdict.objective.metric);
  const amounts =
    row === undefined
      ? [`${nothingOf(comparison)} is lost under any policy.`]
      : amountsOf(row, verdict.objective.goal);
  return [
    ...(policies.length < 2 ? [] : [verdictSentence(comparison, row)]),
    ...unfinishedSentences(comparison),
    ...constraintSentences(comparison),
    ...amounts,
    ...(policies.length < 2 ? [] : byDefects(rows, verdict.objective.metric)),
    ...paidFor(comparison),
    ...priceOf(rows, verdict.leaders),
    ...restsOn(comparison),
  ];
}

/** What the objective is about: "downtime", or the title of its metric. */
function nothingOf({ metrics, verdict }: Comparison): string {
  const title = metrics.find(({ name }) => name === verdict.objective.metric)?.title ?? "";
  return title === "" ? "Nothing" : `No ${lowerFirst(title)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function named(policies: readonly string[]): string {
  const said = policies.map((policy) => `\`${policy}\``);
  if (said.length > NAMED) return `${said.slice(0, 3).join(", ")} and ${said.length - 3} others`;
  if (said.length < 2) return said.join("");
  return `${said.slice(0, -1).join(", ")} and ${said.at(-1)!}`;
}

/** Which policy is best. */
function verdictSentence({ verdict, policies }: Comparison, row: ReportRow | undefined): string {
  const { winner, noWinner, leaders, standings, objective } = verdict;
  const what = row === undefined ? "the objective" : lowerFirst(row.title);
  const most = objective.goal === "min" ? "least" : "most";
  const eligible = standings.filter(({ isEligible }) => isEligible).length;
  const field = fieldOf({ eligible, policies });
  if (winner !== null) {
    if (eligible === 1) return `\`${winner}\` is the only policy that ${did(policies)}.`;
    const sure = standings.find(({ policy }) => policy === winner)?.confidence ?? null;
    const said =
      sure === null
        ? ""
        : ` (probability that it is best: ${probabilityText(sure)}, for the figures as given)`;
    return `\`${winner}\` has significantly the ${most} ${what}${field}${said}.`;
  }
  switch (noWinner) {
    case "nobody finished":
      return `No winner: no policy finished its rollouts. ${furthest(policies)}`;
    case "constraints":
      return "No winner: no policy that finished keeps all constraints.";
    case "does not apply":
      return `No winner: ${what} applies to no policy that finished.`;
    default: {
      if (leaders.length < 2) return `No clear winner by ${what}.`;
      return leaders.length === policies.length
        ? `No clear winner: by ${what}, ${leaders.length === 2 ? "both" : `all ${leaders.length}`} policies are statistically tied.`
        : `No clear winner: by ${what}, ${named(leaders)} are statistically tied${field}.`;
    }
  }
}

/** Of whom somebody is best, where that is not all policies. */
function fieldOf(found: {
  readonly eligible: number;
  readonly policies: Comparison["policies"];
}): string {
  return found.eligible === found.policies.length
    ? ""
    : ` of the ${found.eligible} policies that ${did(found.policies)}`;
}

/** "finished", "keep all constraints", or both: what tells the policies that may win from the others. */
function did(policies: Comparison["policies"]): string {
  const late = policies.some(({ completion }) => completion.isBehind);
  const broke = policies.some(({ constraints }) => constraints.some(({ met }) => !met));
  if (!broke) return "finished";
  return late ? "finished and kept all constraints" : "kept all constraints";
}

/** How far those came that came furthest. */
function furthest(policies: Comparison["policies"]): string {
  const most = Math.max(...policies.map(({ completion }) => completion.patched));
  if (most === 0) return "None of them updated a host.";
  const first = policies.filter(({ completion }) => completion.patched === most);
  return `${named(first.map(({ name }) => name))} came furthest, with ${percentOf(most)} of hosts updated.`;
}

/** Who did not finish, and how far they came. */
function unfinishedSentences({ policies }: Comparison): string[] {
  const late = policies.flatMap(({ name, completion }) => {
    const words = unfinishedInWords(completion);
    return words === undefined ? [] : [`\`${name}\` (${words})`];
  });
  if (late.length === 0) return [];
  if (late.length === 1) {
    const { name, completion } = policies.find((one) => one.completion.finished === false)!;
    return [`\`${name}\` did not finish: ${unfinishedInWords(completion)!}.`];
  }
  const rest = late.length > NAMED ? `, and ${late.length - NAMED} more` : "";
  return [`Did not finish: ${late.slice(0, NAMED).join(", ")}${rest}.`];
}

/** Who breaks which constraint. */
function constraintSentences({ policies }: Comparison): string[] {
  const broken = policies.flatMap(({ name, constraints }) =>
    constraints.filter(({ met }) => !met).map((one) => `\`${name}\`: ${brokenConstraint(one)}`),
  );
  if (broken.length === 0) return [];
  const rest = broken.length > NAMED ? `; and ${broken.length - NAMED} more` : "";
  return [`Constraints not met: ${broken.slice(0, NAMED).join("; ")}${rest}.`];
}

function rankedCells(row: ReportRow, goal: "min" | "max" = "min"): ReportCell[] {
  const sign = goal === "min" ? 1 : -1;
  return row.cells
    .filter(({ sortKey }) => sortKey !== null)
    .sort((a, b) => sign * (a.sortKey! - b.sortKey!));
}

/** How much each policy has of what the objective is about. */
function amountsOf(row: ReportRow, goal: "min" | "max"): string[] {
  const unit = row.unit === "" ? "" : ` ${row.unit}`;
  const [subject, what] = /downtime/i.test(row.title)
    ? ["downtime", "of downtime"]
    : [row.title, ""];
  const text = listOf(rankedCells(row, goal));
  return [
    what === "" ? `${subject} on average: ${text}${unit}.` : `On average: ${text}${unit} ${what}.`,
  ];
}

/** "`a` 1 ± 0.1, `b` 2 ± 0.1". */
function listOf(cells: readonly ReportCell[]): string {
  const said = cells.map(({ policy, value, halfWidth }) => {
    const amount = halfWidth === null ? value : `${value} ± ${halfWidth}`;
    return `\`${policy}\` ${amount}`;
  });
  if (said.length <= NAMED) return said.join(", ");
  return `${said.slice(0, 3).join(", ")}, … and, last of ${said.length}, ${said.at(-1)!}`;
}

/** What the policies that lead by cost mostly pay for. */
function paidFor({ policies, verdict }: Comparison): string[] {
  const [best] = verdict.leaders;
  const policy = policies.find(({ name }) => name === (best ?? policies[0]?.name));
  const words = policy === undefined ? undefined : mostlyInWords(policy);
  if (verdict.objective.metric !== "cost" || policy === undefined || words === undefined) return [];
  return [`Of what \`${policy.name}\` costs, ${words}.`];
}

/** Which part of it defects are to blame for, where there are any. */
function byDefects(rows: readonly ReportRow[], metric: string): string[] {
  const row = rows.find((one) => one.metric === `${metric}.defect`);
  if (row === undefined) return [];
  return [`Caused by defects alone: ${listOf(rankedCells(row))} ${row.unit}.`];
}

/** Says so where the best policy leaves hosts unpatched far longer than another does; of tied ones, that saves none of them anything. */
function priceOf(rows: readonly ReportRow[], leaders: readonly string[]): string[] {
  const [policy] = leaders;
  const row = rows.find((one) => one.metric === "vulnerable-time");
  const cells = row === undefined ? [] : rankedCells(row);
  const own = cells.find((cell) => cell.policy === policy);
  const [least] = cells;
  if (row === undefined || own === undefined || least === undefined) return [];
  if (own.sortKey! < TELLING * least.sortKey!) return [];
  const why = leaders.length === 1 ? ": it looks better partly because it skips updates" : "";
  return [
    `But \`${policy}\` leaves hosts without the newest release for ${own.value} ${row.unit}, \`${least.policy}\` for ${least.value}${why}.`,
  ];
}

/** How much of the scenario is assumed: a probability holds for the figures as given, not for those of a real fleet. */
function restsOn(comparison: Comparison): string[] {
  const { scenario, policies, verdict, robustness } = comparison;
  const assumed = scenario.assumptions.filter(({ source }) => source === undefined).length;
  if (policies.length < 2 || assumed === 0 || verdict.leaders.length === 0) return [];
  return [
    `This rests on the figures as given: ${assumed} of ${scenario.assumptions.length} are assumed.`,
    ...(robustness === undefined ? [] : staysBestSentence(robustness)),
  ];
}
