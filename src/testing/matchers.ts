import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { caseOf, scenarioOf } from "../chaos/chaos-case.js";
import { identityOf } from "../chaos/failure.js";
import { hunt } from "../chaos/hunt.js";
import { HOUR, MINUTE } from "../support/time.js";
import { explain, FOLDER } from "./counterexample.js";
import { durationOf, haltsWithin, type Promised, updatesEverybodyWithin } from "./deadlines.js";
import { type Limit, withinLimits } from "./limits.js";
import { knownMetric, type MatcherResult, type ReplicationOptions } from "./matcher-result.js";
import { toBeatPolicy, toMeetObjective } from "./objective.js";
import type { Subject } from "./subject.js";

/** How `toSurvive` searches. */
export interface SurviveOptions {
  /** Most runs, 500 by default [runs]. */
  readonly runs?: number;
  /** Policy invariants to ask for besides liveness and those of the scenario. */
  readonly invariants?: readonly string[];
  /** Seed of the search, the scenario's by default. */
  readonly seed?: string;
  readonly folder?: string;
}

/** Searches for faults that break the policy; passes where nothing is found that is its fault and not accepted. */
async function toSurvive(subject: Subject, options: SurviveOptions = {}): Promise<MatcherResult> {
  const { data, scenario, policy } = subject;
  const { runs = 500, invariants = [], seed = scenario.seed, folder = FOLDER } = options;
  const asked = ["every-host-recovers", ...scenario.invariants, ...invariants];
  const { news, result } = await hunt(
    {
      raw: { ...data, seed },
      policy,
      chaos: scenario.chaos,
      invariants: [...new Set(asked)],
      known: [],
      folder,
    },
    { runs, workers: 1 },
  );
  if (news.length > 0) mkdirSync(folder, { recursive: true });
  for (const { found } of news) writeFileSync(join(folder, found.name), found.text);
  const stories = news.map(({ found }) =>
    [...found.story, "", found.text.replaceAll(/^#.*\n/gm, "").trim(), "", found.reproduce].join(
      "\n",
    ),
  );
  return {
    pass: news.length === 0,
    message: () =>
      news.length === 0
        ? `expected ${policy} not to survive, and ${result.runs} runs found nothing that breaks it`
        : `expected ${policy} to survive, and it does not:\n\n${stories.join("\n\n")}`,
  };
}

/** Keeps metrics within limits in every replication. */
function keepsWithin(
  subject: Subject,
  limits: readonly Limit[],
  options: ReplicationOptions,
): MatcherResult {
  const bounds = limits.map(({ metric, min, max }) =>
    [metric, min === undefined ? `≤ ${max!}` : `≥ ${min}`].join(" "),
  );
  const needs = `a replication to which ${limits.map(({ metric }) => metric).join(" or ")} applies`;
  const words = `keep ${bounds.join(" and ")}`;
  return keepsPromise(subject, { words, needs, judge: withinLimits(limits) }, options);
}

/** Looks at replications until one breaks a promise. One of which none says anything is not kept: nothing has been tested. */
function keepsPromise(
  subject: Subject,
  { words, needs, judge }: Promised,
  { replications = subject.scenario.replications, folder = FOLDER }: ReplicationOptions,
): MatcherResult {
  const { data, policy } = subject;
  let applied = 0;
  for (let replication = 0; replication < replications; replication++) {
    const scenario = scenarioOf(caseOf(data, { policy, replication }))!;
    const judged = judge(scenario, replication);
    if (judged.applied) applied += 1;
    const [failure] = judged.failures;
    if (failure === undefined) continue;
    const said = () => explain(subject, { failure, replication, oracle: judge, folder });
    return {
      pass: false,
      message: () =>
        `expected ${policy} to ${words}, and replication ${replication} does not (${identityOf(failure)}):\n\n${said()}`,
    };
  }
  return {
    pass: applied > 0,
    message: () =>
      applied > 0
        ? `expected ${policy} not to ${words}, and all of ${applied} replications that say anything of it do`
        : `expected ${policy} to ${words}, and none of ${replications} replications says anything of it: it takes ${needs}`,
  };
}

/** In every replication, the share of the wanted container time that is served. */
function toStayAvailable(
  subject: Subject,
  atLeast: number,
  options: ReplicationOptions = {},
): MatcherResult {
  return keepsWithin(subject, [{ metric: "availability", min: atLeast }], options);
}

/** In every replication, every spell of failed boots ends within a time, and none is open at the end. */
function toRecoverWithin(
  subject: Subject,
  time: string,
  options: ReplicationOptions = {},
): MatcherResult {
  const limits = [
    { metric: "recovery-time.max", max: durationOf(time) / MINUTE },
    { metric: "boot-episodes.stranded", max: 0 },
  ];
  return keepsWithin(subject, limits, options);
}

/** In every replication, releases reach 99 % of the hosts within a time on average. */
function toUpdateWithin(
  subject: Subject,
  time: string,
  options: ReplicationOptions = {},
): MatcherResult {
  const limits = [{ metric: "patch-latency.t99", max: durationOf(time) / HOUR }];
  return keepsWithin(subject, limits, options);
}

/** In every replication, every host runs each release or a newer one within a time of its publication. */
function toUpdateEverybodyWithin(
  subject: Subject,
  time: string,
  options: ReplicationOptions = {},
): MatcherResult {
  return keepsPromise(subject, updatesEverybodyWithin(time, subject.scenario), options);
}

/** In every replication, a release whose defect bites is offered no more within a time of that. */
function toHaltWithin(
  subject: Subject,
  time: string,
  options: ReplicationOptions = {},
): MatcherResult {
  return keepsPromise(subject, haltsWithin(time, subject.scenario), options);
}

/** In every replication, at most so many hosts ever run a bad release. */
function toExposeAtMost(
  subject: Subject,
  hosts: number,
  options: ReplicationOptions = {},
): MatcherResult {
  return keepsWithin(subject, [{ metric: "exposure", max: hosts }], options);
}

/** In every replication, no service is below its budget. */
function toKeepBudgets(subject: Subject, options: ReplicationOptions = {}): MatcherResult {
  return keepsWithin(subject, [{ metric: "budget-violation", max: 0 }], options);
}

/** In every replication, a metric keeps within bounds in its own unit. */
function toKeep(subject: Subject, limit: Limit, options: ReplicationOptions = {}): MatcherResult {
  knownMetric(limit.metric);
  return keepsWithin(subject, [limit], options);
}

/** For `expect.extend`. */
export const matchers = {
  /** Searches for faults that break the policy; passes where nothing is found that is its fault and not accepted. */
  toSurvive,
  /** In every replication at least this share of the wanted container time is served [0..1]. */
  toStayAvailable,
  /** In every replication every spell of failed boots ends within a time, and none is open at the end. */
  toRecoverWithin,
  /** In every replication releases reach 99 % of the hosts within a time, on average. */
  toUpdateWithin,
  /** In every replication every host runs each release that stands, or a newer one, within a time of its publication. */
  toUpdateEverybodyWithin,
  /** In every replication a release whose defect bites is offered no more within a time of that. */
  toHaltWithin,
  /** In every replication at most so many hosts ever run a bad release [hosts]. */
  toExposeAtMost,
  /** In every replication no service is below its budget. */
  toKeepBudgets,
  /** In every replication a metric keeps within bounds in its own unit. */
  toKeep,
  /** Finishes its rollouts and keeps the constraints of the scenario's objective, by the replications together. */
  toMeetObjective,
  /** Significantly better than another policy of the scenario under the same luck. */
  toBeatPolicy,
};
