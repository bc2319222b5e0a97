/** Bounds and requirements in words, for every question that has them. */
import type { BoundFigure } from "../../experiment/plan/bounds.js";
import { figureKey } from "../../metrics/figure.js";
import type { Limit, Requirement } from "../../scenario/plan-schema.js";
import { figure as inDigits } from "../format.js";

/** A share as a percentage with three digits, "0.385 %". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** "`patch-latency.t100` at most 336 h". */
export function limitInWords(limit: Limit): string {
  const { unit, min, max } = limit;
  const metric = figureKey(limit);
  const withUnit = (bound: number): string => (unit === "" ? String(bound) : `${bound} ${unit}`);
  if (max === 0 && min === undefined) return `no \`${metric}\``;
  const bounds = [
    ...(min === undefined ? [] : [`at least ${withUnit(min)}`]),
    ...(max === undefined ? [] : [`at most ${withUnit(max)}`]),
  ];
  return `\`${metric}\` ${bounds.join(" and ")}`;
}

/** "no `budget-violation` in at least 99 % of replications", "a mean `reboots` at least 4 reboots". */
export function requirementInWords(require: Requirement): string {
  return require.kind === "chance"
    ? `${require.holds.map(limitInWords).join(" and ")} in at least ${percent(require.least)} of replications`
    : `a mean ${limitInWords(require.limit)}`;
}

/** "`budget-violation`: missed in 33 % of 20 replications (15.2 % to 58.2 %), by 1.4 s on average; mean 0.46 s." */
export function boundInWords(bound: BoundFigure): string {
  const { limit, missed, without, notReached, missedBy, mean } = bound;
  const withUnit = (value: number): string => inUnit(value, limit.unit);
  const { value, n, low, high } = missed;
  const share =
    value === 0
      ? `kept in all of ${n} replications`
      : `missed in ${percent(value!)} of ${n} replications (${percent(low!)} to ${percent(high!)})`;
  const rest = without - notReached;
  const parts = [
    ...(missedBy === null ? [] : [`by ${withUnit(missedBy)} on average`]),
    ...(notReached === 0 ? [] : [`not reached in ${notReached}`]),
    ...(rest === 0 ? [] : [`without a value in ${rest}`]),
    ...(mean === null ? [] : [`mean ${withUnit(mean)}`]),
  ];
  return `${capital(limitInWords(limit))}: ${[share, ...parts].join(", ")}.`;
}

/** A value to three digits, with its unit. */
export function inUnit(value: number, unit: string): string {
  return `${inDigits(value, Math.abs(value) / 50)}${unit === "" ? "" : ` ${unit}`}`;
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
