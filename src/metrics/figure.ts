/**
 * What a figure of a metric can be narrowed down to: a part of the fleet; `component`, of the cost; `sla`, a deadline for patches; `doneBy`, a
 * time of day; `at`, a moment.
 */
export const dimensions = [
  "service",
  "group",
  "zone",
  "rack",
  "cohort",
  "component",
  "sla",
  "doneBy",
  "at",
] as const;
/** One of the dimensions. */
export type Dimension = (typeof dimensions)[number];

/** A metric, and at most one part of what it measures: downtime in all, or that of one service. */
export interface Figure {
  /** Name of a metric output. */
  readonly metric: string;
  readonly by?: { readonly dimension: Dimension; readonly label: string } | undefined;
}

/** A figure as text, as OpenMetrics writes it: `budget-violation{service=api}`; without a part the name of the metric. */
export function figureKey({ metric, by }: Figure): string {
  return by === undefined ? metric : `${metric}{${by.dimension}=${by.label}}`;
}
