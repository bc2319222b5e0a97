import { Command } from "commander";
import { type HaltedAt, type NoReturn, pointOfNoReturn } from "../../experiment/no-return.js";
import { metricOutputs } from "../../metrics/index.js";
import type { Scenario } from "../../scenario/scenario.js";
import { DAY, HOUR, MINUTE } from "../../support/time.js";
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
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown no-return scenarios/bad-kernel.yaml\n  shakedown no-return scenarios/bad-kernel.yaml --metric exposure --bad 30\n",
    )
    .action((file: string, options: NoReturnOptions) => exit(noReturn(file, options)));
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || !Number.isFinite(value)) {
    throw new UsageError(`--bad: expected a number of at least 0, got "${text}"`);
  }
  return value;
}

function noReturn(file: string, options: NoReturnOptions): ExitCode {
  const { seed, replications } = options;
  const scenario = loadWith(file, {
    ...(seed !== undefined && { seed }),
    ...(replications !== undefined && { replications }),
  });
  const names = Object.keys(scenario.policies);
  const chosen = options.policy === undefined ? names : [oneOf("--policy", options.policy, names)];
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
  if (options.json === true) print(JSON.stringify(answers, null, 2));
  else for (const answer of answers) printAnswer(answer);
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
  print(headline(answer));
  if (answer.harmed === 0) return;
  // Where a halt no longer helps at all it will not later.
  const lost = answer.halts.findIndex(({ bad, of }) => bad === of);
  const shown = lost < 0 ? answer.halts : answer.halts.slice(0, lost + 2);
  print(aligned([HEAD, ...shown.map(rowOf)]));
}

const HEAD = ["halted after", "bad end", "95 % interval", "mean harm"];

/** Columns of figures, each as wide as its widest. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padStart(widths[column]!)).join("   ")}`)
    .join("\n");
}

/** The answer in words. */
function headline({
  policy,
  release,
  harmed,
  replications,
  latest,
  interval,
  output,
  harm,
}: NoReturn): string {
  if (harmed === 0)
    return `${policy}: ${release} does no harm in any of ${replications} replications.`;
  const { unit = "" } = metricOutputs.find(({ name }) => name === output) ?? {};
  const median = latest[Math.floor((latest.length - 1) / 2)]!;
  const between =
    interval === null
      ? "too few replications for an interval"
      : `95 % ${span(interval.low)} to ${span(interval.high)}`;
  return [
    `${policy}: a halt of ${release} averts a bad end until ${span(median)} after the first host has taken it (median; ${between}).`,
    `Without a halt it costs ${figure(harm)} ${unit} of ${output}; it does harm in ${harmed} of ${replications} replications.`,
  ].join("\n");
}

function rowOf({ after, bad, of, interval, harm }: HaltedAt): string[] {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return [
    span(after),
    `${percent(bad / of)} (${bad}/${of})`,
    `${percent(interval.low)} to ${percent(interval.high)}`,
    figure(harm),
  ];
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

/** A length of time with its two largest units. */
function span(time: number): string {
  const [days, hours, minutes] = [
    Math.floor(time / DAY),
    Math.floor((time % DAY) / HOUR),
    Math.floor((time % HOUR) / MINUTE),
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
