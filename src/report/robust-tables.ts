/** The tables of a robustness question, for every form of a report. */
import type { FigureRobustness, Robustness, SeenValue } from "../experiment/robust/robustness.js";
import { leadScale, leadText, toldFigures } from "./robust-words.js";
import type { ReportTable } from "./tables.js";
import { valueText } from "./value-text.js";

/** The figures that matter most: their ranges, the lead at both ends, and where the winner changes. */
export function closeTable(answer: Robustness): ReportTable {
  const scale = leadScale(answer);
  const end = (seen: SeenValue | undefined, at: number): string =>
    seen === undefined || Math.abs(seen.at - at) > 1e-9 ? "not run" : leadText(seen.lead, scale);
  return {
    head: ["figure", "value", "range", "lead at the low end", "at the high end", "winner changes"],
    rows: toldFigures(answer).map((figure) => [
      figure.name,
      valueText(figure, figure.value),
      rangeText(figure),
      end(figure.seen[0], 0),
      end(figure.seen.at(-1), 1),
      changesText(figure),
    ]),
    note: `Lead: how much less ${answer.metric} ${answer.policy} has than ${answer.rivals.length === 1 ? answer.rivals[0]! : `the nearer of ${answer.rivals.join(" and ")}`}${unitText(scale.unit)}, with its 95 % interval where several replications were run; below 0 another policy is best.`,
  };
}

/** The other figures: what they take of the lead at most. */
export function otherTable(answer: Robustness): ReportTable {
  const scale = leadScale(answer);
  const told = new Set(toldFigures(answer));
  const alone = answer.figures
    .filter((figure) => !told.has(figure))
    .map((figure) => [
      figure.name,
      valueText(figure, figure.value),
      rangeText(figure),
      lossText(figure, scale.factor),
    ]);
  const grouped = answer.groups.map(({ names, lead }) => [
    names.join(", "),
    "",
    "all at an end at once",
    `lead then ${leadText(lead, scale)}`,
  ]);
  const left = [
    ...answer.refused.map(({ name, reason }) => [name, "", "", `not run: ${reason}`]),
    ...answer.unseen.map((name) => [name, "", "", "not run: too few simulations were left"]),
  ];
  return {
    head: ["figure", "value", "range", `takes of the lead${unitText(scale.unit)}`],
    rows: [...alone, ...grouped, ...left],
    note: "At the ends of its range that were run.",
  };
}

function unitText(unit: string): string {
  return unit === "" ? "" : ` [${unit}]`;
}

function rangeText(figure: FigureRobustness): string {
  const { low, high, isStated } = figure;
  return `${valueText(figure, low)} to ${valueText(figure, high)}${isStated ? ", stated" : ""}`;
}

function changesText(figure: FigureRobustness): string {
  if (figure.switches.length === 0) return "not in the range";
  return figure.switches
    .map(({ side, value, winner }) => `${side} ${valueText(figure, value)}: ${winner ?? "nobody"}`)
    .join("; ");
}

function lossText({ loses }: FigureRobustness, factor: number): string {
  if (loses === null) return "all of it";
  return loses === 0
    ? "nothing"
    : (loses / factor).toLocaleString("en", { maximumSignificantDigits: 2 });
}

/** What was varied and what it cost, in sentences. */
export function robustBasis({
  assumed,
  varied,
  defaults,
  figures,
  groups,
  together,
  cost,
}: Robustness): readonly string[] {
  const guesses = figures.length + groups.reduce((sum, { names }) => sum + names.length, 0);
  const refused = together?.refused ?? 0;
  return [
    `Of ${assumed} figures without a source, ${varied} are guesses about the world; equal ones of alike services, groups or releases were varied as one, with ${defaults} guesses that the file leaves to defaults: ${guesses} in all. The other ${assumed - varied} are counted or decided (hosts, replicas, budgets, dates, settings of policies) and stay as they are.`,
    "Ranges are those that the scenario states under `ranges`; without one a time, size, rate or count may be half or twice as much, and the odds of a share a third or three times. Values are drawn evenly on the scale of ratios, or of odds.",
    ...(refused === 0
      ? []
      : [
          `${refused} worlds that were drawn contradict themselves (${together?.reason ?? ""}) and were left out.`,
        ]),
    `It took ${(cost.run + cost.more).toLocaleString("en")} simulations, **${cost.times.toFixed(1)} times** the ${cost.run.toLocaleString("en")} of the run itself; at most ${cost.most} times was allowed.`,
  ];
}
