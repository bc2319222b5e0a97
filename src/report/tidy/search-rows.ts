/** Points of tune, sweep and plan as tidy rows. */
import type { PlanAnswer } from "../../experiment/plan/answer.js";
import type { BoundFigure } from "../../experiment/plan/bounds.js";
import type { SweepAnswer } from "../../experiment/sweep/answer.js";
import type { TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import { figureKey } from "../../metrics/figure.js";
import { completionRows } from "./completion-rows.js";
import { estimateRow, plainRow, pointText, type TidyRow } from "./tidy-row.js";

/** Every point of tuning as the search saw it, then those that were looked at again. */
export function tuneRows(answer: TuneAnswer): readonly TidyRow[] {
  const { policy, request, best, deviations, front } = answer;
  const names = answer.knobs.map(({ name }) => name);
  const rowsOf = (found: TunePoint, stage: string): readonly TidyRow[] => {
    const point = pointText(names, found.levels);
    return [
      ...request.objectives.map(({ metric: figure }, index) =>
        estimateRow(
          { policy, point, figure, estimate: `${stage}mean` },
          found.objectives[index]!,
          found.notReached[index]!,
        ),
      ),
      ...found.bounds.flat().flatMap((bound) => boundRows(policy, point, bound, stage)),
      ...completionRows(policy, point, found.completion),
      plainRow(
        { policy, point, figure: request.objectives[0]!.metric, estimate: `${stage}eligible` },
        { value: Number(found.isEligible), n: found.replications },
      ),
    ];
  };
  const looked = [...(best === null ? [] : [best]), ...deviations, ...front];
  const again = new Map(looked.map((point) => [pointText(names, point.levels), point]));
  const changes = [...new Map(looked.map((point) => [pointText(names, point.levels), point]))];
  return [
    ...answer.points.flatMap((point) => rowsOf(point, "search-")),
    ...[...again.values()].flatMap((point) => rowsOf(point, "")),
    ...changes.flatMap(([point, found]) =>
      "costs" in found
        ? request.objectives.map(({ metric: figure }, index) =>
            estimateRow(
              { policy, point, figure, estimate: "difference-from-recommended" },
              (found as (typeof deviations)[number]).costs[index]?.change ?? null,
            ),
          )
        : [],
    ),
    ...(best === null
      ? []
      : [
          plainRow(
            {
              policy,
              point: pointText(names, best.levels),
              figure: request.objectives[0]!.metric,
              estimate: "recommended",
            },
            { value: 1, n: best.replications },
          ),
        ]),
  ];
}

/** Means at every point of a sweep, then what each factor does. */
export function sweepRows({ policy, factors, table, metrics, replications }: SweepAnswer) {
  const names = factors.map(({ name }) => name);
  const points = table.flatMap((found): TidyRow[] => {
    const point = pointText(names, found.levels);
    return [
      ...metrics.map(({ metric: figure }) => {
        const mean = found.means[figure] ?? null;
        return estimateRow(
          { policy, point, figure, estimate: "mean" },
          mean === null ? null : { n: replications, mean },
          found.notReached[figure],
        );
      }),
      ...completionRows(policy, point, found.completion),
      ...found.constraints.map(({ metric: figure, met }) =>
        plainRow({ policy, point, figure, estimate: "constraint-met" }, { value: Number(met) }),
      ),
    ];
  });
  const effects = metrics.flatMap(({ metric: figure, factors: found }) =>
    found.flatMap(({ factor, effects: changes, share }): TidyRow[] => [
      ...changes.map(({ from, to, change }) =>
        estimateRow(
          { policy, point: `${factor}: ${from} to ${to}`, figure, estimate: "change" },
          change,
        ),
      ),
      ...(share === null
        ? []
        : (["first", "total"] as const).map((part) =>
            plainRow(
              { policy, point: factor, figure, estimate: `variance-share-${part}` },
              share[part],
            ),
          )),
    ]),
  );
  return [...points, ...effects];
}

/** Every value that a plan looked at, from both seeds. */
export function planRows({ policy, knob, first, second }: PlanAnswer): readonly TidyRow[] {
  return [first, ...(second === null ? [] : [second])].flatMap(({ seed, points, answer }) =>
    points.flatMap(({ value, figure: found, bounds, completion }): TidyRow[] => {
      const point = `${pointText([knob], [value])}; seed=${seed}`;
      const figure = bounds[0] === undefined ? knob : figureKey(bounds[0].limit);
      return [
        plainRow({ policy, point, figure, estimate: "requirement" }, found),
        ...bounds.flatMap((bound) => boundRows(policy, point, bound, "")),
        ...completionRows(policy, point, completion),
        plainRow(
          { policy, point, figure, estimate: "answer" },
          { value: Number(value === answer), n: found.n },
        ),
      ];
    }),
  );
}

function boundRows(
  policy: string,
  point: string,
  { limit, missed, mean, missedBy, notReached }: BoundFigure,
  stage: string,
): readonly TidyRow[] {
  const figure = figureKey(limit);
  const of = { policy, point, figure };
  const row = (estimate: string, value: number | null): TidyRow => ({
    ...plainRow(
      { ...of, estimate: `${stage}${estimate}`, unit: limit.unit },
      { value, n: missed.n },
    ),
    notReached,
  });
  return [
    plainRow({ ...of, estimate: `${stage}missed` }, missed),
    row("mean-where-known", mean),
    row("missed-by", missedBy),
  ];
}
