import fc from "fast-check";
import type { Fault } from "../faults/fault.js";
import { faults } from "../faults/index.js";
import { goals } from "../invariants/goals/index.js";
import { bits, seedKey, stream, type Stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Settings } from "./data-edit.js";
import { type Failure, identityOf } from "./failure.js";
import { type FaultBudget, plainArbitrary, planArbitrary } from "./fault-arbitrary.js";
import { isHarm } from "./harm.js";
import { mutate, type Parent } from "./mutate-plan.js";
import type { Job, Outcome } from "./prepared.js";
import { hireCrew } from "./run-jobs.js";

/**
 * Runs of a round: what a round saw guides the next one, never itself, so that workers do not matter. The first is small, so that
 * guidance begins early; each is twice as large as the one before, up to the last figure [runs].
 */
const FIRST_ROUND = 4;
const ROUND = 128;
/** Worlds, each with luck of its own, that plans are tried in. */
const WORLDS = 4;
/** Rounds in a row without anything new after which the search is saturated. */
const PATIENCE = 12;

/** How a search is done. */
export interface SearchOptions {
  readonly policy: string;
  /** Most runs [runs]. */
  readonly runs: number;
  readonly seed: string;
  readonly workers: number;
  /** Output of a metric that is driven as far from good as faults can: plans that do more of it are changed further. */
  readonly adversary?: string | undefined;
  /** `plain` draws every plan anew from all kinds of faults: what swarm and guidance are measured against. */
  readonly method?: "guided" | "plain";
  /** Asked after each round, with the findings so far, whether to stop there. */
  readonly stop?: (findings: readonly Finding[]) => boolean;
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

/** How far a plan has driven a metric. */
export interface Worst {
  readonly score: number;
  readonly job: Job;
}

/** What a search saw. */
export interface SearchResult {
  readonly runs: number;
  readonly findings: readonly Finding[];
  /** Pairs of a fault family and a host state that were seen. */
  readonly coverage: number;
  /** Kinds of faults that were in plans and never took effect. A search that tested nothing is no evidence. */
  readonly vacuous: readonly string[];
  /** What faults are called that took effect at least once, those of the scenario among them. */
  readonly fired: readonly string[];
  /** Goals that were reached. */
  readonly reached: readonly string[];
  /** The case that drove the metric of an adversary furthest. */
  readonly worst: Worst | undefined;
  readonly ended: "runs" | "saturated" | "stopped";
}

/** Searches for fault plans that break a policy. Everything follows from the scenario, the policy, the seed and the runs. */
export async function search(scenario: Scenario, options: SearchOptions): Promise<SearchResult> {
  const luck = stream(seedKey(options.seed), Purpose.Exploration, 0);
  const isPlain = options.method === "plain";
  const budget = budgetOf(scenario);
  const kinds = drawnIn(scenario);
  const plans = isPlain
    ? plainArbitrary(kinds, budget)
    : planArbitrary(kinds, budget, Math.ceil(budget.faults / 2));
  const crew = hireCrew(scenario, options);
  const memory = new Memory({ ...options, most: budget.faults });
  let round = 0;
  let ended: SearchResult["ended"] = "runs";
  try {
    while (memory.runs < options.runs) {
      if (memory.roundsWithoutNews >= PATIENCE) ended = "saturated";
      else if (options.stop?.(memory.findings) === true) ended = "stopped";
      if (ended !== "runs") break;
      const size = Math.min(FIRST_ROUND * 2 ** round, ROUND, options.runs - memory.runs);
      const fresh = fc.sample(plans, { seed: bits(luck, round, 0) | 0, numRuns: size });
      const jobs = fresh.map((plan, index) => memory.nextJob(plan, luck, memory.runs + index));
      memory.learn(jobs, await crew.run(jobs));
      options.onRound?.(memory.runs);
      // Lets a signal have its turn.
      await new Promise((resolve) => setImmediate(resolve));
      round += 1;
    }
  } finally {
    await crew.leave();
  }
  return memory.result(ended);
}

/** What a good policy must survive on the fleet of a scenario. */
function budgetOf({ horizon, fleet, chaos }: Scenario): FaultBudget {
  const hosts = fleet.groups.reduce((sum, group) => sum + group.hosts, 0);
  const zones = [...new Set(fleet.groups.flatMap((group) => group.zones))];
  const victims = Math.max(1, Math.floor(chaos.victims * hosts));
  return { horizon, hosts, zones, victims, faults: chaos.most };
}

/** The kinds of faults that are drawn: those the scenario names, or all. */
function drawnIn({ chaos: { faults: named } }: Scenario): readonly Fault[] {
  return faults.filter(({ kind }) => named === undefined || named.includes(kind));
}

/** What says where a search goes on. */
interface Guidance extends Pick<SearchOptions, "adversary" | "method"> {
  /** Most faults of a plan. */
  readonly most: number;
}

/** A job that was done, and what happened in it. */
interface Seen extends Job, Parent {}

/** What the rounds so far have shown. */
class Memory {
  runs = 0;
  roundsWithoutNews = 0;
  readonly #options: Guidance;
  readonly #findings = new Map<string, Finding>();
  readonly #seen = new Set<number>();
  readonly #drawn = new Set<string>();
  readonly #fired = new Set<string>();
  readonly #reached = new Set<string>();
  /** Jobs that saw something new, or did more harm than any before, and what happened in them. */
  readonly #corpus: Seen[] = [];
  #worst: (Worst & { readonly job: Seen }) | undefined;

  constructor(options: Guidance) {
    this.#options = options;
  }

  /** Ways to fail that were found, in the order in which they were. */
  get findings(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** The next job: a fresh plan, or, every other time, a change to one that once saw something new. */
  nextJob(plan: readonly Settings[], luck: Stream, index: number): Job {
    const fresh = { plan, replication: index % WORLDS };
    const isFresh = this.#corpus.length === 0 || index % 2 === 0;
    if (isFresh || this.#options.method === "plain") return fresh;
    const pick = (occurrence: number) => uniform(luck, index, occurrence);
    // An adversary goes on from where it did most harm more often than not.
    const worst = this.#worst !== undefined && pick(6) < 0.5 ? this.#worst.job : undefined;
    const parent = worst ?? this.#corpus[Math.floor(pick(1) * this.#corpus.length)]!;
    return {
      replication: parent.replication,
      plan: mutate(parent, plan, this.#options.most, pick),
    };
  }

  /** Takes in a round, in the order of its jobs. */
  learn(jobs: readonly Job[], outcomes: readonly Outcome[]): void {
    let hasNews = false;
    for (const [index, job] of jobs.entries()) {
      const { failures, seen, moments, fired, reached, score } = outcomes[index]!;
      this.runs += 1;
      const before = this.#seen.size + this.#findings.size;
      for (const { kind } of job.plan) this.#drawn.add(String(kind));
      for (const label of fired) this.#fired.add(label);
      for (const goal of reached) this.#reached.add(goal);
      for (const one of seen) this.#seen.add(one);
      for (const failure of failures) {
        const identity = identityOf(failure);
        if (!this.#findings.has(identity))
          this.#findings.set(identity, { failure, job, run: this.runs });
      }
      const isWorse = this.#isWorse(score);
      if (isWorse) this.#worst = { score: score!, job: { ...job, moments } };
      if (this.#seen.size + this.#findings.size === before && !isWorse) continue;
      hasNews = true;
      this.#corpus.push({ ...job, moments });
    }
    this.roundsWithoutNews = hasNews ? 0 : this.roundsWithoutNews + 1;
  }

  /** Whether a value is further from good than any before. */
  #isWorse(score: number | undefined): boolean {
    if (score === undefined) return false;
    if (this.#worst === undefined) return true;
    return isHarm(this.#options.adversary!, score, this.#worst.score);
  }

  result(ended: SearchResult["ended"]): SearchResult {
    return {
      runs: this.runs,
      findings: this.findings,
      coverage: this.#seen.size,
      vacuous: [...this.#drawn].filter((kind) => !this.#fired.has(kind)).toSorted(),
      fired: [...this.#fired].toSorted(),
      reached: goals.map(({ name }) => name).filter((name) => this.#reached.has(name)),
      worst: this.#worst,
      ended,
    };
  }
}
