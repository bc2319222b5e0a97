/** The answer to a question of capacity in sentences. */
import type { PlanAnswer, PlanPoint, SeedAnswer } from "../../experiment/plan/answer.js";
import type { Figure } from "../../experiment/plan/requirement.js";
import type { Limit } from "../../scenario/plan-schema.js";
import { figure as inDigits } from "../format.js";

/** A share as a percentage with three digits, "0.385 %". */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** A probability that is rounded down, so that "at least" stays true: "97.6 %". */
function atLeast(probability: number): string {
  return `${Math.floor(probability * 1000) / 10} %`;
}

/** "patch-latency.t100 at most 336 h". */
function limitInWords({ metric, unit, min, max }: Limit): string {
  const withUnit = (bound: number): string => (unit === "" ? String(bound) : `${bound} ${unit}`);
  if (max === 0 && min === undefined) return `no \`${metric}\``;
  const bounds = [
    ...(min === undefined ? [] : [`at least ${withUnit(min)}`]),
    ...(max === undefined ? [] : [`at most ${withUnit(max)}`]),
  ];
  return `\`${metric}\` ${bounds.join(" and ")}`;
}

/** What has to be met: "no `budget-violation` in at least 99 % of replications". */
export function requirementInWords({ request: { require } }: PlanAnswer): string {
  return require.kind === "chance"
    ? `${require.holds.map(limitInWords).join(" and ")} in at least ${percent(require.least)} of replications`
    : `a mean ${limitInWords(require.limit)}`;
}

/** What was found at a value: "missed in 0.4 % of 777 replications (0.1 % to 0.9 %)". */
export function figureInWords(figure: Figure, { request: { require } }: PlanAnswer): string {
  const { n, value, low, high } = figure;
  if (value === null || low === null || high === null) {
    return `does not apply in some of ${n} replications`;
  }
  if (require.kind === "chance") {
    return `missed in ${percent(value)} of ${n} replications (${percent(low)} to ${percent(high)})`;
  }
  const { unit } = require.limit;
  const half = (high - low) / 2;
  const ends = `${inDigits(low, half)} to ${inDigits(high, half)}`;
  return `mean ${inDigits(value, half)}${unit === "" ? "" : ` ${unit}`} (${ends}) over ${n} replications`;
}

/** The answer, how sure it is, whether the second seed agrees, and what else has to be said. */
export function planHeadline(answer: PlanAnswer): readonly string[] {
  const { first, second, agree } = answer;
  return [
    answerSentence(answer, first),
    ...doubtSentences(answer, first),
    agree
      ? `A second seed, \`${second.seed}\`, gives the same answer.`
      : `A second seed, \`${second.seed}\`, does not agree: ${answerSentence(answer, second)} Ask for a higher confidence or more replications before you rely on either.`,
  ];
}

function answerSentence(answer: PlanAnswer, found: SeedAnswer): string {
  const { knob, request, from, to, policy } = answer;
  const wanted = requirementInWords(answer);
  if (found.answer === null) {
    const best = found.points.find(({ value }) => value === found.best)!;
    return `No \`${knob}\` in ${from}..${to} meets the requirement of ${wanted} under \`${policy}\`; the best is ${found.best}: ${figureInWords(best.figure, answer)}.`;
  }
  const point = found.points.find(({ value }) => value === found.answer)!;
  return `The ${request.find} \`${knob}\` in ${from}..${to} with ${wanted} under \`${policy}\` is **${found.answer}**: ${figureInWords(point.figure, answer)}.`;
}

function doubtSentences(answer: PlanAnswer, found: SeedAnswer): readonly string[] {
  const { probability, settledBy, outOfOrder, points } = found;
  const { request } = answer;
  const close = points.filter(({ verdict }) => verdict?.settledBy === "belief");
  const sure =
    settledBy === "belief"
      ? `${close.map(({ value }) => String(value)).join(" and ")} could not be told from the bound with ${request.replications.max} replications; taken by what is likelier, the answer is right with a probability of about ${atLeast(probability)}.`
      : settledBy === "indifference"
        ? `It is right, but for values within the indifference, with a probability of at least ${atLeast(probability)}.`
        : `It is right with a probability of at least ${atLeast(probability)}.`;
  const end = endSentence(answer, found);
  return [
    sure,
    ...(end === undefined ? [] : [end]),
    ...(outOfOrder.length === 0
      ? []
      : [
          `More does not always help here: ${outOfOrder.join(" and ")} belies it. A bisection finds one place where the requirement begins to be met; look at the chart before you use it.`,
        ]),
  ];
}

/** An answer at the end of the range where the requirement is hardest to meet: what lies beyond was not asked. */
function endSentence(
  { request, from, to }: PlanAnswer,
  { answer }: SeedAnswer,
): string | undefined {
  const hardest = request.find === "smallest" ? from : to;
  return answer === hardest
    ? `That is the end of the range: beyond ${hardest} nothing was tried.`
    : undefined;
}

/** Values and what was found of them, for a table. */
export function pointRows(
  answer: PlanAnswer,
  points: readonly PlanPoint[],
): readonly (readonly string[])[] {
  return points.map(({ value, verdict, figure }) => [
    String(value),
    verdict === null ? "for the chart" : verdict.meets ? "meets" : "misses",
    verdict === null ? "" : WAYS[verdict.settledBy],
    String(figure.n),
    figureInWords(figure, answer),
  ]);
}

/** Headings of `pointRows`, after the knob. */
export const POINT_HEAD = [
  "verdict",
  "settled by",
  "replications",
  "what was found, 95 % interval",
];

const WAYS = {
  test: "its test",
  indifference: "indifference",
  belief: "what is likelier",
} as const;
