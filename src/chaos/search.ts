import fc from "fast-check";
import { faults } from "../faults/index.js";
import { bits, seedKey, stream, type Stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Settings } from "./data-edit.js";
import { type Failure, identityOf } from "./failure.js";
import { type FaultBudget, planArbitrary } from "./fault-arbitrary.js";
import { mutate } from "./mutate-plan.js";
import { families, type Job, type Outcome } from "./prepared.js";
import { hireCrew } from "./run-jobs.js";

/** Runs of a round: what a round saw guides the next one, never itself, so that workers do not matter [runs]. */
const ROUND = 128;
/** Worlds, each with luck of its own, that plans are tried in. */
const WORLDS = 4;
/** Rounds in a row without anything new after which the search is saturated. */
const PATIENCE = 12;
/** Most faults of a plan, and the largest share of hosts that one of them strikes: a good policy survives that. */
const FAULTS = 8;
const SHARE = 0.2;

/** How a search is done. */
export interface SearchOptions {
  readonly policy: string;
  /** Most runs [runs]. */
  readonly runs: number;
  readonly seed: string;
  readonly workers: number;
  /** Asked after each round whether to stop there. */
  readonly stop?: () => boolean;
  /** Called after each round with the runs so far. */
  readonly onRound?: (runs: number) => void;
}

/** A way to fail that a search found: the first case that does. */
export interface Finding {
  readonly failure: Failure;
  readonly job: Job;
  /** Position of the run in the search, from 1. */
  readonly run: number;
}

/** What a search saw. */
export interface SearchResult {
  readonly runs: number;
  readonly findings: readonly Finding[];
  /** Pairs of a fault family and a host state that were seen. */
  readonly coverage: number;
  /** Fault families that were in plans and never took effect. A search that tested nothing is no evidence. */
  readonly vacuous: readonly string[];
  readonly ended: "runs" | "saturated" | "stopped";
}

/** Searches for fault plans that break a policy. Everything follows from the scenario, the policy, the seed and the runs. */
export async function search(scenario: Scenario, options: SearchOptions): Promise<SearchResult> {
  const luck = stream(seedKey(options.seed), Purpose.Exploration, 0);
  const plans = planArbitrary(faults, budgetOf(scenario));
  const crew = hireCrew(scenario, options.policy, options.workers);
  const memory = new Memory();
  let round = 0;
  let ended: SearchResult["ended"] = "runs";
  try {
    while (memory.runs < options.runs) {
      if (memory.roundsWithoutNews >= PATIENCE) ended = "saturated";
      else if (options.stop?.() === true) ended = "stopped";
      if (ended !== "runs") break;
      const size = Math.min(ROUND, options.runs - memory.runs);
      const fresh = fc.sample(plans, { seed: bits(luck, round, 0) | 0, numRuns: size });
      const jobs = fresh.map((plan, index) => memory.nextJob(plan, luck, round * ROUND + index));
      memory.learn(jobs, await crew.run(jobs));
      options.onRound?.(memory.runs);
      round += 1;
    }
  } finally {
    await crew.leave();
  }
  return memory.result(ended);
}

/** What a good policy must survive on the fleet of a scenario. */
function budgetOf({ horizon, fleet }: Scenario): FaultBudget {
  const hosts = fleet.groups.reduce((sum, group) => sum + group.hosts, 0);
  const zones = [...new Set(fleet.groups.flatMap((group) => group.zones))];
  return { horizon, hosts, zones, victims: Math.max(1, Math.floor(SHARE * hosts)), faults: FAULTS };
}

/** What the rounds so far have shown. */
class Memory {
  runs = 0;
  roundsWithoutNews = 0;
  readonly #findings = new Map<string, Finding>();
  readonly #seen = new Set<number>();
  readonly #drawn = new Set<string>();
  readonly #began = new Set<string>();
  /** Jobs that saw something new. */
  readonly #corpus: Job[] = [];

  /** The next job: a fresh plan, or, every other time, a change to one that once saw something new. */
  nextJob(plan: readonly Settings[], luck: Stream, index: number): Job {
    const fresh = { plan, replication: index % WORLDS };
    if (this.#corpus.length === 0 || index % 2 === 0) return fresh;
    const pick = (occurrence: number) => uniform(luck, index, occurrence);
    const parent = this.#corpus[Math.floor(pick(1) * this.#corpus.length)]!;
    return { ...parent, plan: mutate(parent.plan, plan, FAULTS, pick) };
  }

  /** Takes in a round, in the order of its jobs. */
  learn(jobs: readonly Job[], outcomes: readonly Outcome[]): void {
    let hasNews = false;
    for (const [index, job] of jobs.entries()) {
      const { failures, seen, began } = outcomes[index]!;
      this.runs += 1;
      const before = this.#seen.size + this.#findings.size;
      for (const { kind } of job.plan) this.#drawn.add(String(kind));
      for (const family of began) this.#began.add(families[family]!);
      for (const one of seen) this.#seen.add(one);
      for (const failure of failures) {
        const identity = identityOf(failure);
        if (!this.#findings.has(identity))
          this.#findings.set(identity, { failure, job, run: this.runs });
      }
      if (this.#seen.size + this.#findings.size === before) continue;
      hasNews = true;
      this.#corpus.push(job);
    }
    this.roundsWithoutNews = hasNews ? 0 : this.roundsWithoutNews + 1;
  }

  result(ended: SearchResult["ended"]): SearchResult {
    return {
      runs: this.runs,
      findings: [...this.#findings.values()],
      coverage: this.#seen.size,
      vacuous: [...this.#drawn].filter((kind) => !this.#began.has(kind)).toSorted(),
      ended,
    };
  }
}
