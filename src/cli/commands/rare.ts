import { Command, Option } from "commander";
import { estimateRare, type RareEstimate } from "../../experiment/splitting/estimate.js";
import { mostOf, type RareEvent, rareEventKinds } from "../../experiment/splitting/rare-event.js";
import type { Scenario } from "../../scenario/scenario.js";
import { DAY } from "../../support/time.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { loadWith, oneOf, wholeNumber } from "../options.js";

/** Options of `rare`, as commander gives them. */
interface RareOptions {
  readonly event: RareEvent["kind"];
  readonly service?: string;
  readonly atLeast?: number;
  readonly policy?: string;
  readonly runs: number;
  readonly repeats: number;
  readonly seed?: string;
  readonly json?: true;
}

/** `shakedown rare`: how likely what hardly ever happens is. */
export function rareCommand(exit: (code: ExitCode) => void): Command {
  return new Command("rare")
    .description("Estimate the probability of what hardly ever happens, by multilevel splitting.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .addOption(
      new Option("--event <kind>", "what is down at once")
        .choices([...rareEventKinds])
        .makeOptionMandatory(),
    )
    .option("--service <name>", "whose containers; with replicas-down (default: the first one)")
    .option(
      "--at-least <n>",
      "how many at once (default: all of them)",
      wholeNumber("--at-least", 1),
    )
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option("--runs <n>", "runs from each level to the next", wholeNumber("--runs", 10), 100)
    .option("--repeats <n>", "repeats of it all, for the interval", wholeNumber("--repeats", 5), 20)
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown rare scenarios/planning/rare-outage.yaml --event replicas-down --service api\n  shakedown rare scenarios/smoke.yaml --event hosts-down --at-least 8 --policy two-slots\n",
    )
    .action((file: string, options: RareOptions) => exit(rare(file, options)));
}

function rare(file: string, options: RareOptions): ExitCode {
  const scenario = loadWith(file, options.seed === undefined ? {} : { seed: options.seed });
  const names = Object.keys(scenario.policies);
  const chosen = options.policy === undefined ? names : [oneOf("--policy", options.policy, names)];
  const event = eventOf(scenario, options);
  const { runs, repeats } = options;
  const answers = chosen.map((policy) =>
    estimateRare({ scenario, policy, event }, { runs, repeats }),
  );
  if (options.json === true) print(JSON.stringify(answers, null, 2));
  else for (const answer of answers) printAnswer(answer, wordsOf(scenario, event));
  return ExitCode.Done;
}

function eventOf(scenario: Scenario, { event: kind, service, atLeast }: RareOptions): RareEvent {
  const services = scenario.services.map(({ name }) => name);
  if (kind !== "replicas-down" && service !== undefined)
    throw new UsageError(`--service: expected only with --event replicas-down, got ${kind}`);
  if (kind === "replicas-down" && services.length === 0)
    throw new UsageError("--event: expected a scenario with services for replicas-down, got none");
  const name = service === undefined ? services[0] : oneOf("--service", service, services);
  const at = kind === "replicas-down" ? { service: services.indexOf(name!) } : {};
  const most = mostOf(
    { groups: scenario.fleet.groups, services: scenario.services },
    { kind, ...at },
  );
  if (atLeast !== undefined && atLeast > most)
    throw new UsageError(`--at-least: expected at most the ${most} there are, got ${atLeast}`);
  return { kind, ...at, atLeast: atLeast ?? most };
}

function wordsOf({ services, horizon }: Scenario, { kind, service, atLeast }: RareEvent): string {
  const within = `within ${Math.round((10 * horizon) / DAY) / 10} days`;
  if (kind === "replicas-down") {
    const { name, replicas } = services[service!]!;
    const some = atLeast === replicas ? `all ${replicas}` : `${atLeast} of ${replicas}`;
    return `${some} containers of ${name} down at once ${within}`;
  }
  return `${atLeast} hosts ${kind === "hosts-down" ? "down" : "stranded"} at once ${within}`;
}

function printAnswer(answer: RareEstimate, event: string): void {
  const { policy, probability, interval, levels, events, crudeEvents } = answer;
  if (crudeEvents === null) {
    const furthest = levels.findLast(({ reached }) => reached > 0)?.down ?? 0;
    print(
      `${policy}: no run came to ${event}; at most ${furthest} were down. Below about ${figure(interval.high)}, if at all.`,
    );
  } else {
    print(
      `${policy}: ${event}: probability ${figure(probability)} (95 % ${figure(interval.low)} to ${figure(interval.high)})`,
    );
  }
  print("      down        runs     reached   share");
  for (const { down, runs, reached } of levels) {
    const share = figure(reached / runs);
    print(
      `  ${String(down).padStart(8)}  ${String(runs).padStart(10)}  ${String(reached).padStart(10)}  ${share.padStart(6)}`,
    );
  }
  print(
    crudeEvents === null
      ? `  It took ${figure(events)} events.`
      : `  It took ${figure(events)} events; plain runs would take ${figure(crudeEvents)} for an interval as narrow, ${figure(crudeEvents / events)} times as many.`,
  );
}

/** Three digits, with a power of ten where there are many zeros. */
function figure(value: number): string {
  if (value !== 0 && (value < 1e-3 || value >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
