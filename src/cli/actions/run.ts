import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison } from "../../experiment/comparison.js";
import { diffComparisons } from "../../experiment/diff.js";
import { Journal } from "../../experiment/journal.js";
import type { OwnModule } from "../../experiment/own-modules.js";
import { USUAL_TIMES } from "../../experiment/robust/usual-times.js";
import { type ReplicationRow, reproduceLine } from "../../experiment/replication-row.js";
import { renderDiff } from "../../report/diff-text.js";
import { renderJson } from "../../report/json.js";
import { recordReplay } from "../../report/replay/record.js";
import { ensureWritable, writeReport } from "../../report/write.js";
import { writeWhole } from "../../report/write-file.js";
import { loadSource } from "../../scenario/load.js";
import { listedReleases } from "../../scenario/release-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { verify } from "../../simulation/simulate.js";
import { askRobust, refuseOnePolicy } from "../ask-robust.js";
import { askNoReturn, type HaltedSubject, subjectOf } from "../ask-no-return.js";
import { usesColor } from "../color.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { tellGitHub } from "../github.js";
import { oneOf } from "../options.js";
import { withOptions } from "../scenario-options.js";
import { openPage } from "../open-page.js";
import { outcomeOf } from "../outcome.js";
import { addOwnPolicies, isModule } from "../own-policies.js";
import { printComparison, printFailures } from "../print-comparison.js";
import { tellWarnings } from "../print-warnings.js";
import { reportProblem } from "../problem.js";
import { type Experiment, runExperiment } from "../run-experiment.js";
import { watchFile } from "../watch.js";

/** Options of `run`, as commander gives them. */
export interface RunOptions {
  readonly seed?: string;
  readonly replications?: number;
  readonly workers: number;
  readonly policy?: readonly string[];
  readonly out?: string;
  readonly report: boolean;
  readonly json?: true;
  readonly quiet?: true;
  readonly verify?: true;
  readonly resume?: true;
  readonly watch?: true;
  readonly open?: true;
  readonly halts?: true;
  readonly robust?: true;
}

/** Compares the policies of a scenario, once or whenever its file is saved. */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  if (options.watch !== true) {
    const comparison = await runOnce(file, options);
    return comparison === undefined ? ExitCode.Interrupted : outcomeOf(comparison);
  }
  let last = await attempt(file, options);
  await watchFile(file, async () => {
    const next = await attempt(file, options);
    if (next === undefined) return;
    if (last !== undefined && options.json !== true) {
      const diff = renderDiff(diffComparisons(last, next), { color: usesColor(process.stdout) });
      process.stdout.write(`\n${diff}\n`);
    }
    last = next;
  });
  return last === undefined ? ExitCode.Interrupted : outcomeOf(last);
}

/** Says what is wrong with a file that is still being worked on, and waits for the next one. */
async function attempt(file: string, options: RunOptions): Promise<Comparison | undefined> {
  try {
    return await runOnce(file, options);
  } catch (error) {
    if (reportProblem(error) === ExitCode.Bug) throw error;
    return undefined;
  }
}

/** @returns undefined where it was stopped before one replication was complete. */
async function runOnce(file: string, options: RunOptions): Promise<Comparison | undefined> {
  const asked = options.policy ?? [];
  const source = loadSource(file);
  const given = withOptions(source.scenario, options);
  const own = await addOwnPolicies(given, asked.filter(isModule));
  const chosen = asked.filter((name) => !isModule(name));
  // Policies of one's own join those of the scenario, or those that were chosen among them.
  const scenario =
    chosen.length === 0 ? own.scenario : choosePolicies(own.scenario, [...chosen, ...own.names]);
  const folder = options.out ?? join("reports", scenario.name);
  if (options.report) checkFolder(folder);
  if (options.quiet !== true) tellWarnings(source, scenario);
  const halted = options.halts === true ? haltedIn(scenario) : undefined;
  if (options.robust === true) refuseOnePolicy(Object.keys(scenario.policies), "--robust");
  if (options.verify === true) verifyAll(scenario);
  const journal = options.report ? new Journal(folder, scenario) : undefined;
  const done = options.resume === true ? resume(journal, own.modules, scenario) : [];
  const quiet = options.quiet === true;
  const { workers } = options;
  const { modules } = own;
  const run = await runExperiment(scenario, { workers, quiet, modules, done, journal });
  if (run === undefined) return undefined;
  const halts = await withHalts(run.comparison, scenario, { ...options, modules, halted });
  const comparison = await withRobustness({ ...run, comparison: halts }, { ...options, modules });
  const trouble = options.report ? await write(comparison, folder, scenario) : undefined;
  if (options.json === true) {
    process.stdout.write(renderJson(comparison));
    printFailures(comparison, true);
    tellGitHub(comparison);
  } else {
    const page = options.report ? join(folder, "report.html") : undefined;
    printComparison(comparison, { quiet, page: trouble === undefined ? page : undefined });
    if (options.open === true && page !== undefined && trouble === undefined) openPage(page);
  }
  if (trouble !== undefined) {
    // The results are elsewhere: what a full disk has cut short is no place to go on from.
    journal?.remove();
    throw trouble;
  }
  if (comparison.partial) tellHowToResume(journal);
  else journal?.remove();
  return comparison;
}

/** What `--halts` halts. @throws UsageError where no release is bad. */
function haltedIn(scenario: Scenario): HaltedSubject {
  if (listedReleases(scenario.releases).every(({ defects }) => defects.length === 0))
    throw new UsageError("--halts: expected a scenario with a release that has a defect, got none");
  return subjectOf(scenario);
}

/** The comparison, with what halts come to where that was asked for and nobody was in a hurry. */
async function withHalts(
  comparison: Comparison,
  scenario: Scenario,
  {
    halted,
    workers,
    quiet,
    modules,
  }: Pick<RunOptions, "workers" | "quiet"> & {
    readonly halted: HaltedSubject | undefined;
    readonly modules: readonly OwnModule[];
  },
): Promise<Comparison> {
  if (halted === undefined || comparison.partial) return comparison;
  const { replications } = comparison.scenario;
  const ask = { ...halted, workers, modules, ...(quiet && { quiet }) };
  const policies = Object.keys(scenario.policies);
  const noReturn = await askNoReturn({ ...scenario, replications }, policies, ask);
  if (noReturn === undefined) {
    process.stderr.write("interrupted: the report is without the halts\n");
    return comparison;
  }
  const policiesWith = comparison.policies.map((policy) => ({
    ...policy,
    noReturn: noReturn.find((one) => one.policy === policy.name),
  }));
  return { ...comparison, policies: policiesWith };
}

/** The comparison, with how wrong the guesses may be where that was asked for and nobody was in a hurry. */
async function withRobustness(
  { comparison, scenario, rows }: Experiment,
  {
    robust,
    workers,
    quiet,
    modules,
  }: Pick<RunOptions, "workers" | "quiet" | "robust"> & { readonly modules: readonly OwnModule[] },
): Promise<Comparison> {
  if (robust !== true || comparison.partial) return comparison;
  const question = { scenario, source: loadSource(scenario.file), rows, times: USUAL_TIMES };
  const robustness = await askRobust(question, { workers, modules, ...(quiet && { quiet }) });
  return { ...comparison, robustness };
}

function resume(
  journal: Journal | undefined,
  modules: readonly OwnModule[],
  { replications, policies }: Scenario,
): ReplicationRow[] {
  if (journal === undefined) {
    throw new UsageError("--resume: expected a folder to go on from, but --no-report names none");
  }
  if (modules.length > 0) {
    throw new UsageError("--resume: a policy of your own may have changed; run it from the start");
  }
  const kept = journal.resume();
  if (kept.length === 0) process.stderr.write("nothing to resume: running from the start\n");
  return kept.filter(
    (row) => row.replication < replications && Object.hasOwn(policies, row.policy),
  );
}

function tellHowToResume(journal: Journal | undefined): void {
  if (journal === undefined) return;
  process.stderr.write(
    journal.problem === undefined
      ? "interrupted: the same command with --resume goes on from here\n"
      : `interrupted, and the replications could not be kept: ${journal.problem}\n`,
  );
}

/** Writes the report. Where the disk is full the results go elsewhere, and what to throw once they are printed comes back. */
async function write(
  comparison: Comparison,
  folder: string,
  scenario: Scenario,
): Promise<UsageError | undefined> {
  try {
    // Whoever has interrupted a run waits for no more of it.
    const replay = comparison.partial ? undefined : recordReplay(scenario, comparison);
    const { withoutPng } = await writeReport(comparison, folder, replay);
    if (withoutPng)
      process.stderr.write("no PNG charts: the optional package canvas is not installed\n");
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    const cause = { cause: error };
    const reason = `${folder}: the report could not be written: ${error.message}`;
    try {
      const rescued = join(mkdtempSync(join(tmpdir(), "shakedown-")), "summary.json");
      writeWhole(rescued, renderJson(comparison));
      return new UsageError(`${reason}\nthe results are in ${rescued}`, cause);
    } catch {
      return new UsageError(`${reason}\nthe results are only what is printed here`, cause);
    }
  }
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
