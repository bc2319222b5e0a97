/** The report of long runs. */
import type { ScenarioReference } from "../../experiment/scenario-reference.js";
import type { LongRun, LongRuns } from "../../experiment/steady/long-run.js";
import { DAY } from "../../support/time.js";
import { steadyRows } from "../tidy/other-rows.js";
import type { AnswerReport, AnswerSection } from "./answer-report.js";

/** What is stored: the scenario, and the means of each policy. */
export interface SteadyAnswer {
  readonly scenario: ScenarioReference;
  readonly seed: string;
  readonly policies: readonly LongRuns[];
}

/** What is handed in. */
export function steadyReport(answer: SteadyAnswer): AnswerReport {
  const { scenario, policies } = answer;
  return {
    command: "steady",
    scenario,
    headline: [
      `Long-run means of one run of ${Math.round(policies[0]!.horizon / DAY)} days for each policy.`,
      "The warm-up is left out (MSER-5); the intervals are of batch means.",
    ],
    sections: policies.map(sectionOf),
    answer,
    rows: steadyRows(policies),
  };
}

const HEAD = ["series", "mean", "95 % interval", "warm-up", "whole run"];

function sectionOf({ policy, series, breaches }: LongRuns): AnswerSection {
  const unsettled = series.some(({ steady }) => steady === null)
    ? [
        "A dash: no steady state within this time. The run is too short for it, or what it shows goes on rising or falling.",
      ]
    : [];
  return {
    id: `policy-${policy}`,
    title: policy,
    blocks: [
      { kind: "table", head: HEAD, rows: series.map(rowOf) },
      ...breaches.map(({ invariant, message }) => `\`${invariant}\` does not hold: ${message}`),
      ...unsettled,
    ],
  };
}

function rowOf({ series, steady, warmUp, whole }: LongRun): readonly string[] {
  if (steady === null) return [series, "–", "–", "–", figure(whole)];
  const { low, high } = steady.interval;
  return [
    series,
    figure(steady.mean),
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
