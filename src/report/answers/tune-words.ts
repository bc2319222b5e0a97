/** What tuning found, in sentences and rows of tables. */
import type { Cost, Deviation, TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import type { Kept } from "../../experiment/tune/response.js";
import { isRatio, type Scale, scaleFor } from "../format.js";
import type { AnswerTable } from "./answer-report.js";
import { changeInWords } from "./sweep-words.js";

/** The scale in which an objective reads well. */
export function objectiveScale(answer: TuneAnswer, index: number): Scale {
  const { metric, unit } = answer.request.objectives[index]!;
  const seen = [answer.best, answer.nearest, ...answer.front, ...answer.deviations];
  const means = seen.map((point) => Math.abs(point?.objectives[index]?.mean ?? 0));
  return scaleFor(unit, Math.max(0, ...means), isRatio(metric));
}

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
    guarantee(answer),
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

/** Why nothing is recommended. */
function noAnswer(answer: TuneAnswer): readonly string[] {
  const { nearest, points, request } = answer;
  if (nearest === null) {
    const metrics = request.objectives.map(({ metric }) => `\`${metric}\``).join(", ");
    return [
      `**No point can be compared**: there are replications at each in which an objective (${metrics}) does not apply. Ask for a metric that always does.`,
    ];
  }
  const broken = points.filter(({ givenUp }) => givenUp === "breaks").length;
  const how =
    broken === points.length
      ? `**No combination keeps what is required**: all ${points.length} are shown to break it.`
      : `**No combination was found that keeps what is required**: ${broken} of ${points.length} are shown to break it, and of those tried in the end none met it.`;
  return [
    how,
    `Nearest: ${settingsInWords(answer, nearest)}.`,
    ...constraintSentences(answer, nearest),
    "A looser bound, more values of the knobs, or another knob may help.",
  ];
}

/** "`x` = 1, `y` = 2". */
function settingsInWords({ knobs }: TuneAnswer, { levels }: TunePoint): string {
  return knobs.map(({ name }, index) => `${name} = ${levels[index]!}`).join(", ");
}

function objectiveInWords(answer: TuneAnswer, point: TunePoint, index: number): string {
  const found = point.objectives[index]!;
  const { metric } = answer.request.objectives[index]!;
  if (found === null) return `\`${metric}\` does not apply always`;
  return `\`${metric}\` ${changeInWords(found, objectiveScale(answer, index))}`;
}

/** What is asked of a share, "`m` at most 3 in 95 %". */
export function constraintInWords({ holds, in: least }: TuneAnswer["request"]["require"][number]) {
  const bounds = holds.map(({ metric, unit, min, max }) => {
    const ends = [
      ...(min === undefined ? [] : [`at least ${min}`]),
      ...(max === undefined ? [] : [`at most ${max}`]),
    ];
    return `${metric} ${ends.join(" and ")}${unit === "" ? "" : ` ${unit}`}`;
  });
  return `${bounds.join(", ")} in ${percent(least)} % of replications`;
}

function constraintSentences({ request }: TuneAnswer, point: TunePoint): readonly string[] {
  return request.require.map((required, index) => {
    const kept = point.kept[index]!;
    const verdict =
      kept.low >= required.in
        ? "shown to hold"
        : kept.high < required.in
          ? "shown not to hold"
          : kept.value >= required.in
            ? "holds by the estimate, though not significantly"
            : "does not hold by the estimate, though not significantly";
    return `Required, ${constraintInWords(required)}: ${verdict}, kept in ${keptInWords(kept)}.`;
  });
}

/** "97.5 % (94.3 to 99.2)". */
function keptInWords({ value, low, high }: Kept): string {
  return `${percent(value)} % (${percent(low)} to ${percent(high)})`;
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

/** What was run, in a sentence. */
export function tuneBasis(answer: TuneAnswer): string {
  const { policy, points, searched, replications, seed, request } = answer;
  return `${points.length} points under \`${policy}\`: ${searched} replications to search them, ${replications} in all, the same luck at all points, seed \`${seed}\`. The figures of the recommended point, of those beside it and of the front are from ${request.replications.final} new replications of each.`;
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
      ...kept.map(keptInWords),
    ]),
  };
}

function requiredHead({ holds }: TuneAnswer["request"]["require"][number]): string {
  return `kept: ${holds.map(({ metric }) => metric).join(", ")}`;
}

/** The points of the front, with their objectives. */
export function frontTable(answer: TuneAnswer): AnswerTable {
  return pointTable(answer, answer.front, ({ costs }) =>
    costs.every((cost) => cost !== null && !cost.isShown) ? "no significant difference" : "",
  );
}

/** Every point as the search saw it. */
export function searchTable(answer: TuneAnswer): AnswerTable {
  return pointTable(answer, answer.points, ({ givenUp }) => REASONS[givenUp ?? "left"]);
}

const REASONS = {
  worse: "shown to be worse",
  breaks: "shown to break what is required",
  rank: "in the worse half",
  "does-not-apply": "an objective does not apply",
  left: "left to the selection",
} as const;

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
        found === null ? "–" : changeInWords(found, scales[index]!),
      ),
      ...point.kept.map(keptInWords),
      remark(point),
    ]),
  };
}

/** Every deviation in a sentence, for the first objective. */
export function deviationSentences(answer: TuneAnswer): readonly string[] {
  const { knobs, best, request, deviations } = answer;
  if (best === null) return [];
  const { metric, goal } = request.objectives[0]!;
  const scale = objectiveScale(answer, 0);
  return deviations.map(({ knob, levels, costs }: Deviation & { knob: number }) => {
    const turn = `\`${knobs[knob]!.name}\` = ${levels[knob]!} instead of ${best.levels[knob]!}`;
    const [cost] = costs;
    if (cost === null || cost === undefined) return `${turn}: \`${metric}\` does not apply always.`;
    const words = changeInWords(cost.change, scale);
    if (!cost.isShown) return `${turn}: no significant difference in \`${metric}\` (${words}).`;
    const isWorse = cost.change.mean > 0 === (goal === "min");
    const verb = isWorse ? "costs" : "is better by";
    const sign = cost.change.mean < 0 ? -1 : 1;
    return `${turn} ${verb} **${changeInWords(cost.change, scale, sign)}** of \`${metric}\`.`;
  });
}
