import type { z } from "zod";

/**
 * How a family of conformance vectors reaches the code that the simulator runs. An adapter translates names and units; it
 * decides nothing.
 */
export interface Adapter {
  /** As vectors name it, `locksmith.window`. */
  readonly family: string;
  /** By the name of the operation. Each takes the input of a vector and gives what the vector expects. */
  readonly operations: Readonly<Record<string, (input: unknown) => Answer>>;
}

/** What an operation gives: a vector passes when each field that it expects is the same here. */
export type Answer = Readonly<Record<string, unknown>>;

/** An operation on inputs of a known shape; any other shape is an error of the vector. */
export function operation<Input>(
  input: z.ZodType<Input>,
  run: (input: Input) => Answer,
): (input: unknown) => Answer {
  return (given) => run(input.parse(given));
}
