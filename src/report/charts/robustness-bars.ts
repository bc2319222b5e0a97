/** A tornado of leads: a bar for each figure from its low to its high end, with the value at which the winner changes. */
import type { ChartConfiguration } from "chart.js";
import type { FigureRobustness, Lead, Robustness } from "../../experiment/robust/robustness.js";
import { leadScale, toldFigures } from "../robust-words.js";
import { valueText } from "../value-text.js";
import { axis, FONT, frame } from "./axes.js";
import type { Annotation } from "./fault-shading.js";
import { colorOf, faded, type Theme } from "./theme.js";

/** What the chart is called. */
export const ROBUSTNESS_TITLE = "How wrong may a guess be before another policy wins?";

/** How it is read. */
export const ROBUSTNESS_DOC =
  "The lead of the best policy over its nearest rival, from the low to the high end of the range of each figure, the others as the scenario has them; the figure that takes most of the lead on top, with 95 % intervals at the ends. Left of 0 another policy is best; the value at which that begins stands there.";

/** Fit for a slide: 960 by 540 [CSS px]. */
export const ROBUSTNESS_HEIGHT = 540;

/** A bar in the unit that people read; ends that were not run are left out. */
interface Bar {
  readonly figure: FigureRobustness;
  readonly low: Lead | undefined;
  readonly high: Lead | undefined;
}

/** The chart; draws nothing where no figure takes anything of the lead. */
export function robustnessBars(answer: Robustness, theme: Theme): ChartConfiguration<"bar"> {
  const bars = toldFigures(answer).map((figure): Bar => {
    const endAt = (at: number) => figure.seen.find((one) => Math.abs(one.at - at) < 1e-9)?.lead;
    return { figure, low: endAt(0), high: endAt(1) };
  });
  const scale = leadScale(answer);
  const own = (answer.lead.value ?? 0) / scale.factor;
  const edges = edgesOf(answer);
  const placeOf = (lead: Lead): number =>
    lead.value === null ? (lead.isBest ? edges.high : edges.low) : lead.value / scale.factor;
  const options = frame(ROBUSTNESS_TITLE, theme) as NonNullable<
    ChartConfiguration<"bar">["options"]
  >;
  const side = (label: string, color: string, lead: (bar: Bar) => Lead | undefined) => ({
    label,
    data: bars.map((bar) => {
      const end = lead(bar);
      return end === undefined ? null : ([own, placeOf(end)] as [number, number]);
    }),
    backgroundColor: color,
    grouped: false,
    barPercentage: 0.55,
  });
  return {
    type: "bar",
    data: {
      labels: bars.map(({ figure }) => labelOf(figure)) as never,
      datasets: [
        side("towards the low end of the range", faded(colorOf(0, theme), 0.55), ({ low }) => low),
        side("towards the high end", colorOf(0, theme), ({ high }) => high),
      ] as never,
    },
    options: {
      ...options,
      indexAxis: "y",
      scales: {
        x: {
          ...axis(leadAxis(answer, scale.unit), theme),
          beginAtZero: true,
          suggestedMin: edges.low,
          suggestedMax: edges.high,
        },
        y: { ...axis("", theme), grid: { display: false } },
      },
      plugins: {
        ...options.plugins,
        annotation: {
          annotations: {
            ...lines(own, bars.length, theme),
            ...intervals(bars, scale.factor, theme),
            ...marks(bars, edges, theme),
          } as never,
        },
      },
    },
  };
}

function leadAxis({ policy, metric }: Robustness, unit: string): string {
  return `lead of ${policy}: ${metric} of its nearest rival minus its own${unit === "" ? "" : ` [${unit}]`}`;
}

function labelOf(figure: FigureRobustness): string[] {
  const { name, low, high } = figure;
  const short = name.length > 38 ? `…${name.slice(-37)}` : name;
  return [short, `${valueText(figure, low)} to ${valueText(figure, high)}`];
}

/** Room for every lead, for 0, and for what is no number. */
function edgesOf(answer: Robustness): { readonly low: number; readonly high: number } {
  const { factor } = leadScale(answer);
  const leads = [
    answer.lead,
    ...toldFigures(answer).flatMap(({ seen }) => seen.map(({ lead }) => lead)),
  ];
  const values = [
    0,
    ...leads.flatMap(({ value, halfWidth }) =>
      value === null
        ? []
        : [(value - (halfWidth ?? 0)) / factor, (value + (halfWidth ?? 0)) / factor],
    ),
  ];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = 0.12 * (most - least || 1);
  return { low: least - room, high: most + room };
}

/** Where the lead is lost, and the lead in the scenario as it is. */
function lines(own: number, bars: number, theme: Theme): Record<string, Annotation> {
  const line = (at: number, borderDash: number[]) => ({
    type: "line",
    xMin: at,
    xMax: at,
    borderColor: theme.text,
    borderWidth: 1.5,
    borderDash,
  });
  const label = (at: number, row: number, content: string) => ({
    type: "label",
    xValue: at,
    yValue: row,
    content,
    position: { x: "start", y: "center" },
    color: theme.text,
    backgroundColor: theme.background,
    font: { family: FONT, size: 12 },
    padding: 4,
  });
  return {
    lost: {
      type: "box",
      xMax: 0,
      backgroundColor: theme.fault,
      borderWidth: 0,
      drawTime: "beforeDatasetsDraw",
    },
    zero: line(0, []),
    own: line(own, [4, 4]),
    best: label(0, -0.42, "← another policy is best"),
    written: label(own, bars - 0.58, "as written"),
  };
}

function intervals(bars: readonly Bar[], factor: number, theme: Theme): Record<string, Annotation> {
  return Object.fromEntries(
    bars.flatMap(({ low, high }, index) =>
      [low, high].flatMap((lead, side) => {
        if (lead === undefined || lead.value === null || lead.halfWidth === null) return [];
        const half = lead.halfWidth / factor;
        const at = lead.value / factor;
        return [
          [
            `interval-${index}-${side}`,
            {
              type: "line",
              xMin: at - half,
              xMax: at + half,
              yMin: index + 0.12 * (side === 0 ? -1 : 1),
              yMax: index + 0.12 * (side === 0 ? -1 : 1),
              borderColor: theme.text,
              borderWidth: 1.5,
            },
          ] as const,
        ];
      }),
    ),
  );
}

/** The values at which the winner changes, below the bars where they cross 0. */
function marks(
  bars: readonly Bar[],
  edges: { readonly low: number; readonly high: number },
  theme: Theme,
): Record<string, Annotation> {
  return Object.fromEntries(
    bars.flatMap(({ figure }, index) =>
      figure.switches.length === 0
        ? []
        : [
            [
              `switch-${index}`,
              {
                type: "label",
                xValue: 0,
                yValue: index + 0.4,
                xAdjust: 0,
                content: figure.switches
                  .map(
                    ({ side, value, winner }) =>
                      `${side} ${valueText(figure, value)}: ${winner ?? "nobody"}`,
                  )
                  .join(" · "),
                position: { x: 0 < (edges.low + edges.high) / 2 ? "start" : "end", y: "center" },
                color: theme.palette[1]!,
                backgroundColor: theme.background,
                font: { family: FONT, size: 13, weight: "bold" },
                padding: 2,
              },
            ],
          ],
    ),
  );
}
