import { Command } from "commander";
import { type NoReturn, pointOfNoReturn } from "../../experiment/no-return.js";
import { metricOutputs } from "../../metrics/index.js";
import { writeNoReturnReport } from "../../report/no-return-report.js";
import { HALT_HEAD, haltRows, noReturnHeadline } from "../../report/no-return-words.js";
import type { Scenario } from "../../scenario/scenario.js";
import { reportFolder } from "../answer-question.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { loadWith, oneOf, wholeNumber } from "../options.js";

/** Options of `no-return`, as commander gives them. */
interface NoReturnOptions {
  readonly policy?: string;
  readonly release?: string;
  readonly metric?: string;
  readonly bad?: number;
  readonly replications?: number;
  readonly seed?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `shakedown no-return`: until when a halt of a bad release still helps. */
export function noReturnCommand(exit: (code: ExitCode) => void): Command {
  return new Command("no-return")
    .description("Find until when a halt of a bad release still helps.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option("--release <version>", "the release (default: the first one with a defect)")
    .option("--metric <name>", "measures the harm (default: downtime by defects)")
    .option(
      "--bad <value>",
      "harm from which on the end is bad (default: half of that without a halt)",
      amount,
    )
    .option("--replications <n>", "instead of the scenario's", wholeNumber("--replications", 1))
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--out <folder>", "write a report with a chart there (default: none)")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown no-return scenarios/bad-kernel.yaml\n  shakedown no-return scenarios/bad-kernel.yaml --metric exposure --bad 30\n",
    )
    .action(async (file: string, options: NoReturnOptions) => exit(await noReturn(file, options)));
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || !Number.isFinite(value)) {
    throw new UsageError(`--bad: expected a number of at least 0, got "${text}"`);
  }
  return value;
}

async function noReturn(file: string, options: NoReturnOptions): Promise<ExitCode> {
  const { seed, replications } = options;
  const scenario = loadWith(file, {
    ...(seed !== undefined && { seed }),
    ...(replications !== undefined && { replications }),
  });
  const names = Object.keys(scenario.policies);
  const chosen = options.policy === undefined ? names : [oneOf("--policy", options.policy, names)];
  const { out } = options;
  const folder = out === undefined ? undefined : reportFolder({ report: true, out }, scenario.name);
  const release = chosenRelease(scenario, options.release);
  const output = chosenMetric(scenario, options.metric);
  const answers = chosen.map((policy) =>
    pointOfNoReturn({
      scenario,
      policy,
      release,
      output,
      bad: options.bad,
      replications: scenario.replications,
    }),
  );
  if (folder !== undefined) await writeNoReturnReport(answers, scenario, folder);
  if (options.json === true) print(JSON.stringify(answers, null, 2));
  else {
    for (const answer of answers) printAnswer(answer);
    if (folder !== undefined) print(`report: ${folder}/no-return.html`);
  }
  return ExitCode.Done;
}

function chosenRelease({ releases }: Scenario, asked: string | undefined): string {
  const versions = releases.map(({ version }) => version);
  if (asked !== undefined) return oneOf("--release", asked, versions);
  const bad = releases.find(({ defects }) => defects.length > 0);
  if (bad !== undefined) return bad.version;
  throw new UsageError("--release: no release of the scenario has a defect; name one");
}

function chosenMetric({ services }: Scenario, asked: string | undefined): string {
  const known = metricOutputs.filter(({ better }) => better === "lower").map(({ name }) => name);
  if (asked !== undefined) return oneOf("--metric", asked, known);
  return services.length > 0 ? "container-downtime.defect" : "host-downtime.defect";
}

function printAnswer(answer: NoReturn): void {
  print(noReturnHeadline(answer).join("\n"));
  if (answer.harmed > 0) print(aligned([HALT_HEAD, ...haltRows(answer)]));
}

/** Columns of figures, each as wide as its widest. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HALT_HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padStart(widths[column]!)).join("   ")}`)
    .join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
