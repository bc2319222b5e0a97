import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { certify } from "../../chaos/certificate.js";
import { caseOf } from "../../chaos/chaos-case.js";
import type { Settings } from "../../chaos/data-edit.js";
import { identityOf } from "../../chaos/failure.js";
import { foundFile } from "../../chaos/found-file.js";
import { invariantsHold } from "../../chaos/judge-case.js";
import { type KnownFinding, replayFindings } from "../../chaos/known-findings.js";
import { type Finding, search, type SearchResult } from "../../chaos/search.js";
import { shrink } from "../../chaos/shrink.js";
import { isSettings } from "../../policies/merge-settings.js";
import { readYaml } from "../../scenario/read-yaml.js";
import { readTextFile } from "../../scenario/text-file.js";
import { scenarioOf } from "../../chaos/chaos-case.js";
import { ExitCode } from "../exit-code.js";
import { defaultWorkers, duration, loadWith, oneOf, wholeNumber } from "../options.js";

/** Options of `chaos`, as commander gives them. */
interface ChaosOptions {
  readonly policy?: string;
  readonly runs: number;
  readonly budget?: number;
  readonly seed?: string;
  readonly workers: number;
  readonly found: string;
  readonly json?: true;
}

/** What became of a search under one policy. */
interface PolicyOutcome {
  readonly policy: string;
  readonly result: SearchResult;
  readonly news: readonly { readonly story: readonly string[]; readonly file: string }[];
  /** Identities that were found and are known. */
  readonly persisting: readonly string[];
}

/** `shakedown chaos`: searches for the faults that break a policy, shrinks what it finds, and keeps it. */
export function chaosCommand(exit: (code: ExitCode) => void): Command {
  return new Command("chaos")
    .description("Search for the faults that break a policy; shrink what is found and keep it.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option("--runs <n>", "most runs per policy", wholeNumber("--runs", 1), 2_000)
    .option("--budget <time>", "stop after this time, such as 5m", duration("--budget"))
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option("--found <folder>", "where findings are kept", "scenarios/found")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", "\nExample:\n  shakedown chaos scenarios/smoke.yaml --runs 500\n")
    .action(async (file: string, options: ChaosOptions) => exit(await chaos(file, options)));
}

async function chaos(file: string, options: ChaosOptions): Promise<ExitCode> {
  const scenario = loadWith(file, options.seed === undefined ? {} : { seed: options.seed });
  const { data } = readYaml(readTextFile(file));
  const raw = { ...(isSettings(data) ? data : {}), seed: scenario.seed };
  const known = replayFindings(options.found).filter((one) => one.scenario === scenario.name);
  if (options.json !== true) for (const one of known) print(`${one.state}: ${one.file}`);
  const names = Object.keys(scenario.policies);
  const chosen = options.policy === undefined ? names : [oneOf("--policy", options.policy, names)];
  const outcomes: PolicyOutcome[] = [];
  for (const policy of chosen) {
    const outcome = await searchPolicy(raw, policy, known, options);
    outcomes.push(outcome);
    if (options.json !== true) printOutcome(outcome);
  }
  if (options.json === true) print(JSON.stringify({ known, policies: outcomes }, null, 2));
  const isBad = outcomes.some(({ news, result }) => news.length > 0 || result.vacuous.length > 0);
  return isBad ? ExitCode.Failed : ExitCode.Done;
}

async function searchPolicy(
  raw: Settings,
  policy: string,
  known: readonly KnownFinding[],
  options: ChaosOptions,
): Promise<PolicyOutcome> {
  // Searched as the case that would be kept, so that what is found is found again in the file.
  const scenario = scenarioOf(caseOf(raw, { policy, replication: 0 }))!;
  const begin = process.hrtime.bigint();
  const { budget } = options;
  const result = await search(scenario, {
    policy,
    runs: options.runs,
    seed: scenario.seed,
    workers: options.workers,
    ...(budget !== undefined && {
      stop: () => Number(process.hrtime.bigint() - begin) / 1e6 > budget,
    }),
  });
  const old = new Set(known.filter((one) => one.policy === policy).map((one) => one.identity));
  const isOld = ({ failure }: Finding) => old.has(identityOf(failure));
  return {
    policy,
    result,
    news: result.findings
      .filter((one) => !isOld(one))
      .map((one) => keep(raw, policy, one, options)),
    persisting: result.findings.filter(isOld).map(({ failure }) => identityOf(failure)),
  };
}

/** Shrinks a finding, certifies it and writes it down. */
function keep(raw: Settings, policy: string, { failure, job }: Finding, options: ChaosOptions) {
  const start = caseOf(raw, { policy, replication: job.replication }, job.plan);
  const shrunk = shrink(start, failure);
  const { smallest } = shrunk;
  const { hash } = invariantsHold(scenarioOf(smallest)!, smallest.replication);
  const note = {
    scenario: String(raw["name"]),
    policy,
    replication: smallest.replication,
    invariant: failure.invariant,
    subject: failure.subject,
    traceHash: hash,
  };
  const found = foundFile(shrunk, certify(shrunk), { note, folder: options.found });
  const file = join(options.found, found.name);
  mkdirSync(options.found, { recursive: true });
  writeFileSync(file, found.text);
  return { story: found.story, file };
}

function printOutcome({ policy, result, news, persisting }: PolicyOutcome): void {
  const { runs, coverage, ended, vacuous } = result;
  print(`${policy}: ${runs} runs, ${coverage} states of hosts under faults seen, ${ENDS[ended]}`);
  for (const identity of persisting) print(`  persisting: ${identity}`);
  for (const { story, file } of news) {
    print(`  new: ${story.join("\n    ")}`);
    print(`    kept in ${file}\n    reproduce: shakedown run ${file} --no-report`);
  }
  for (const kind of vacuous)
    print(`  ${kind} was drawn and never took effect: this proves nothing`);
  if (news.length === 0 && vacuous.length === 0) print("  nothing new found");
}

const ENDS = {
  runs: "all of them done",
  saturated: "then nothing new came up any more",
  stopped: "then the time was over",
} as const;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
