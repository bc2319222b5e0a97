/** What a sweep has to say before its figures are used: where the fleet did not finish, what was not reached, what did not apply. */
import type { MetricResult, SweepAnswer, SweepPoint } from "../../experiment/sweep/answer.js";
import { metricOutputs } from "../../metrics/index.js";
import { brokenConstraint, unfinishedInWords } from "../completion-words.js";

/** Points at which the fleet did not finish, and constraints that points miss. */
export function pointCautions(answer: SweepAnswer): readonly string[] {
  return [...unfinishedSentences(answer), ...constraintSentences(answer)];
}

function unfinishedSentences(answer: SweepAnswer): readonly string[] {
  const { table } = answer;
  const open = table.filter(({ completion }) => completion.finished === false);
  const [worst] = open.toSorted((a, b) => a.completion.patched - b.completion.patched);
  if (worst === undefined) return [];
  const where =
    open.length === table.length
      ? `**At none of ${table.length} points does the fleet finish its rollouts**`
      : `**At ${open.length} of ${table.length} points the fleet does not finish its rollouts**`;
  return [
    `${where}, least at ${pointInWords(answer, worst)}: ${unfinishedInWords(worst.completion)!}. What such a point saves it may save by not updating.`,
  ];
}

function constraintSentences(answer: SweepAnswer): readonly string[] {
  const { table } = answer;
  return (table[0]?.constraints ?? []).flatMap((_, index) => {
    const missed = table.filter(({ constraints }) => !constraints[index]!.met);
    const [worst] = missed.toSorted((a, b) => gap(b, index) - gap(a, index));
    if (worst === undefined) return [];
    const where =
      missed.length === table.length
        ? `all ${table.length}`
        : `${missed.length} of ${table.length}`;
    return [
      `The objective's constraint is missed at ${where} points, such as ${pointInWords(answer, worst)}: ${brokenConstraint(worst.constraints[index]!)}.`,
    ];
  });
}

/** What does not apply is furthest from a bound. */
function gap({ constraints }: SweepPoint, index: number): number {
  const { found } = constraints[index]!;
  return found === null ? Number.POSITIVE_INFINITY : Math.abs(found);
}

/** "`x` = 1, `y` = 2"; a level as the scenario has it is left out. */
function pointInWords({ factors }: SweepAnswer, { levels }: SweepPoint): string {
  const turned = levels.flatMap((level, index) =>
    level === null ? [] : [`\`${factors[index]!.name}\` = ${level}`],
  );
  return turned.length === 0 ? "the scenario as it is" : turned.join(", ");
}

/** How many of the points with a level of a factor did not finish, in a sentence; empty for none. */
export function unfinishedAt(
  { factors, table }: SweepAnswer,
  factor: string,
  level: unknown,
): string {
  const index = factors.findIndex(({ name }) => name === factor);
  const there = table.filter(({ levels }) => levels[index] === level);
  const open = there.filter(({ completion }) => completion.finished === false);
  if (open.length === 0) return "";
  const points =
    there.length === 1 ? "the fleet does" : `${open.length} of ${there.length} points do`;
  return ` At ${String(level)} ${points} not finish.`;
}

/** Why nothing can be said of a metric. */
export function doesNotApply(result: MetricResult, { replications }: SweepAnswer): string {
  const { metric, points } = result;
  const condition = conditionOf(metric);
  if (points.never === points.all) {
    return `\`${metric}\` applied in no replication at any point: it applies where ${condition}, and nowhere was that so.`;
  }
  const never =
    points.never === 0
      ? ""
      : ` At ${points.never} of ${points.all} points that was so in no replication.`;
  return `\`${metric}\` cannot be compared: it applies where ${condition}, and that was so at every point in ${result.replications} of ${replications} replications, too few to say anything.${never}`;
}

/** What has to be so for a metric to have a value. */
function conditionOf(metric: string): string {
  const output = metricOutputs.find(({ name }) => name === metric);
  return output?.appliesWhere ?? "there is something to measure";
}

/** Warnings where replications are left out, which may be of another kind, and where times were not reached. */
export function metricCautions(
  { metric, replications, points }: MetricResult,
  answer: SweepAnswer,
): readonly string[] {
  return [
    ...(replications === answer.replications
      ? []
      : [
          `\`${metric}\` applies where ${conditionOf(metric)}, which was so at every point in ${replications} of ${answer.replications} replications: its figures speak of these alone.`,
        ]),
    ...(points.open === 0
      ? []
      : [
          `\`${metric}\` was **not reached** in some replications at ${points.open} of ${points.all} points: there it counts up to the end of the run, so that it is larger than its figures say.`,
        ]),
  ];
}
