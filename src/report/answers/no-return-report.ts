/** The report of the point of no return. */
import type { NoReturn } from "../../experiment/no-return/no-return.js";
import type { ScenarioReference } from "../../experiment/scenario-reference.js";
import { noReturn } from "../charts/no-return.js";
import { noReturnRows } from "../tidy/other-rows.js";
import { light } from "../charts/theme.js";
import { HALT_HEAD, haltRows, noReturnSentences } from "../no-return-words.js";
import type { AnswerReport, AnswerSection } from "./answer-report.js";
import { noReturnChart } from "./no-return-chart.js";

/** What is stored: the scenario, and an answer for each policy. */
export interface NoReturnAnswer {
  readonly scenario: ScenarioReference;
  readonly seed: string;
  readonly policies: readonly NoReturn[];
}

/** What is handed in. */
export function noReturnReport(answer: NoReturnAnswer): AnswerReport {
  const { scenario, policies } = answer;
  const chart = {
    kind: "chart",
    name: noReturn.name,
    title: noReturn.title,
    doc: noReturn.doc,
    configuration: noReturnChart(policies, light),
  } as const;
  const isDrawn = policies.some(({ halts }) => halts.length > 0);
  return {
    command: "no-return",
    scenario,
    headline: policies.map((one) => noReturnSentences(one)[0]!),
    sections: [
      ...(isDrawn ? [{ id: "chart", title: "", blocks: [chart] }] : []),
      ...policies.flatMap(sectionOf),
    ],
    answer,
    rows: noReturnRows(policies),
  };
}

function sectionOf(one: NoReturn): readonly AnswerSection[] {
  if (one.harmed === 0) return [];
  const table = { kind: "table", head: HALT_HEAD, rows: haltRows(one) } as const;
  return [
    {
      id: `policy-${one.policy}`,
      title: one.policy,
      blocks: [...noReturnSentences(one).slice(1), table],
    },
  ];
}
