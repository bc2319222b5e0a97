import type { AnswerOptions } from "../answer-options.js";
import { estimateRare, type RareEstimate } from "../../experiment/splitting/estimate.js";
import { mostOf, type RareEvent } from "../../experiment/splitting/rare-event.js";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { rareReport } from "../../report/answers/rare-report.js";
import type { Scenario } from "../../scenario/scenario.js";
import { DAY } from "../../support/time.js";
import { handOut, reportFolder, untilDone } from "../answer-question.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { oneOf } from "../options.js";
import { chosenPolicies, loadWith } from "../scenario-options.js";

/** Options of `rare`, as commander gives them. */
export interface RareOptions extends AnswerOptions {
  readonly event: RareEvent["kind"];
  readonly service?: string;
  readonly atLeast?: number;
  readonly policy?: string;
  readonly runs: number;
  readonly repeats: number;
}

/** Estimates how rare an event is, under each policy. */
export async function rare(file: string, options: RareOptions): Promise<ExitCode> {
  const scenario = loadWith(file, options);
  const chosen = chosenPolicies(scenario, options.policy);
  const event = eventOf(scenario, options);
  const folder = reportFolder(options, scenario.name);
  const { runs, repeats, workers } = options;
  const policies = await untilDone(
    { total: repeats * chosen.length, unit: "repeats", quiet: options.quiet === true },
    async (signal, onRepeat) => {
      const estimates: RareEstimate[] = [];
      for (const policy of chosen) {
        const stage = { scenario, policy, event };
        estimates.push(await estimateRare(stage, { runs, repeats }, { workers, signal, onRepeat }));
      }
      return estimates;
    },
  );
  if (policies === undefined) return ExitCode.Interrupted;
  const answer = {
    scenario: referenceTo(scenario),
    seed: scenario.seed,
    event,
    eventInWords: wordsOf(scenario, event),
    policies,
  };
  return handOut(rareReport(answer), { ...options, folder });
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
