import type { AnswerOptions } from "../answer-options.js";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { resultsOf } from "../../experiment/threads/run-tasks.js";
import { steadyReport } from "../../report/answers/steady-report.js";
import { limits } from "../../scenario/limits.js";
import { listedReleases } from "../../scenario/release-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { DAY, type Time } from "../../support/time.js";
import { handOut, reportFolder, untilDone } from "../answer-question.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { chosenPolicies, loadWith } from "../scenario-options.js";

/** Options of `steady`, as commander gives them. */
export interface SteadyOptions extends AnswerOptions {
  readonly policy?: string;
  readonly every?: Time;
  readonly for?: Time;
}

/** Compares the long run of policies. */
export async function steady(file: string, options: SteadyOptions): Promise<ExitCode> {
  const scenario = loadWith(file, options);
  const horizon = options.for ?? scenario.horizon;
  const problem = problemOf(scenario, horizon, options.every);
  if (problem !== undefined) throw new UsageError(problem);
  const chosen = chosenPolicies(scenario, options.policy);
  const folder = reportFolder(options, scenario.name);
  const { every, workers } = options;
  const jobs = chosen.map((policy) => ({ scenario, input: { policy, every, horizon } }));
  const policies = await untilDone(
    { total: jobs.length, unit: "long runs", quiet: options.quiet === true },
    (signal, onResult) => resultsOf("long-run", jobs, { workers, signal, onResult }),
  );
  if (policies === undefined) return ExitCode.Interrupted;
  const answer = { scenario: referenceTo(scenario), seed: scenario.seed, policies };
  await handOut(steadyReport(answer), { ...options, folder });
  return policies.some(({ breaches }) => breaches.length > 0) ? ExitCode.Failed : ExitCode.Done;
}

function problemOf(scenario: Scenario, horizon: Time, every?: Time): string | undefined {
  if (horizon < DAY || horizon > limits.horizon)
    return `--for: expected 1d to ${limits.horizon / DAY}d, got ${horizon / DAY}d`;
  if (every === undefined) return undefined;
  if (every === 0) return "--every: expected a time above 0s";
  const each = listedReleases(scenario.releases).reduce(
    (sum, { fix }) => sum + (fix === undefined ? 1 : 2),
    0,
  );
  const releases = each * Math.ceil(horizon / every);
  if (releases <= limits.releases) return undefined;
  return `--every: expected a train of at most ${limits.releases} releases, got ${releases}`;
}
