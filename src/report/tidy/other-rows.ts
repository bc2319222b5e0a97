/** Answers about rare events, long runs, halts and robustness as tidy rows. */
import type { NoReturn } from "../../experiment/no-return/no-return.js";
import type { Robustness } from "../../experiment/robust/robustness.js";
import type { RareEstimate } from "../../experiment/splitting/estimate.js";
import type { LongRuns } from "../../experiment/steady/long-run.js";
import { HOUR } from "../../support/time.js";
import { plainRow, type TidyRow } from "./tidy-row.js";

/** The probability of every level on the way to a rare event, the event last. */
export function rareRows(kind: string, policies: readonly RareEstimate[]): readonly TidyRow[] {
  return policies.flatMap(({ policy, levels }) =>
    levels.map(({ down, probability, interval, runs }) =>
      plainRow(
        { policy, point: `down=${down}`, figure: kind, estimate: "probability" },
        { value: probability, low: interval?.low ?? null, high: interval?.high ?? null, n: runs },
      ),
    ),
  );
}

/** Long-run means of every series. */
export function steadyRows(policies: readonly LongRuns[]): readonly TidyRow[] {
  return policies.flatMap(({ policy, series }) =>
    series.flatMap(({ series: figure, steady, whole }) => [
      plainRow(
        { policy, point: "", figure, estimate: "long-run-mean" },
        {
          value: steady?.mean ?? null,
          low: steady?.interval.low ?? null,
          high: steady?.interval.high ?? null,
        },
      ),
      plainRow({ policy, point: "", figure, estimate: "mean-with-warm-up" }, { value: whole }),
    ]),
  );
}

/** What a halt comes to at each moment. */
export function noReturnRows(policies: readonly NoReturn[]): readonly TidyRow[] {
  return policies.flatMap(({ policy, output: figure, unit, harm, harmed, halts }) => [
    plainRow(
      { policy, point: "", figure, estimate: "harm-without-halt", unit },
      { value: harm, n: harmed },
    ),
    ...halts.flatMap(({ after, bad, of, interval, harm: then }) => {
      const point = `halt=${after / HOUR}h`;
      return [
        plainRow(
          { policy, point, figure, estimate: "probability-bad-end" },
          { value: of === 0 ? null : bad / of, low: interval.low, high: interval.high, n: of },
        ),
        plainRow({ policy, point, figure, estimate: "harm", unit }, { value: then, n: of }),
      ];
    }),
  ]);
}

/** The lead of the best policy at every value that was looked at, and with all guesses wrong at once. */
export function robustRows({ policy, metric: figure, unit, figures, together }: Robustness) {
  const rows = figures.flatMap(({ name, seen }) =>
    seen.map(({ value, lead }): TidyRow => {
      const half = lead.halfWidth;
      const { value: mean, replications } = lead;
      return plainRow(
        { policy, point: `${name}=${value}`, figure, estimate: "lead", unit },
        {
          value: mean,
          low: mean === null || half === null ? null : mean - half,
          high: mean === null || half === null ? null : mean + half,
          n: replications,
        },
      );
    }),
  );
  if (together === null) return rows;
  const { stays, worlds, interval } = together;
  return [
    ...rows,
    plainRow(
      { policy, point: "all guesses at once", figure, estimate: "probability-stays-best" },
      { value: stays / worlds, low: interval.low, high: interval.high, n: worlds },
    ),
  ];
}
