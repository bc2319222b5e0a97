import type { ChaosCase } from "./chaos-case.js";
import type { Failure } from "./failure.js";
import { type Oracle, invariantsHold } from "./judge-case.js";
import { cutTime } from "./passes/cut-time.js";
import { fewerElements } from "./passes/fewer-elements.js";
import { fewerFaults } from "./passes/fewer-faults.js";
import { fewerHosts } from "./passes/fewer-hosts.js";
import { simplerNumbers } from "./passes/simpler-numbers.js";
import { type ShrinkStep, Trial } from "./trial.js";

/** Runs that a shrinking may take by default [runs]. */
const BUDGET = 4_000;

/** A case shrunk as far as it goes. */
export interface Shrunk {
  readonly smallest: ChaosCase;
  readonly failure: Failure;
  readonly runs: number;
  readonly steps: readonly ShrinkStep[];
  /** Whether no pass moved any more; false where the budget ended first. */
  readonly isFixpoint: boolean;
  /** Cases met on the way that fail in another way: findings of their own. */
  readonly slides: readonly ChaosCase[];
}

/** How a shrinking is done. */
export interface ShrinkOptions {
  /** Says how a case fails; the invariants by default. */
  readonly oracle?: Oracle;
  /** Most runs it may take [runs], 4,000 by default. */
  readonly budget?: number;
  /** `faults`: the fleet and the policy stay as they are; only the plan gets smaller. */
  readonly only?: "faults";
}

/** From what takes most away to what only tidies up. */
const PASSES = [cutTime, fewerFaults, fewerElements, fewerHosts, cutTime, simplerNumbers];
const FAULTS_ONLY = [fewerFaults, simplerNumbers];

/**
 * Shrinks a failing case while it goes on failing in the same way: the same invariant, about the same kind of subject.
 *
 * @param failure how the case fails.
 */
export function shrink(start: ChaosCase, failure: Failure, options: ShrinkOptions = {}): Shrunk {
  const trial = openTrial(start, failure, options);
  let before: unknown;
  do {
    before = trial.data;
    for (const pass of options.only === "faults" ? FAULTS_ONLY : PASSES) pass(trial);
  } while (trial.data !== before && !trial.isOver);
  return {
    smallest: trial.smallest,
    failure: trial.failure,
    runs: trial.runs,
    steps: trial.steps,
    isFixpoint: !trial.isOver,
    slides: [...trial.slides.values()],
  };
}

/** Begins to try changes to a case. */
export function openTrial(start: ChaosCase, failure: Failure, options: ShrinkOptions): Trial {
  const { oracle = invariantsHold, budget = BUDGET } = options;
  return new Trial(start, failure, { oracle, budget });
}
