import type { z } from "zod";

/** What one batch of a simulation adds: sums over its independent trials. */
export interface Batch {
  readonly trials: number;
  /** Sum and sum of squares of what the trials gave. */
  readonly sum: number;
  readonly squares: number;
}

/** A question put to the simulator. Batches of different numbers have independent luck. */
export interface Experiment {
  /** `share`: every trial gives 0 or 1. */
  readonly kind: "mean" | "share";
  batch(number: number): Batch;
}

/** How the figure of a formula is found: by simulation, or by a function of a library where it is nothing else. */
export type Answer = Experiment | { readonly kind: "computed"; readonly value: number };

/** The formulas of one group, by their text. */
export interface Group {
  readonly name: string;
  readonly formulas: Readonly<Record<string, (params: unknown) => Answer>>;
}

/** A formula with parameters of a known shape; any other shape is an error of the vector. */
export function formula<Params>(
  params: z.ZodType<Params>,
  ask: (params: Params) => Answer,
): (given: unknown) => Answer {
  return (given) => ask(params.parse(given));
}
