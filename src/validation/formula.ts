import type { z } from "zod";

/**
 * What one batch of a simulation gave, a figure for each of its trials. Trials have to be independent, within a batch and between
 * batches of different numbers.
 */
export type Trials = ArrayLike<number>;

/** A question put to the simulator. */
export interface Experiment {
  /**
   * What the trials are asked for. `share`: each gives 0 or 1, and the figure is a probability; `probability`: each gives a share
   * of its own (of time, of hosts), whose mean is a probability; `mean`: their mean; `deviation`: their standard deviation.
   */
  readonly kind: "share" | "probability" | "mean" | "deviation";
  batch(number: number): Trials;
}

/**
 * A figure that follows from several others, for events too rare to be waited for: the stages on the way to them are simulated
 * apart, each given those before it.
 */
export interface Derived {
  readonly kind: "derived";
  /** Simulated independently of each other. */
  readonly parts: readonly (Experiment & { readonly kind: "share" | "probability" | "mean" })[];
  /** The figure, given those of the parts in their order. */
  readonly figure: (parts: readonly number[]) => number;
  readonly isProbability: boolean;
}

/** A figure without chance in it. */
export interface Exact {
  readonly kind: "exact";
  readonly value: number;
  /** By a run of the simulator, or by a function of a library where the formula is nothing else. */
  readonly by: "simulation" | "library";
}

/** How the figure of a formula is found. */
export type Answer = Experiment | Derived | Exact;

/** How a formula is put to the simulator. @param text the formula as it is written */
type Ask = (params: unknown, text: string) => Answer;

/** The formulas of one group, by their text; one that differs in nothing but a free number is the same formula. */
export interface Group {
  readonly name: string;
  readonly formulas: Readonly<Record<string, Ask>>;
}

/** A formula with parameters of a known shape; any other shape is an error of the vector. */
export function formula<Params>(
  params: z.ZodType<Params>,
  ask: (params: Params, text: string) => Answer,
): Ask {
  return (given, text) => ask(params.parse(given), text);
}

/** The first number of a formula that may differ. */
export function freeNumberOf(text: string): number {
  return Number(text.match(FREE)?.[0]);
}

/** How to ask for a formula of a group, if it is known. */
export function findFormula({ formulas }: Group, text: string): Ask | undefined {
  const shape = shapeOf(text);
  const known = Object.keys(formulas).find((one) => one === text || shapeOf(one) === shape);
  return known === undefined ? undefined : formulas[known];
}

/** Only numbers after a sign of comparison, or the level of a quantile: others belong to the formula. */
const FREE = /(?<=>|BetaInv\()\d+(?:\.\d+)?/g;

function shapeOf(text: string): string {
  return text.replaceAll(FREE, "#");
}
