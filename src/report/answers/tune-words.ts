/** What tuning found, in sentences and rows of tables. */
import type { Cost, Deviation, TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import type { Scale } from "../format.js";
import type { AnswerTable } from "./answer-report.js";
import { changeInWords } from "./sweep-words.js";
import {
  constraintSentences,
  keptInWords,
  refusalInWords,
  requiredHead,
} from "./tune-constraint-words.js";
import { isRecommended, objectiveScale, settingsInWords } from "./tune-points.js";

/** The answer in sentences. */
export function tuneHeadline(answer: TuneAnswer): readonly string[] {
  const { best, request } = answer;
  if (best === null) return noAnswer(answer);
  const settings = settingsInWords(answer, best);
  const figures = request.objectives.map((_, index) => objectiveInWords(answer, best, index));
  return [
    `Recommended: **${settings}**.`,
    `There: ${figures.join(", ")}.`,
    ...constraintSentences(answer, best),
    ...endSentences(answer, best),
    ...betterSentences(answer, best),
    guarantee(answer),
  ];
}

/** Points of the front that the recommended one has nothing over but luck: weights would tell them apart. */
function betterSentences(answer: TuneAnswer, best: TunePoint): readonly string[] {
  const { front, request } = answer;
  if (front.some((point) => isRecommended(answer, point))) return [];
  const better = front.find(({ objectives }) =>
    objectives.every((found, index) => {
      const [mine, theirs] = [best.objectives[index], found];
      if (!mine || !theirs) return false;
      return request.objectives[index]!.goal === "min"
        ? theirs.mean <= mine.mean
        : theirs.mean >= mine.mean;
    }),
  );
  if (better === undefined) return [];
  const others = request.objectives.slice(1).map(({ metric }) => `\`${metric}\``);
  return [
    `**${settingsInWords(answer, better)}** is as good or better in every objective in these replications. The recommendation goes by \`${request.objectives[0]!.metric}\` alone, and tells no difference below the indifference; give ${others.join(", ")} a \`weight\` to have it count.`,
  ];
}

/** Knobs at an end of their range that still pull outwards: nobody has looked beyond it. */
function endSentences({ knobs, deviations }: TuneAnswer, { levels }: TunePoint): readonly string[] {
  return knobs.flatMap(({ name, levels: range }, knob) => {
    // A name has no larger one.
    const isOrdered = range.length > 2 && range.every((level) => /^\d/.test(String(level)));
    const place = range.indexOf(levels[knob]!);
    if (!isOrdered || (place > 0 && place < range.length - 1)) return [];
    const inward = range[place === 0 ? 1 : place - 1]!;
    const pulls = deviations.some(
      (one) => one.knob === knob && one.levels[knob] === inward && one.costs[0]?.isShown === true,
    );
    const end = place === 0 ? "smallest" : "largest";
    return pulls
      ? [`\`${name}\` is at the **${end} value that was allowed**: beyond it may lie a better one.`]
      : [];
  });
}

/** Why nothing is recommended: which bound is missed at the point that comes nearest, and by how much. */
function noAnswer(answer: TuneAnswer): readonly string[] {
  const { nearest, request } = answer;
  if (nearest === null) {
    const metrics = request.objectives.map(({ metric }) => `\`${metric}\``).join(", ");
    return [
      `**Nothing is recommended: no point can be compared.** There are replications at each in which an objective (${metrics}) does not apply. Ask for a metric that always does.`,
    ];
  }
  return [
    `**Nothing is recommended.** ${whyNone(answer)}`,
    `Nearest: ${settingsInWords(answer, nearest)}.`,
    ...constraintSentences(answer, nearest),
    "A looser bound, more values of the knobs, or another knob may help.",
  ];
}

function whyNone({ points, request }: TuneAnswer): string {
  const all = points.length;
  const unfinished = points.filter(({ completion }) => completion.finished === false).length;
  if (request.mustFinish && unfinished === all) {
    return `At none of ${all} combinations did the fleet finish its rollouts.`;
  }
  if (request.require.length === 0 && !request.mustFinish) {
    return `At none of ${all} combinations is every objective reached.`;
  }
  const broken = points.filter(({ givenUp }) => givenUp === "breaks").length;
  return broken === all
    ? `No combination keeps what is required: all ${all} break it significantly.`
    : `No combination was found that keeps what is required: ${broken} of ${all} break it significantly, and of those tried in the end none met it.`;
}

function objectiveInWords(answer: TuneAnswer, point: TunePoint, index: number): string {
  const found = point.objectives[index]!;
  const { metric } = answer.request.objectives[index]!;
  if (found === null) return `\`${metric}\` does not apply always`;
  const least = point.notReached[index]! > 0 ? "at least " : "";
  return `\`${metric}\` ${least}${changeInWords(found, objectiveScale(answer, index))}`;
}

function percent(share: number): string {
  return String(Math.round(share * 1_000) / 10);
}

function guarantee({ isSelected, finalists, request, points }: TuneAnswer): string {
  const { unit } = request.objectives[0]!;
  const zone = `${request.indifference}${unit === "" ? "" : ` ${unit}`}`;
  const rest = points.length - finalists;
  const halved = rest > 0 ? ` Halving had given up the other ${rest} before.` : "";
  if (finalists === 1) return `It was the only one left of ${points.length} points.`;
  if (!isSelected) {
    return `The last ${finalists} points are **not told apart** to ${zone} within the budget, or the one chosen did not keep what is required: no guarantee.${halved}`;
  }
  return `It is the best of the last ${finalists} points, or within ${zone} of it, with a probability of ${percent(request.confidence)} % at least.${halved}`;
}

/** What is best, where the request left that to the scenario. */
function objectiveSentence({ request: { isOfScenario, objectives } }: TuneAnswer): string {
  if (!isOfScenario) return "";
  const { metric, goal } = objectives[0]!;
  return `By the scenario's objective, ${goal === "min" ? "the least" : "the most"} \`${metric}\`. `;
}

/** What was run, in a sentence. */
export function tuneBasis(answer: TuneAnswer): string {
  const { policy, points, searched, replications, seed, request } = answer;
  return `${objectiveSentence(answer)}${points.length} points under \`${policy}\`: ${searched} replications to search them, ${replications} in all, the same luck at all points, seed \`${seed}\`.${answer.best === null ? "" : ` The figures of the recommended point, of those beside it and of the front are from ${request.replications.final} new replications of each.`}`;
}

/** A difference; in brackets where it is not significant. */
function costCell(cost: Cost | null, scale: Scale): string {
  if (cost === null) return "–";
  const words = changeInWords(cost.change, scale);
  return cost.isShown ? words : `(${words})`;
}

/** What each knob turned by itself costs. */
export function deviationTable(answer: TuneAnswer): AnswerTable {
  const { knobs, best, request, deviations } = answer;
  if (best === null) return { kind: "table", head: [], rows: [] };
  const scales = request.objectives.map((_, index) => objectiveScale(answer, index));
  return {
    kind: "table",
    head: [
      "knob",
      "instead of",
      "value",
      ...request.objectives.map(({ metric }) => metric),
      ...request.require.map(requiredHead),
    ],
    rows: deviations.map(({ knob, levels, costs, kept }) => [
      knobs[knob]!.name,
      String(best.levels[knob]!),
      String(levels[knob]!),
      ...costs.map((cost, index) => costCell(cost, scales[index]!)),
      ...kept.map((one, index) => keptInWords(request.require[index]!, one)),
    ]),
  };
}

/** The points of the front, with their objectives. */
export function frontTable(answer: TuneAnswer): AnswerTable {
  return pointTable(answer, answer.front, (point) => {
    if (isRecommended(answer, point)) return "recommended";
    return point.costs.every((cost) => cost !== null && !cost.isShown)
      ? "no significant difference"
      : "";
  });
}

/** Every point as the search saw it. */
export function searchTable(answer: TuneAnswer): AnswerTable {
  return pointTable(answer, answer.points, (point) => {
    const refusal = refusalInWords(answer, point);
    if (point.givenUp === "does-not-apply" || refusal === undefined) {
      return REASONS[point.givenUp ?? "left"];
    }
    return refusal;
  });
}

const REASONS = {
  worse: "significantly worse",
  breaks: "breaks what is required",
  rank: "in the worse half",
  "does-not-apply": "an objective does not apply",
  left: "left to the selection",
} as const;

/** "≥ 34 ± 2 h, 3 of 20 not reached". */
function objectiveCell(point: TunePoint, index: number, words: string): string {
  const open = point.notReached[index]!;
  return open === 0 ? words : `≥ ${words}, ${open} of ${point.replications} not reached`;
}

function pointTable<P extends TunePoint>(
  answer: TuneAnswer,
  points: readonly P[],
  remark: (point: P) => string,
): AnswerTable {
  const { knobs, request } = answer;
  const scales = request.objectives.map((_, index) => objectiveScale(answer, index));
  return {
    kind: "table",
    head: [
      ...knobs.map(({ name }) => name),
      "replications",
      ...request.objectives.map(({ metric }) => metric),
      ...request.require.map(requiredHead),
      "remark",
    ],
    rows: points.map((point) => [
      ...point.levels.map(String),
      String(point.replications),
      ...point.objectives.map((found, index) =>
        found === null ? "–" : objectiveCell(point, index, changeInWords(found, scales[index]!)),
      ),
      ...point.kept.map((one, index) => keptInWords(request.require[index]!, one)),
      remark(point),
    ]),
  };
}

/** A refusal as it goes on after "there it": "did not finish: …", "leaves t90 not reached in 3 of 20". */
function plainRefusal(refusal: string): string {
  return /^(did not finish|misses)/.test(refusal) ? refusal : `is no answer: ${refusal}`;
}

/** Every deviation in a sentence, for the first objective. */
export function deviationSentences(answer: TuneAnswer): readonly string[] {
  const { knobs, best, request, deviations } = answer;
  if (best === null) return [];
  const { metric, goal } = request.objectives[0]!;
  const scale = objectiveScale(answer, 0);
  return deviations.map((deviation: Deviation & { knob: number }) => {
    const { knob, levels, costs } = deviation;
    const turn = `\`${knobs[knob]!.name}\` = ${levels[knob]!} instead of ${best.levels[knob]!}`;
    const [cost] = costs;
    if (cost === null || cost === undefined) return `${turn}: \`${metric}\` does not apply always.`;
    const words = changeInWords(cost.change, scale);
    const refusal = refusalInWords(answer, deviation);
    const but = refusal === undefined ? "" : ` There it ${plainRefusal(refusal)}.`;
    if (!cost.isShown) {
      return `${turn}: no significant difference in \`${metric}\` (${words}).${but}`;
    }
    const isWorse = cost.change.mean > 0 === (goal === "min");
    const verb = isWorse ? "costs" : "is better by";
    const sign = cost.change.mean < 0 ? -1 : 1;
    return `${turn} ${verb} **${changeInWords(cost.change, scale, sign)}** of \`${metric}\`.${but}`;
  });
}
