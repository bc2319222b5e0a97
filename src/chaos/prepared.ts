import { buildPlan, faultInput, faults } from "../faults/index.js";
import type { FaultEntry } from "../faults/index.js";
import type { FaultSite } from "../faults/fault.js";
import type { Model } from "../fleet/model.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, faultSiteOf, policyOf } from "../simulation/build-model.js";
import { type RunPolicy, startRun } from "../simulation/run.js";
import { watchCoverage } from "./coverage.js";
import type { Settings } from "./data-edit.js";
import { type Failure, failureOf } from "./failure.js";
import { brokenOff } from "./judge-case.js";

/** One run of the search to be done: a plan, and whose luck the world has. */
export interface Job {
  readonly plan: readonly Settings[];
  readonly replication: number;
}

/** What one run of the search showed: plain data that crosses from a worker thread. */
export interface Outcome {
  readonly failures: readonly Failure[];
  readonly seen: readonly number[];
  readonly began: readonly number[];
  readonly hash: string;
}

/** The families of faults, in the order of their kinds. */
export const families: readonly string[] = faults.map(({ kind }) => kind);

/** A scenario under one policy, built once for many runs: only the fault plan differs between them. */
export class Prepared {
  readonly #scenario: Scenario;
  readonly #policy: string;
  readonly #run: RunPolicy<unknown>;
  readonly #worlds = new Map<number, { model: Model; site: FaultSite }>();

  constructor(scenario: Scenario, policy: string) {
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
    const showed = (failures: readonly Failure[], hash: string): Outcome => ({
      failures,
      seen: coverage.seen(),
      began: coverage.began(),
      hash,
    });
    try {
      const { breaches, hash } = startRun(faulty, this.#run, coverage.sink, []).finish();
      return showed(breaches.map(failureOf), hash);
    } catch (error) {
      return showed([failureOf(brokenOff(error))], "");
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
