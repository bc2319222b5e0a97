import type { ChaosCase } from "./chaos-case.js";
import type { Settings } from "./data-edit.js";
import { type Failure, identityOf } from "./failure.js";
import { judgeCase, type Oracle } from "./judge-case.js";

/** One accepted step of a shrinking. */
export interface ShrinkStep {
  readonly pass: string;
  /** Runs so far [runs]. */
  readonly runs: number;
}

/**
 * A case that is being shrunk: the smallest one so far that still fails in the same way. Verdicts are remembered, and the
 * budget is in runs, not in seconds, so that the result is the same on every machine.
 */
export class Trial {
  readonly identity: string;
  data: Settings;
  /** The failure of the smallest case so far. */
  failure: Failure;
  runs = 0;
  readonly steps: ShrinkStep[] = [];
  /** Failures of another identity met on the way, by identity: findings of their own. */
  readonly slides = new Map<string, ChaosCase>();
  readonly #replication: number;
  readonly #oracle: Oracle;
  readonly #budget: number;
  readonly #visited = new Set<string>();
  readonly #known = new Map<string, Failure | undefined>();

  constructor(
    start: ChaosCase,
    failure: Failure,
    options: { readonly oracle: Oracle; readonly budget: number },
  ) {
    this.identity = identityOf(failure);
    this.data = start.data;
    this.failure = failure;
    this.#replication = start.replication;
    this.#oracle = options.oracle;
    this.#visited.add(JSON.stringify(start.data));
    this.#budget = options.budget;
  }

  /** The smallest case so far. */
  get smallest(): ChaosCase {
    return { data: this.data, replication: this.#replication };
  }

  /** Whether the budget is used up; what is not known by then counts as passing. */
  get isOver(): boolean {
    return this.runs >= this.#budget;
  }

  /** How other data fails in the same way; undefined where it passes, is no scenario, or the budget is used up. */
  failureOf(data: Settings): Failure | undefined {
    const key = JSON.stringify(data);
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.isOver) return undefined;
    const chaosCase = { data, replication: this.#replication };
    const verdict = judgeCase(chaosCase, this.#oracle);
    if (verdict !== undefined) this.runs += 1;
    const failures = verdict?.failures ?? [];
    const same = failures.find((failure) => identityOf(failure) === this.identity);
    if (same === undefined) {
      for (const other of failures) {
        if (!this.slides.has(identityOf(other))) this.slides.set(identityOf(other), chaosCase);
      }
    }
    this.#known.set(key, same);
    return same;
  }

  /** Takes other data as the smallest if it still fails in the same way. */
  accepts(pass: string, data: Settings): boolean {
    // What was the smallest before is no step: passes that disagree would go on for ever.
    const key = JSON.stringify(data);
    if (this.#visited.has(key)) return false;
    const failure = this.failureOf(data);
    if (failure === undefined) return false;
    this.#visited.add(key);
    this.data = data;
    this.failure = failure;
    this.steps.push({ pass, runs: this.runs });
    return true;
  }
}
