import { join } from "node:path";
import { type Attack, attack } from "../../chaos/adversary.js";
import type { Settings } from "../../chaos/data-edit.js";
import { testOf } from "../../chaos/emit-test.js";
import { harmfulOutputs } from "../../chaos/harm.js";
import { type Hunt, hunt, type Quarry } from "../../chaos/hunt.js";
import { type KnownFinding, replayFindings } from "../../chaos/known-findings.js";
import { policyInvariants } from "../../invariants/policy/index.js";
import { isSettings } from "../../policies/merge-settings.js";
import { readYaml } from "../../scenario/read-yaml.js";
import type { Scenario } from "../../scenario/scenario.js";
import { readTextFile } from "../../scenario/text-file.js";
import { NEVER } from "../../support/time.js";
import { reportFolder, untilInterrupted } from "../answer-question.js";
import { ExitCode } from "../exit-code.js";
import { oneOf } from "../options.js";
import { loadWith } from "../scenario-options.js";
import { addOwnPolicies, isModule, standIn } from "../own-policies.js";
import { printAttack, printHunt } from "../print-chaos.js";
import { startStatus } from "../progress.js";
import { writeAsked } from "../write-asked.js";

/** Options of `chaos`, as commander gives them. */
export interface ChaosOptions {
  readonly policy?: string;
  readonly runs: number;
  readonly budget?: number;
  readonly seed?: string;
  readonly workers: number;
  readonly found: string;
  readonly invariants?: string;
  readonly adversary?: string;
  readonly emitTest?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** Searches until it is done or Ctrl-C comes. */
export async function chaos(file: string, options: ChaosOptions): Promise<ExitCode> {
  const code = await untilInterrupted(async (signal) => {
    const done = await runChaos(file, options, signal);
    return signal.aborted ? ExitCode.Interrupted : done;
  });
  return code ?? ExitCode.Interrupted;
}

const ASKED = policyInvariants.map(({ name }) => name);

/** What is searched: the scenario as it is written, and the policies. */
interface Subject {
  readonly raw: Settings;
  readonly scenario: Scenario;
  readonly policies: readonly string[];
  readonly moduleFile: string | undefined;
}

async function runChaos(
  file: string,
  options: ChaosOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const subject = await subjectOf(file, options);
  const { adversary } = options;
  if (adversary !== undefined) {
    return attackAll(subject, oneOf("--adversary", adversary, harmfulOutputs), options, signal);
  }
  const { raw, scenario, policies, moduleFile } = subject;
  const invariants = askedOf(scenario, options.invariants);
  reportFolder({ report: true, out: options.found }, scenario.name);
  const known = replayFindings(options.found).filter((one) => one.scenario === scenario.name);
  if (options.json !== true) for (const one of known) print(`${stateOf(one)}: ${one.file}`);
  const outcomes: Hunt[] = [];
  for (const policy of policies) {
    const { chaos } = scenario;
    const quarry = { raw, policy, chaos, invariants, known, folder: options.found, moduleFile };
    const outcome = await told(policy, options, signal, (hooks) =>
      hunt(quarry, { ...huntOptions(subject, options), ...hooks }),
    );
    outcomes.push(outcome);
    // What took long to find is told before anything can go wrong with keeping it.
    if (options.json !== true) printHunt(outcome, quarry);
    keep(outcome, quarry, options.emitTest === true);
    if (signal.aborted) break;
  }
  if (options.json === true) print(JSON.stringify({ known, policies: outcomes }, null, 2));
  return outcomes.some(isBad) ? ExitCode.Failed : ExitCode.Done;
}

async function subjectOf(file: string, options: ChaosOptions): Promise<Subject> {
  const written = loadWith(file, options.seed === undefined ? {} : { seed: options.seed });
  const { data } = readYaml(readTextFile(file));
  const raw = { ...(isSettings(data) ? data : {}), seed: written.seed };
  const { policy } = options;
  const moduleFile = policy !== undefined && isModule(policy) ? policy : undefined;
  if (moduleFile !== undefined) {
    const { scenario, names } = await addOwnPolicies(written, [moduleFile]);
    const policies = { [names[0]!]: standIn(moduleFile) };
    return { raw: { ...raw, policies }, scenario, policies: names, moduleFile };
  }
  const names = Object.keys(written.policies);
  const policies = policy === undefined ? names : [oneOf("--policy", policy, names)];
  return { raw, scenario: written, policies, moduleFile };
}

/** The policy invariants that are asked for: liveness always, those of the scenario, and those of the command line. */
function askedOf({ invariants }: Scenario, more: string | undefined): readonly string[] {
  const listed = more === undefined || more === "all" ? [] : more.split(",");
  for (const name of listed) oneOf("--invariants", name, ASKED);
  const wanted = new Set<string>(["every-host-recovers", ...invariants, ...listed]);
  return more === "all" ? ASKED : ASKED.filter((name) => wanted.has(name));
}

function huntOptions({ moduleFile }: Subject, { runs, workers }: ChaosOptions) {
  // A policy of one's own is known in this thread only.
  return { runs, workers: moduleFile === undefined ? workers : 1 };
}

/** What a search is stopped by, and tells as it goes. */
interface Hooks {
  readonly stop: () => boolean;
  readonly onRound: (runs: number) => void;
}

/** A search under one policy that tells how far it is, and ends soon when its time is over or Ctrl-C comes. */
async function told<T>(
  policy: string,
  { runs, budget, quiet }: ChaosOptions,
  signal: AbortSignal,
  search: (hooks: Hooks) => Promise<T>,
): Promise<T> {
  const begin = process.hrtime.bigint();
  const line = startStatus({ quiet: quiet === true });
  const isOver = (): boolean => Number(process.hrtime.bigint() - begin) / 1e6 > (budget ?? NEVER);
  try {
    return await search({
      stop: () => signal.aborted || isOver(),
      onRound: (done) => line.show(`${policy}: ${done} of ${runs} runs`),
    });
  } finally {
    line.clear();
  }
}

/** Writes down what is new. */
function keep({ news }: Hunt, { folder, policy }: Quarry, asTests: boolean): void {
  for (const { found, invariant, replication } of news) {
    writeAsked(join(folder, found.name), found.text);
    if (!asTests) continue;
    const test = testOf(found, { invariant, policy, replication });
    writeAsked(join(folder, test.name), test.text);
  }
}

/** A search that found something new, or that tested nothing of what it was to test. */
function isBad({ news, unfired, missed }: Hunt): boolean {
  return news.length > 0 || unfired.length > 0 || missed.length > 0;
}

/** What has become of a kept finding, in the word that a comparison of two runs uses. */
function stateOf({ state }: KnownFinding): string {
  return state === "passes" ? "resolved" : state;
}

async function attackAll(
  subject: Subject,
  output: string,
  options: ChaosOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const attacks: Attack[] = [];
  for (const policy of subject.policies) {
    const { chaos } = subject.scenario;
    const aim = { ...subject, policy, chaos, output, folder: options.found };
    const result = await told(policy, options, signal, (hooks) =>
      attack(aim, { ...huntOptions(subject, options), ...hooks }),
    );
    attacks.push(result);
    if (options.json !== true) printAttack(result);
    if (signal.aborted) break;
  }
  if (options.json === true)
    print(JSON.stringify({ adversary: output, policies: attacks }, null, 2));
  return ExitCode.Done;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
