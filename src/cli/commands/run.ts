import { join } from "node:path";
import { Command } from "commander";
import { compare } from "../../experiment/compare.js";
import type { Comparison } from "../../experiment/comparison.js";
import type { OwnModule } from "../../experiment/own-modules.js";
import { batchesOf, runBatches } from "../../experiment/run-batches.js";
import { reproduceLine } from "../../experiment/replication-row.js";
import { renderJson } from "../../report/json.js";
import { ensureWritable, writeReport } from "../../report/write.js";
import type { Scenario } from "../../scenario/scenario.js";
import { verify } from "../../simulation/simulate.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { tellGitHub } from "../github.js";
import { defaultWorkers, loadWith, oneOf, wholeNumber } from "../options.js";
import { outcomeOf } from "../outcome.js";
import { addOwnPolicies, isModule } from "../own-policies.js";
import { printComparison, printFailures } from "../print-comparison.js";
import { startProgress } from "../progress.js";

/** Options of `run`, as commander gives them. */
interface RunOptions {
  readonly seed?: string;
  readonly replications?: number;
  readonly workers: number;
  readonly policy?: readonly string[];
  readonly out?: string;
  readonly report: boolean;
  readonly json?: true;
  readonly quiet?: true;
  readonly verify?: true;
}

/** `shakedown run`: compares the policies of a scenario and writes the report. */
export function runCommand(exit: (code: ExitCode) => void): Command {
  return new Command("run")
    .description("Compare the policies of a scenario and write reports/<name>/.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--replications <n>", "replications per policy", wholeNumber("--replications", 1))
    .option("--seed <text>", "seed instead of the scenario's")
    .option(
      "--policy <name...>",
      "only these policies; a file such as ./mine.ts adds a policy of your own; differences are from the first",
    )
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option("--out <folder>", "folder of the report (default: reports/<name>)")
    .option("--no-report", "write no files")
    .option("--json", "print the comparison as JSON instead of the table")
    .option("--quiet", "print only what failed")
    .option(
      "--verify",
      "run replication 0 of each policy twice and report the first transition that differs",
    )
    .addHelpText("after", "\nExample:\n  shakedown run scenarios/smoke.yaml --replications 50\n")
    .action(async (file: string, options: RunOptions) => exit(await run(file, options)));
}

async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const asked = options.policy ?? [];
  const own = await addOwnPolicies(loadWith(file, options), asked.filter(isModule));
  const chosen = asked.filter((name) => !isModule(name));
  // Policies of one's own join those of the scenario, or those that were chosen among them.
  const scenario =
    chosen.length === 0 ? own.scenario : choosePolicies(own.scenario, [...chosen, ...own.names]);
  const folder = options.out ?? join("reports", scenario.name);
  if (options.report) checkFolder(folder);
  if (options.verify === true) verifyAll(scenario);
  const comparison = await experiment(scenario, own.modules, options);
  if (comparison === undefined) return ExitCode.Interrupted;
  if (options.report) {
    const { withoutPng } = await writeReport(comparison, folder);
    if (withoutPng)
      process.stderr.write("no PNG charts: the optional package canvas is not installed\n");
  }
  if (options.json === true) {
    process.stdout.write(renderJson(comparison));
    printFailures(comparison, true);
    tellGitHub(comparison);
  } else {
    const page = options.report ? join(folder, "report.html") : undefined;
    printComparison(comparison, { quiet: options.quiet === true, page });
  }
  return outcomeOf(comparison);
}

function choosePolicies(scenario: Scenario, names: readonly string[]): Scenario {
  const known = Object.keys(scenario.policies);
  for (const name of names) oneOf("--policy", name, known);
  const chosen = names.map((name) => [name, scenario.policies[name]!] as const);
  return { ...scenario, policies: Object.fromEntries(chosen) };
}

/** Finds an unwritable folder before the simulation starts, not after it. */
function checkFolder(folder: string): void {
  try {
    ensureWritable(folder);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Runs all replications; Ctrl-C stops soon and keeps what there is. */
async function experiment(
  scenario: Scenario,
  modules: readonly OwnModule[],
  options: RunOptions,
): Promise<Comparison | undefined> {
  const policies = Object.keys(scenario.policies);
  const total = scenario.replications * policies.length;
  const interrupt = new AbortController();
  const stop = (): void => {
    if (interrupt.signal.aborted) process.exit(ExitCode.Interrupted);
    process.stderr.write("\nstopping soon; Ctrl-C again stops at once\n");
    interrupt.abort();
  };
  process.on("SIGINT", stop);
  const progress = startProgress(total, options.quiet === true);
  try {
    const rows = await runBatches(
      scenario,
      batchesOf(policies, scenario.replications, options.workers),
      {
        workers: options.workers,
        modules,
        signal: interrupt.signal,
        onRows: (more) =>
          progress.add(
            more.length,
            more.reduce((sum, row) => sum + row.events, 0),
          ),
      },
    );
    return compare(scenario, rows);
  } finally {
    progress.stop();
    process.off("SIGINT", stop);
  }
}

function verifyAll(scenario: Scenario): void {
  for (const policy of Object.keys(scenario.policies)) {
    const divergence = verify(scenario, { policy, replication: 0 });
    if (divergence === undefined) continue;
    const { index, first, second } = divergence;
    throw new Error(
      `two runs of ${policy} differ first at transition ${index}: ${JSON.stringify(first)} and ${JSON.stringify(second)}\n` +
        `reproduce: ${reproduceLine(scenario, policy, 0)}`,
    );
  }
}
