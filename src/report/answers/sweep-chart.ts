/** The chart of a sweep: a bar for what each factor does to a metric, the greatest on top, with its interval. */
import type { ChartConfiguration } from "chart.js";
import type { MetricResult } from "../../experiment/sweep/answer.js";
import { axis, frame } from "../charts/axes.js";
import type { Annotation } from "../charts/fault-shading.js";
import { colorOf, faded, type Theme } from "../charts/theme.js";
import { scaleOf } from "./sweep-words.js";

/** A bar: an effect of a factor, in the unit that people read. */
interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isShown: boolean;
}

/** Height of the chart with room for each bar [CSS px]. */
export function sweepChartHeight({ factors }: MetricResult): number {
  const bars = factors.reduce((sum, { effects }) => sum + effects.length, 0);
  return 150 + 44 * bars;
}

/** A tornado chart: changes from the first to the last level of each factor, those that are not significant paler. */
export function sweepChart(result: MetricResult, theme: Theme): ChartConfiguration<"bar"> {
  const bars = barsOf(result);
  const { unit } = scaleOf(result);
  const options = frame(`What each factor does to ${result.metric}`, theme) as NonNullable<
    ChartConfiguration<"bar">["options"]
  >;
  return {
    type: "bar",
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        {
          label: "change, with its 95 % interval; paler: not significant",
          data: bars.map(({ value }) => value),
          backgroundColor: bars.map(({ isShown }) =>
            isShown ? colorOf(0, theme) : faded(colorOf(0, theme), 0.35),
          ),
          barPercentage: 0.6,
        },
      ],
    },
    options: {
      ...options,
      indexAxis: "y",
      scales: {
        x: axis(`change of the mean${unit === "" ? "" : ` [${unit}]`}`, theme),
        y: { ...axis("", theme), grid: { display: false } },
      },
      plugins: {
        ...options.plugins,
        annotation: { annotations: intervals(bars, theme) as never },
      },
    },
  };
}

function barsOf(result: MetricResult): readonly Bar[] {
  const { factor: by } = scaleOf(result);
  return result.factors
    .flatMap(({ factor, effects }) =>
      effects.map(({ from, to, change, isShown }) => ({
        label: `${factor}: ${from} to ${to}`,
        value: change.mean / by,
        low: (change.interval?.low ?? change.mean) / by,
        high: (change.interval?.high ?? change.mean) / by,
        isShown,
      })),
    )
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function intervals(bars: readonly Bar[], theme: Theme): Record<string, Annotation> {
  return Object.fromEntries(
    bars.map(({ low, high }, index) => [
      `interval-${index}`,
      {
        type: "line",
        xMin: low,
        xMax: high,
        yMin: index,
        yMax: index,
        borderColor: theme.text,
        borderWidth: 2,
      },
    ]),
  );
}
