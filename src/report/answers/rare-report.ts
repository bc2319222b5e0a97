/** The report of a rare event. */
import type { ScenarioReference } from "../../experiment/scenario-reference.js";
import type { RareEstimate } from "../../experiment/splitting/estimate.js";
import type { RareEvent } from "../../experiment/splitting/rare-event.js";
import { rareRows } from "../tidy/other-rows.js";
import { light } from "../charts/theme.js";
import type { AnswerReport, AnswerSection } from "./answer-report.js";
import { LEVELS_TITLE, levelChart } from "./rare-chart.js";

/** What is stored: the scenario, the event, and an estimate for each policy. */
export interface RareAnswer {
  readonly scenario: ScenarioReference;
  readonly seed: string;
  readonly event: RareEvent;
  /** The event in words: "all 4 containers of api down at once within 14 days". */
  readonly eventInWords: string;
  readonly policies: readonly RareEstimate[];
}

/** What is handed in. */
export function rareReport(answer: RareAnswer): AnswerReport {
  const { scenario, policies, eventInWords } = answer;
  const isDrawn = policies.some(({ levels }) => levels.some(({ reached }) => reached > 0));
  const chart = {
    kind: "chart",
    name: "levels",
    title: LEVELS_TITLE,
    doc: "For each number: the probability that as many are down at one time before the end of the run, with its 95 % interval. The last point is the event.",
    configuration: levelChart(policies, light),
  } as const;
  return {
    command: "rare",
    scenario,
    headline: [
      ...policies.map((one) => estimateInWords(one, eventInWords)),
      "By multilevel splitting: runs that come near the event are copied there and go on with other luck.",
    ],
    sections: [
      ...(isDrawn ? [{ id: "levels", title: "", blocks: [chart] }] : []),
      ...policies.map(sectionOf),
    ],
    answer,
    rows: rareRows(answer.event.kind, policies),
  };
}

function estimateInWords(
  { policy, probability, interval, levels, crudeEvents }: RareEstimate,
  event: string,
): string {
  if (crudeEvents !== null)
    return `\`${policy}\`: ${event}: probability **${figure(probability)}** (95 % ${figure(interval.low)} to ${figure(interval.high)}).`;
  const furthest = levels.findLast(({ reached }) => reached > 0)?.down ?? 0;
  return `\`${policy}\`: no run came to ${event}; at most ${furthest} were down. **Below about ${figure(interval.high)}**, if at all.`;
}

function sectionOf({ policy, levels, events, crudeEvents }: RareEstimate): AnswerSection {
  const effort =
    crudeEvents === null
      ? `It took ${figure(events)} events.`
      : `It took ${figure(events)} events; plain runs would take ${figure(crudeEvents)} for an interval as narrow, ${figure(crudeEvents / events)} times as many.`;
  const rows = levels.map(({ down, runs, reached, probability, interval }) => [
    String(down),
    String(runs),
    String(reached),
    figure(reached / runs),
    interval === null
      ? "–"
      : `${figure(probability)} (${figure(interval.low)} to ${figure(interval.high)})`,
  ]);
  const head = ["down", "runs", "reached", "share", "probability, 95 %"];
  return {
    id: `policy-${policy}`,
    title: policy,
    blocks: [effort, { kind: "table", head, rows }],
  };
}

/** Three digits, with a power of ten where there are many zeros. */
function figure(value: number): string {
  if (value !== 0 && (value < 1e-3 || value >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}
