/** The methods by which intervals are made; what a report prints beside them. */
export type IntervalMethod =
  | "Student-t"
  | "BCa bootstrap"
  | "Wilson"
  | "Clopper–Pearson"
  | "rule of three"
  | "order statistics"
  | "batch means"
  | "log-normal";

/** An interval of confidence with the method behind it. Both ends are in the unit of the figure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly method: IntervalMethod;
}
