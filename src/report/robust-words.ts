/** How wrong the guesses may be, in words and tables: alike on the terminal, in its own report and in that of a run. */
import type { Comparison } from "../experiment/comparison.js";
import type {
  FigureRobustness,
  Lead,
  Robustness,
  SwitchValue,
} from "../experiment/robust/robustness.js";
import { figure, margin, type Scale, scaleFor } from "./format.js";
import { valueText } from "./value-text.js";

/** Figures that are told of by themselves. */
export const TOLD = 5;

/** The figures that take most of the lead; none that takes nothing. */
export function toldFigures({ figures }: Robustness): readonly FigureRobustness[] {
  return figures.filter(({ loses }) => loses !== 0).slice(0, TOLD);
}

/** What leads are printed in. */
export function leadScale({ unit, lead, figures }: Robustness): Scale {
  const all = [lead, ...figures.flatMap(({ seen }) => seen.map((one) => one.lead))];
  const largest = Math.max(0, ...all.map(({ value }) => Math.abs(value ?? 0)));
  return scaleFor(unit, largest, false);
}

/** A lead without its unit: "+12 ± 3", or why there is no number. */
export function leadText({ value, halfWidth, isBest, rival }: Lead, { factor }: Scale): string {
  if (value === null) {
    if (isBest) return "only one that may win";
    return rival === null ? "nobody finishes" : "may not win";
  }
  const half = halfWidth === null ? null : halfWidth / factor;
  const text = figure(value / factor, half);
  const signed = value > 0 ? `+${text}` : text;
  return half === null ? signed : `${signed} ± ${margin(half)}`;
}

/** The answer in sentences with `code` and **what matters**. */
export function robustSentences(answer: Robustness): readonly string[] {
  return [
    standing(answer),
    ...together(answer),
    ...changes(answer),
    settledBy(answer),
    ...measured(answer),
    ...(answer.isPartial ? ["Interrupted: this is what was known by then."] : []),
  ];
}

/** Whose lead it is, and how large. */
function standing(answer: Robustness): string {
  const { policy, isWinner, lead, metric, noWinner } = answer;
  const scale = leadScale(answer);
  const rival = lead.rival === null ? "the others" : `\`${lead.rival}\``;
  const amount =
    lead.value === null
      ? `is the only policy that may win`
      : `is ahead of ${rival} by ${leadText(lead, scale).replace("+", "")} ${scale.unit} of ${metric}`;
  if (isWinner) return `As the scenario is written, \`${policy}\` wins: it ${amount}.`;
  const why = noWinner === "tied" ? "statistically tied" : (noWinner ?? "no winner");
  return `As the scenario is written, there is no clear winner (${why}); what follows is about \`${policy}\`, which ${amount}.`;
}

function together({ together: found, figures, groups, policy }: Robustness): readonly string[] {
  if (found === null) return [];
  const { worlds, stays, taken } = found;
  const guesses = figures.length + groups.reduce((sum, { names }) => sum + names.length, 0);
  const others = taken.map(({ policy: other, worlds: times }) =>
    other === null ? `no policy finishes in ${times}` : `\`${other}\` is best in ${times}`,
  );
  const rest = others.length === 0 ? "" : `; ${others.join(", ")}`;
  return [
    `With ${guesses === 1 ? "the guess" : `all ${guesses} guesses`} behind it wrong at once, \`${policy}\` stays best with **probability ${probability(found)}**, in ${stays} of ${worlds} worlds drawn from the ranges${rest}.`,
  ];
}

/** "0.85 (95 %: 0.64 to 0.95)"; "above 0.84 (95 %)" where it held in every world. */
export function probability({
  stays,
  worlds,
  interval,
}: NonNullable<Robustness["together"]>): string {
  if (stays === worlds) return `above ${rounded(interval.low, Math.floor)} (95 %)`;
  if (stays === 0) return `below ${rounded(interval.high, Math.ceil)} (95 %)`;
  const [value, low, high] = [stays / worlds, interval.low, interval.high].map((share) =>
    share.toFixed(2),
  );
  return `${value} (95 %: ${low} to ${high})`;
}

/** To two digits, never beyond what is known. */
function rounded(share: number, round: (value: number) => number): string {
  return (round(100 * share) / 100).toFixed(2);
}

/** Single figures that change the winner. */
function changes(answer: Robustness): readonly string[] {
  const changing = toldFigures(answer).filter(({ switches }) => switches.length > 0);
  const lost = answer.groups.filter(({ lead }) => !lead.isBest);
  const groups = lost.map(
    ({ names }) =>
      `Together at an end of their ranges, ${names.map((name) => `\`${name}\``).join(", ")} **change the winner**; too few simulations were left to tell which of them does.`,
  );
  if (groups.length > 0) return [...changing.flatMap(sentencesOf), ...groups];
  if (changing.length === 0) {
    const looked = answer.figures.length;
    if (looked === 0) return [];
    const only =
      answer.groups.length > 0 || answer.unseen.length > 0
        ? ` of the ${looked} looked at alone`
        : "";
    return [`No single figure${only} changes that within its range.`];
  }
  return changing.flatMap(sentencesOf);
}

function sentencesOf(one: FigureRobustness): readonly string[] {
  return one.switches.map((change) => changeSentence(one, change));
}

/** "Above 3.4 h of `people.notice` (assumed 2 h), `kured` wins; 95 %: 3.1 h to 3.9 h." */
function changeSentence(figure: FigureRobustness, change: SwitchValue): string {
  const winner = change.winner === null ? "no policy finishes" : `\`${change.winner}\` wins`;
  const side = change.side === "above" ? "above" : "below";
  const value = isWholeStep(figure)
    ? wholeText(figure, change)
    : `${side} ${valueText(figure, change.value)}`;
  return `**${capital(value)}** of \`${figure.name}\` (${assumedText(figure)}), ${winner}${between(figure, change)}.`;
}

function isWholeStep({ measure, seen }: FigureRobustness): boolean {
  return measure === "number" && seen.every(({ value }) => Number.isInteger(value));
}

function wholeText(figure: FigureRobustness, { side, value }: SwitchValue): string {
  return `${valueText(figure, value)} or ${side === "above" ? "more" : "fewer"}`;
}

/** What is known of a value at which the winner changes. */
function between(
  figure: FigureRobustness,
  { near, far, isRough, value, side }: SwitchValue,
): string {
  const from = near === null ? "the value assumed" : valueText(figure, near);
  const end = valueText(figure, side === "above" ? figure.high : figure.low);
  const to = far === null ? `beyond ${end}` : valueText(figure, far);
  const rough = isRough ? ", by one replication" : "";
  if (near === value && far === value) return rough;
  const [low, high] = side === "above" ? [from, to] : [to, from];
  return `; 95 %: ${low} to ${high}${rough}`;
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

/** "assumed median 3 min", "by default 100 Mbit/s". */
export function assumedText(figure: FigureRobustness): string {
  const { centre, value, isDefault } = figure;
  const of = centre === "" || centre === "value" ? "" : `${centre} `;
  return `${isDefault ? "by default" : "assumed"} ${of}${valueText(figure, value)}`;
}

function settledBy({ settling: { replications, isSettled }, lead }: Robustness): string {
  const { replications: n } = lead;
  if (lead.value === null) return `No replications are missing: luck does not decide here.`;
  if (isSettled) return `${n} replications are enough to tell the lead from luck.`;
  if (replications === null)
    return `More replications would not tell the two apart: treat them as equal.`;
  return `About **${replications.toLocaleString("en")} replications** would tell the lead from luck, if it is what it seems; there were ${n}.`;
}

function measured(answer: Robustness): readonly string[] {
  const { measure } = answer.settling;
  const found = answer.figures.find(({ name }) => name === measure?.figure);
  if (measure === null || found === undefined) return [];
  const share =
    measure.share === null
      ? "no other figure changes the winner by itself"
      : `knowing it settles ${Math.round(100 * measure.share)} % of the variance of who wins`;
  const values = found.switches.map(({ side, value }) => `${side} ${valueText(found, value)}`);
  const where = values.length === 0 ? "" : `; the winner changes ${values.join(" and ")}`;
  return [`Worth measuring first: \`${found.name}\` (${assumedText(found)}${where}): ${share}.`];
}

/** What the probability of a headline leaves out: how sure it is where the guesses are wrong; none where nothing was drawn. */
export function staysBestSentence({ policy, together: found }: Robustness): readonly string[] {
  if (found === null) return [];
  return [
    `With its guesses wrong at once, within their ranges, \`${policy}\` stays best with probability ${probability(found)}.`,
  ];
}

/** Said where nobody asked. */
export function notAsked({ scenario }: Comparison): string {
  const assumed = scenario.assumptions.filter(({ source }) => source === undefined).length;
  return assumed === 0
    ? "Every figure of the scenario carries a source."
    : `The answer holds for the scenario as it is written, with ${assumed} assumed ${assumed === 1 ? "figure" : "figures"}; \`shakedown robust\` says how wrong they may be.`;
}
