/** The answer to a question of capacity in sentences. */
import type { PlanAnswer, PlanPoint, SeedAnswer } from "../../experiment/plan/answer.js";
import type { BoundFigure } from "../../experiment/plan/bounds.js";
import type { PlanProgress } from "../../experiment/plan/observer.js";
import type { Figure } from "../../experiment/plan/requirement.js";
import { figureKey } from "../../metrics/figure.js";
import { unfinishedInWords } from "../completion-words.js";
import { figure as inDigits } from "../format.js";
import { plain } from "./answer-report.js";
import { boundInWords, limitInWords, percent, requirementInWords } from "./bound-words.js";

/** A probability that is rounded down, so that "at least" stays true: "97.6 %". */
function atLeast(probability: number): string {
  return `${Math.floor(probability * 1000) / 10} %`;
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

/** The answer, its bounds one by one, how sure it is, whether the second seed agrees, and what else has to be said. */
export function planHeadline(answer: PlanAnswer): readonly string[] {
  const { first, second, agree } = answer;
  if (!first.isComplete) return knownSentences(answer, first);
  return [
    answerSentence(answer, first),
    ...unfinishedSentences(answer, first),
    ...boundSentences(answer, first),
    ...doubtSentences(answer, first),
    ...(second === null || !second.isComplete
      ? ["It was stopped before a second seed had its answer."]
      : agree === true
        ? [`A second seed, \`${second.seed}\`, gives the same answer.`]
        : [
            `A second seed, \`${second.seed}\`, does not agree: ${answerSentence(answer, second)} Ask for a higher confidence or more replications before you rely on either.`,
          ]),
  ];
}

/** What a search knew when it was stopped. */
function knownSentences(answer: PlanAnswer, known: SeedAnswer): readonly string[] {
  const { knob, request } = answer;
  const best = pointAt(known, known.best);
  return [
    `**Stopped before there was an answer**, after ${known.replications} replications: the ${request.find} \`${knob}\` with ${wantedInWords(answer)} is ${bracketInWords(answer, known.bracket)}.`,
    ...(best === undefined
      ? []
      : [
          `Nearest to it so far is ${best.value}: ${figureInWords(best.figure, answer)}.`,
          ...boundSentences(answer, known),
        ]),
  ];
}

/** Between which values the answer lies: "above 4 and at most 12". */
function bracketInWords(
  { request: { find, confidence }, from, to }: PlanAnswer,
  { meets, fails }: SeedAnswer["bracket"],
): string {
  if (meets === null && fails === null) return `in ${from}..${to}, if there is one`;
  const isSmallest = find === "smallest";
  const ends = [
    ...(fails === null ? [] : [`${isSmallest ? "above" : "below"} ${fails}`]),
    ...(meets === null ? [] : [`${isSmallest ? "at most" : "at least"} ${meets}`]),
  ];
  const ifAny = meets === null ? ", if there is one" : "";
  return `${ends.join(" and ")}${ifAny} (with a probability of at least ${atLeast(confidence)})`;
}

/** All that has to be met: what was asked for, and the constraints of the scenario's objective. */
export function wantedInWords({ request: { require, also } }: PlanAnswer): string {
  return [require, ...also].map(requirementInWords).join(", and ");
}

/** Values at which the fleet does not finish its rollouts: they are no answer, however well they keep the bounds. */
function unfinishedSentences({ request }: PlanAnswer, { points }: SeedAnswer): readonly string[] {
  const open = points.filter(({ completion }) => completion.finished === false);
  if (!request.mustFinish || open.length === 0) return [];
  const worst = open.toSorted((a, b) => a.completion.patched - b.completion.patched)[0]!;
  const words = unfinishedInWords(worst.completion)!;
  return open.length === points.length
    ? [
        `**At no value that was looked at does the fleet finish its rollouts**, which a value has to: at ${worst.value} ${words}.`,
      ]
    : [
        `At ${open.map(({ value }) => String(value)).join(", ")} the fleet does not finish its rollouts, and so that is no answer: at ${worst.value} ${words}.`,
      ];
}

/** Bounds that are told one by one: the answer says it all where there is one that is always kept. */
function boundSentences(answer: PlanAnswer, found: SeedAnswer): readonly string[] {
  const { require, also } = answer.request;
  if (require.kind === "mean" && also.length === 0) return [];
  const { bounds = [] } = pointAt(found, found.answer ?? found.best) ?? {};
  const [first] = bounds;
  if (bounds.length === 1 && first?.missed.value === 0) return [];
  return bounds.map(boundInWords);
}

/** The bound that is missed most often, and by how much: "`budget-violation` missed in 3 of 8"; undefined where none is. */
function worstBound(bounds: readonly BoundFigure[]): string | undefined {
  const [worst] = bounds.toSorted((a, b) => (b.missed.value ?? 0) - (a.missed.value ?? 0));
  if (worst === undefined || worst.missed.value === 0) return undefined;
  const { limit, missed, missedBy } = worst;
  const by = missedBy === null ? "" : ` by ${inDigits(missedBy, missedBy / 50)} ${limit.unit}`;
  return `${figureKey(limit)} missed in ${percent(missed.value!)}${by}`;
}

/** What is known while the search goes on, in a line. @param left how long it will take, in words. */
export function progressInWords(
  { knob, request }: Pick<PlanAnswer, "knob" | "request">,
  { seed, replications, value, seen, isTest, bracket, figure, bounds }: PlanProgress,
  left: string,
): string {
  const { meets, fails } = bracket;
  const isSmallest = request.find === "smallest";
  const known = [
    ...(fails === null ? [] : [`${isSmallest ? ">" : "<"} ${fails}`]),
    ...(meets === null ? [] : [`${isSmallest ? "≤" : "≥"} ${meets}`]),
  ];
  const now = figure === null || figure.value === null ? undefined : worstBound(bounds);
  return [
    `${replications} replications, seed ${seed}`,
    `${known.length === 0 ? "answer not bracketed yet" : `answer ${known.join(" and ")}`}`,
    `${isTest ? "testing" : "looking at"} ${knob} = ${value} (${seen} so far${now === undefined ? "" : `, ${now}`})`,
    left,
  ].join(" · ");
}

function pointAt({ points }: SeedAnswer, value: number | string | null): PlanPoint | undefined {
  return points.find((point) => point.value === value);
}

function answerSentence(answer: PlanAnswer, found: SeedAnswer): string {
  const { knob, request, from, to, policy } = answer;
  const wanted = wantedInWords(answer);
  if (found.answer === null) {
    const best = pointAt(found, found.best)!;
    return `No \`${knob}\` in ${from}..${to} meets the requirement of ${wanted} under \`${policy}\`; the best is ${found.best}: ${figureInWords(best.figure, answer)}.`;
  }
  const point = pointAt(found, found.answer)!;
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
  return points.map(({ value, verdict, figure, completion }) => [
    String(value),
    verdictCell(answer, verdict, completion),
    verdict === null ? "" : WAYS[verdict.settledBy],
    String(figure.n),
    figureInWords(figure, answer),
  ]);
}

function verdictCell(
  { request }: PlanAnswer,
  verdict: PlanPoint["verdict"],
  completion: PlanPoint["completion"],
): string {
  const said = verdict === null ? "only looked at" : verdict.meets ? "meets" : "misses";
  if (!request.mustFinish || completion.finished !== false) return said;
  return `${said}: did not finish, ${unfinishedInWords(completion)!}`;
}

/** Headings of `pointRows`, after the knob. */
export const POINT_HEAD = [
  "verdict",
  "settled by",
  "replications",
  "what was found, 95 % interval",
];

/** Headings of `boundRows`, after the knob. */
export const BOUND_HEAD = ["bound", "replications", "missed, 95 % interval", "missed by", "mean"];

/** Every bound at every value, for a table. */
export function boundRows(points: readonly PlanPoint[]): readonly (readonly string[])[] {
  return points.flatMap(({ value, bounds }) =>
    bounds.map(({ limit, missed, missedBy, mean, notReached }) => {
      const cell = (one: number | null): string =>
        one === null
          ? "–"
          : `${inDigits(one, Math.abs(one) / 50)}${limit.unit === "" ? "" : ` ${limit.unit}`}`;
      const open = notReached === 0 ? "" : `, ${notReached} not reached`;
      return [
        String(value),
        plain(limitInWords(limit)),
        String(missed.n),
        `${percent(missed.value!)} (${percent(missed.low!)} to ${percent(missed.high!)})${open}`,
        cell(missedBy),
        cell(mean),
      ];
    }),
  );
}

const WAYS = {
  test: "its test",
  indifference: "indifference",
  belief: "what is likelier",
} as const;
