import type { ObserveOptions } from "../observe.js";
import { referenceTo, type ScenarioReference } from "../scenario-reference.js";
import { Crew } from "../threads/run-tasks.js";
import type { Plan } from "./prepare.js";
import type { PlanProgress } from "./observer.js";
import { answerFromSeed, boundOf, type SeedAnswer } from "./seed-answer.js";

export { type PlanPoint, searchPlan, type SeedAnswer } from "./seed-answer.js";

/** The answer to a question of capacity: plain data, what reports are made from. */
export interface PlanAnswer {
  readonly scenario: ScenarioReference;
  readonly policy: string;
  readonly knob: string;
  readonly request: Plan["request"];
  readonly from: number | string;
  readonly to: number | string;
  readonly candidates: number;
  /** The bound that the figures of the points are held against, in their unit: a share of misses, or the bound of the mean. */
  readonly bound: number;
  /** Whether both searches came to their end; where not, what is there is what was known when they were stopped. */
  readonly isComplete: boolean;
  readonly first: SeedAnswer;
  /** Null where the first was stopped. */
  readonly second: SeedAnswer | null;
  /** Whether both seeds give the same answer; null where one of them has none yet. */
  readonly agree: boolean | null;
}

/** How an answer is sought. */
export interface AnswerOptions extends Omit<ObserveOptions, "onRows"> {
  readonly seed: string;
  readonly secondSeed: string;
  /** Told what is known, before each stretch of replications and as they arrive. */
  readonly onKnown?: (progress: PlanProgress) => void;
}

/** Answers a question of capacity, and once more from a second seed. Where the signal says so, with what is known by then. */
export async function answerPlan(
  plan: Plan,
  { seed, secondSeed, ...options }: AnswerOptions,
): Promise<PlanAnswer> {
  const { request, base, policy, knob, values } = plan;
  const crew = new Crew();
  try {
    const first = await answerFromSeed(plan, seed, { ...options, crew });
    // The second search has luck of its own: that it begins where the first one ended spares it the guess, and its tests are as sure.
    const begin = first.answer === null ? easiest(plan) : values.indexOf(first.answer);
    const second = first.isComplete
      ? await answerFromSeed(plan, secondSeed, { ...options, crew, begin })
      : null;
    const isComplete = second?.isComplete === true;
    return {
      scenario: referenceTo(base),
      policy,
      knob,
      request,
      from: values[0]!,
      to: values.at(-1)!,
      candidates: values.length,
      bound: boundOf(plan),
      isComplete,
      first,
      second,
      agree: isComplete ? first.answer === second.answer : null,
    };
  } finally {
    await crew.close();
  }
}

/** The number of the value at which a requirement is easiest to meet. */
function easiest({ request, values }: Plan): number {
  return request.find === "smallest" ? values.length - 1 : 0;
}
