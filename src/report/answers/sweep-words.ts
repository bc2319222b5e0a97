/** What a sweep found, in sentences and rows of tables. */
import type {
  FactorResult,
  JudgedEffect,
  MetricResult,
  SweepAnswer,
} from "../../experiment/sweep/answer.js";
import type { Share } from "../../experiment/sweep/shares.js";
import type { Estimate } from "../../experiment/comparison.js";
import { metricOutputs } from "../../metrics/index.js";
import { figure, isRatio, margin, type Scale, scaleFor } from "../format.js";
import type { AnswerTable } from "./answer-report.js";
import { doesNotApply, metricCautions, pointCautions, unfinishedAt } from "./sweep-cautions.js";

/** The scale of a metric in which the greatest change or mean of a sweep reads well. */
export function scaleOf({ metric, factors }: MetricResult): Scale {
  const largest = Math.max(
    0,
    ...factors.flatMap(({ effects, oneMore }) =>
      [...effects, ...(oneMore === null ? [] : [oneMore])].map(({ change }) =>
        Math.abs(change.mean),
      ),
    ),
  );
  const unit = metricOutputs.find(({ name }) => name === metric)?.unit ?? "";
  return scaleFor(unit, largest, isRatio(metric));
}

/** "3.1 ± 0.4 host-h", or with both ends where the interval is not symmetrical. */
export function changeInWords(
  { mean, interval }: Estimate,
  { unit, factor }: Scale,
  sign = 1,
): string {
  const value = (sign * mean) / factor;
  const suffix = unit === "" ? "" : ` ${unit}`;
  if (interval === null) return `${figure(value, null)}${suffix}`;
  const half = withoutNoise((interval.high - interval.low) / 2 / factor, value);
  if (interval.method === "Student-t") return `${figure(value, half)} ± ${margin(half)}${suffix}`;
  const ends = [sign * interval.low, sign * interval.high].toSorted((a, b) => a - b);
  const [low, high] = ends.map((end) => figure(end / factor, half));
  return `${figure(value, half)}${suffix} (${low} to ${high})`;
}

/** A half-width of 0 where it is no more than the noise of binary fractions beside the value. */
function withoutNoise(half: number, value: number): number {
  return half < 1e-9 * Math.abs(value) ? 0 : half;
}

/** "12 more `x` (8 to 20)", "`x` from a to b". */
function turnInWords(name: string, { from, to }: Pick<JudgedEffect, "from" | "to">): string {
  const more = moreOf({ from, to });
  return more === null
    ? `\`${name}\` from ${from} to ${to}`
    : `${more} more \`${name}\` (${from} to ${to})`;
}

/** By how much a figure grows; null for what is not counted. */
function moreOf({ from, to }: Pick<JudgedEffect, "from" | "to">): number | null {
  if (typeof from !== "number" || typeof to !== "number" || to <= from) return null;
  return Number((to - from).toPrecision(12));
}

/** One effect in a sentence: "7 more `x` (1 to 8) save 3.1 ± 0.4 host-h of `host-downtime`." */
function effectSentence(
  name: string,
  effect: JudgedEffect,
  {
    metric,
    scale,
    answer,
  }: { readonly metric: string; readonly scale: Scale; readonly answer: SweepAnswer },
): string {
  const turn = turnInWords(name, effect);
  const { change, isShown } = effect;
  if (!isShown) {
    const { interval } = change;
    const isClose = interval !== null && (interval.low > 0 || interval.high < 0);
    const why = isClose ? ", adjusted for all effects of the metric" : "";
    return `${turn}: no significant difference in \`${metric}\`${why} (${changeInWords(change, scale)}).`;
  }
  const isLess = change.mean < 0;
  const verb = verbOf(metric, isLess);
  const more = moreOf(effect);
  const verbs = more !== null && more !== 1 ? verb : `${verb}s`;
  // "6 reboots of `reboots`" says it twice.
  const of = scale.unit === metric ? "" : ` of \`${metric}\``;
  const open = unfinishedAt(answer, name, effect.to);
  return `${turn} ${verbs} **${changeInWords(change, scale, isLess ? -1 : 1)}**${of}.${open}`;
}

/** What a change does, as of several things. */
function verbOf(metric: string, isLess: boolean): string {
  const better = metricOutputs.find(({ name }) => name === metric)?.better;
  if (better === "lower") return isLess ? "save" : "cost";
  return isLess ? "lose" : "add";
}

/** What matters most to each metric, in a sentence or two. */
export function sweepHeadline(answer: SweepAnswer): readonly string[] {
  const ofMetrics = answer.metrics.flatMap((result) => {
    if (result.factors.length === 0) return [doesNotApply(result, answer)];
    return [
      ...greatestShare(result),
      ...greatestEffect(result, answer),
      ...metricCautions(result, answer),
    ];
  });
  return [...pointCautions(answer), ...ofMetrics];
}

/**
 * The greatest change that is shown, or that there is none: from the first value to the last, or of one more where the factors are
 * varied one at a time.
 */
function greatestEffect(result: MetricResult, answer: SweepAnswer): readonly string[] {
  const { metric, factors } = result;
  const { design } = answer;
  const size = ({ change }: JudgedEffect): number => Math.abs(change.mean);
  const [most] = factors
    .flatMap(({ factor, effects, oneMore }) => {
      const told = design !== "one-at-a-time" ? effects : oneMore === null ? [] : [oneMore];
      return told.map((effect) => ({ factor, effect }));
    })
    .filter(({ effect }) => effect.isShown)
    .toSorted((a, b) => size(b.effect) - size(a.effect));
  if (most === undefined)
    return [`No ${design === "one-at-a-time" ? "one more" : "factor"} changes \`${metric}\`.`];
  const named = { metric, scale: scaleOf(result), answer };
  return [effectSentence(most.factor, most.effect, named)];
}

/** Every change in a sentence. */
export function effectSentences(result: MetricResult, answer: SweepAnswer): readonly string[] {
  const named = { metric: result.metric, scale: scaleOf(result), answer };
  return result.factors.flatMap(({ factor, effects }) =>
    effects.map((effect) => effectSentence(factor, effect, named)),
  );
}

/**
 * The factor with the greatest share. It is named only where it is also significant by itself, and where no other one that is not has
 * a greater share.
 */
function greatestShare({ metric, factors }: MetricResult): readonly string[] {
  if (factors.length === 1) return [];
  const [first] = factors.toSorted(
    (a, b) => (b.share?.total.value ?? 0) - (a.share?.total.value ?? 0),
  );
  const share = first?.share ?? null;
  if (first === undefined || share === null || share.total.low <= 0 || !isShown(first)) return [];
  const part = share.total.value > 0.5 ? "Most" : "The largest part";
  return [
    `${part} of what the factors do to \`${metric}\` is due to \`${first.factor}\`: ${shareInWords(share.total)} of the variance, with its interactions.`,
  ];
}

/** Whether a factor is shown to change a metric. */
function isShown({ effects }: FactorResult): boolean {
  return effects.some((effect) => effect.isShown);
}

/** "84 % (81 to 87)"; an interval is cut where no share can be. */
function shareInWords({ value, low, high }: Share): string {
  const percent = (share: number): string =>
    String(Math.round(Math.min(1, Math.max(0, share)) * 100));
  return `${percent(value)} % (${percent(low)} to ${percent(high)})`;
}

/** A table of what one more of each factor is worth: a row for each factor, a column for each metric. */
export function oneMoreTable({ factors, metrics }: SweepAnswer): AnswerTable {
  const told = metrics.filter(({ factors }) => factors.length > 0);
  const rows = factors.flatMap(({ name }, index) => {
    const known = told[0]?.factors[index]?.oneMore;
    if (known === undefined || known === null) return [];
    const cells = told.map((result) =>
      changeCell(result.factors[index]!.oneMore!, scaleOf(result)),
    );
    return [[name, String(known.from), String(known.to), ...cells]];
  });
  return {
    kind: "table",
    head: ["factor", "now", "next", ...told.map(({ metric }) => metric)],
    rows,
  };
}

/** The same for one more of the unit of each factor whose next value is not that: the slope from there. */
export function slopeTable({ factors, metrics }: SweepAnswer): AnswerTable {
  const told = metrics.filter(({ factors }) => factors.length > 0);
  const rows = factors.flatMap(({ name }, index) => {
    const known = told[0]?.factors[index]?.oneMore;
    if (known === undefined || known === null || known.size === 1) return [];
    const cells = told.map((result) => {
      const effect = result.factors[index]!.oneMore!;
      const slope = { ...effect, change: shrunk(effect.change, effect.size) };
      return changeCell(slope, scaleOf(result));
    });
    return [[name, `one ${known.unit} more`.replace("one one", "one"), ...cells]];
  });
  return { kind: "table", head: ["factor", "for", ...told.map(({ metric }) => metric)], rows };
}

/** A part of a change. */
function shrunk(change: Estimate, by: number): Estimate {
  const { mean, interval } = change;
  const ends = interval && { ...interval, low: interval.low / by, high: interval.high / by };
  return { ...change, mean: mean / by, interval: ends };
}

/** A change; in brackets where it is not significant. */
export function changeCell({ change, isShown }: JudgedEffect, scale: Scale): string {
  const words = changeInWords(change, scale);
  return isShown ? words : `(${words})`;
}

/** Headings of `effectRows`. */
export function effectHead({ factors }: MetricResult): readonly string[] {
  const hasShares = factors.some(({ share }) => share !== null);
  const shares = hasShares ? ["alone", "with others"] : [];
  return ["factor", "from", "to", "change, 95 % interval", ...shares];
}

/**
 * A row for each effect of a metric, with the shares of its factor.
 *
 * @param unit that the changes are given; empty where it stands elsewhere.
 */
export function effectRows(
  result: MetricResult,
  unit = scaleOf(result).unit,
): readonly (readonly string[])[] {
  const scale = { ...scaleOf(result), unit };
  return result.factors.flatMap(({ factor, effects, share }) =>
    effects.map((effect) => [
      factor,
      String(effect.from),
      String(effect.to),
      changeCell(effect, scale),
      ...(share === null
        ? []
        : [share.first, share.total].map((one) =>
            effects.some((other) => other.isShown) ? shareInWords(one) : `(${shareInWords(one)})`,
          )),
    ]),
  );
}

/** Means at every level of a factor of a grid. */
export function levelRows(
  { levels }: FactorResult,
  scale: Scale,
): readonly (readonly [string, string])[] {
  return (levels ?? []).map(({ level, mean }) => [String(level), changeInWords(mean, scale)]);
}
