/** The report of a robustness question. */
import type { Robustness } from "../../experiment/robust/robustness.js";
import type { ScenarioReference } from "../../experiment/scenario-reference.js";
import {
  ROBUSTNESS_DOC,
  ROBUSTNESS_HEIGHT,
  ROBUSTNESS_TITLE,
  robustnessBars,
} from "../charts/robustness-bars.js";
import { robustRows } from "../tidy/other-rows.js";
import { light } from "../charts/theme.js";
import { closeTable, otherTable, robustBasis } from "../robust-tables.js";
import { robustSentences, toldFigures } from "../robust-words.js";
import type { ReportTable } from "../tables.js";
import type { AnswerBlock, AnswerReport } from "./answer-report.js";

/** What is stored. */
export interface RobustAnswer extends Robustness {
  readonly scenario: ScenarioReference;
  readonly seed: string;
}

/** What is handed in. */
export function robustReport(answer: RobustAnswer): AnswerReport {
  const isDrawn = toldFigures(answer).length > 0;
  const chart: AnswerBlock = {
    kind: "chart",
    name: "robustness",
    title: ROBUSTNESS_TITLE,
    doc: ROBUSTNESS_DOC,
    height: ROBUSTNESS_HEIGHT,
    configuration: robustnessBars(answer, light) as never,
  };
  const close = tableBlocks(closeTable(answer));
  const others = tableBlocks(otherTable(answer));
  return {
    command: "robust",
    scenario: answer.scenario,
    headline: robustSentences(answer),
    sections: [
      ...(isDrawn
        ? [{ id: "figures", title: "The figures that matter most", blocks: [chart, ...close] }]
        : []),
      ...(others.length > 0 ? [{ id: "others", title: "The other figures", blocks: others }] : []),
      { id: "how", title: "What was varied", blocks: robustBasis(answer) },
    ],
    answer,
    rows: robustRows(answer),
  };
}

function tableBlocks({ head, rows, note }: ReportTable): readonly AnswerBlock[] {
  return rows.length === 0 ? [] : [{ kind: "table", head, rows }, note];
}
