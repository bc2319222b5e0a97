import { buildPlan, faultInput, faults } from "../faults/index.js";
import type { FaultEntry } from "../faults/index.js";
import type { FaultSite } from "../faults/fault.js";
import type { Model } from "../fleet/state/model.js";
import type { Transition } from "../fleet/state/transitions.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, faultSiteOf, policyOf } from "../simulation/build-model.js";
import type { Watched } from "../simulation/folds.js";
import { type RunPolicy, startRun } from "../simulation/run.js";
import { searchedIn } from "../simulation/watched.js";
import { metrics } from "../metrics/index.js";
import type { Metric } from "../metrics/metric.js";
import { watchCoverage } from "./coverage.js";
import type { Settings } from "./data-edit.js";
import { type Failure, failureOf } from "./failure.js";
import { lastBegin } from "./fault-arbitrary.js";
import { brokenOff } from "./judge-case.js";
import { type Moment, noteMoments } from "./moments.js";

/** One run of the search to be done: a plan, and whose luck the world has. */
export interface Job {
  readonly plan: readonly Settings[];
  readonly replication: number;
}

/** What one run of the search showed: plain data that crosses from a worker thread. */
export interface Outcome {
  readonly failures: readonly Failure[];
  readonly seen: readonly number[];
  /** What happened to hosts and when, a few of many. */
  readonly moments: readonly Moment[];
  /** What the faults are called that took effect. */
  readonly fired: readonly string[];
  /** Goals that were reached. */
  readonly reached: readonly string[];
  /** Value of the metric that an adversary drives up; undefined without one, or where it does not apply. */
  readonly score: number | undefined;
  readonly hash: string;
}

/** The families of faults, in the order of their kinds. */
export const families: readonly string[] = faults.map(({ kind }) => kind);

/** The invariants that some fault of a plan breaks by itself. */
function brokenByFaults(plan: readonly FaultEntry[]): ReadonlySet<string> {
  return new Set(
    plan.flatMap((entry) => faults.find(({ kind }) => kind === entry.kind)?.breaks ?? []),
  );
}

/** A scenario under one policy, built once for many runs: only the fault plan differs between them. */
export class Prepared {
  readonly #scenario: Scenario;
  readonly #policy: string;
  readonly #run: RunPolicy<unknown>;
  readonly #adversary: string | undefined;
  readonly #measured: readonly Metric[];
  readonly #watched: Watched;
  readonly #worlds = new Map<number, { model: Model; site: FaultSite }>();

  /** @param adversary an output of a metric that is measured in every run; left out, nothing is. */
  constructor(scenario: Scenario, policy: string, adversary?: string) {
    this.#adversary = adversary;
    this.#measured = metrics.filter(({ outputs }) =>
      outputs.some(({ name }) => name === adversary),
    );
    this.#watched = searchedIn(scenario);
    this.#scenario = scenario;
    this.#policy = policy;
    this.#run = policyOf(scenario, policy);
  }

  /** Does one run. */
  run({ plan, replication }: Job): Outcome {
    const { model, site } = this.#worldOf(replication);
    const drawn = plan.map((entry) => faultInput.parse(entry) as FaultEntry);
    const faulty = { ...model, faults: buildPlan([...this.#scenario.faults, ...drawn], site) };
    const coverage = watchCoverage(faulty, families);
    const moments = noteMoments(lastBegin(faulty.horizon));
    const witness = (transition: Transition): void => {
      coverage.sink(transition);
      moments.sink(transition);
    };
    const showed = (failures: readonly Failure[], more: Partial<Outcome>): Outcome => ({
      failures,
      seen: coverage.seen(),
      moments: moments.seen(),
      fired: coverage.fired(),
      reached: [],
      score: undefined,
      hash: "",
      ...more,
    });
    try {
      const run = startRun(faulty, this.#run, witness, this.#measured, this.#watched);
      const { breaches, reached, hash, values } = run.finish();
      const excused = brokenByFaults([...this.#scenario.faults, ...drawn]);
      const failures = breaches.filter(({ invariant }) => !excused.has(invariant)).map(failureOf);
      const score = this.#adversary === undefined ? undefined : values.scalars[this.#adversary];
      return showed(failures, { hash, reached, score: score ?? undefined });
    } catch (error) {
      return showed([failureOf(brokenOff(error))], {});
    }
  }

  #worldOf(replication: number): { model: Model; site: FaultSite } {
    const known = this.#worlds.get(replication);
    if (known !== undefined) return known;
    const model = buildModel(this.#scenario, this.#policy, replication);
    const world = { model, site: faultSiteOf(this.#scenario, model) };
    this.#worlds.set(replication, world);
    return world;
  }
}
