import { Command } from "commander";
import { type LongRun, longRun, type LongRuns } from "../../experiment/steady.js";
import { limits } from "../../scenario/limits.js";
import type { Scenario } from "../../scenario/scenario.js";
import { DAY, type Time } from "../../support/time.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { duration, loadWith, oneOf } from "../options.js";

/** Options of `steady`, as commander gives them. */
interface SteadyOptions {
  readonly policy?: string;
  readonly every?: Time;
  readonly for?: Time;
  readonly seed?: string;
  readonly json?: true;
}

/** `shakedown steady`: what a policy comes to in the long run. */
export function steadyCommand(exit: (code: ExitCode) => void): Command {
  return new Command("steady")
    .description("Run an endless release train, and say what each policy comes to in the long run.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option(
      "--every <time>",
      "its releases come again and again after this time (default: only once)",
      duration("--every"),
    )
    .option("--for <time>", "length of the run (default: the horizon)", duration("--for"))
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown steady scenarios/smoke.yaml --every 14d --for 1095d\n  shakedown steady scenarios/coreos-release-train.yaml --policy channels-and-lock\n",
    )
    .action((file: string, options: SteadyOptions) => exit(steady(file, options)));
}

function steady(file: string, options: SteadyOptions): ExitCode {
  const scenario = loadWith(file, options.seed === undefined ? {} : { seed: options.seed });
  const horizon = options.for ?? scenario.horizon;
  const problem = problemOf(scenario, horizon, options.every);
  if (problem !== undefined) throw new UsageError(problem);
  const names = Object.keys(scenario.policies);
  const chosen = options.policy === undefined ? names : [oneOf("--policy", options.policy, names)];
  const { every } = options;
  const answers = chosen.map((policy) => longRun({ scenario, policy, every, horizon }));
  if (options.json === true) print(JSON.stringify(answers, null, 2));
  else for (const answer of answers) printAnswer(answer);
  return answers.some(({ breaches }) => breaches.length > 0) ? ExitCode.Failed : ExitCode.Done;
}

function problemOf(scenario: Scenario, horizon: Time, every?: Time): string | undefined {
  if (horizon < DAY || horizon > limits.horizon)
    return `--for: expected 1d to ${limits.horizon / DAY}d, got ${horizon / DAY}d`;
  if (every === undefined) return undefined;
  if (every === 0) return "--every: expected a time above 0s";
  const each = scenario.releases.reduce((sum, { fix }) => sum + (fix === undefined ? 1 : 2), 0);
  const releases = each * Math.ceil(horizon / every);
  if (releases <= limits.releases) return undefined;
  return `--every: expected a train of at most ${limits.releases} releases, got ${releases}`;
}

function printAnswer({ policy, horizon, series, breaches }: LongRuns): void {
  print(`${policy}: long-run means of one run of ${Math.round(horizon / DAY)} days`);
  print(aligned([HEAD, ...series.map(rowOf)]));
  for (const { invariant, message } of breaches) print(`  ${invariant} does not hold: ${message}`);
  if (series.some(({ steady: found }) => found === null))
    print(
      "  A dash: no steady state within this time. The run is too short for it, or what it shows goes on rising or falling.",
    );
}

const HEAD = ["series", "mean", "95 % interval", "warm-up", "whole run"];

function rowOf({ series, steady: found, warmUp, whole }: LongRun): string[] {
  if (found === null) return [series, "–", "–", "–", figure(whole)];
  const { low, high } = found.interval;
  return [
    series,
    figure(found.mean),
    `${figure(low)} to ${figure(high)}`,
    `${Math.round(warmUp / DAY)} d`,
    figure(whole),
  ];
}

/** Shares near 1 differ in their last digits. */
function figure(value: number): string {
  const digits = value > 0.9 && value < 1 ? 6 : 4;
  return value.toLocaleString("en", { maximumSignificantDigits: digits });
}

/** Columns, each as wide as its widest; the first one to the left. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      );
      return `  ${cells.join("   ")}`;
    })
    .join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
