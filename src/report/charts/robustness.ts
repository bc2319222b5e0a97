/** Robustness: how the lead of the best policy depends on the guesses behind it. */
import { closeTable } from "../robust-tables.js";
import { robustSentences, toldFigures } from "../robust-words.js";
import type { Chart } from "./chart.js";
import {
  ROBUSTNESS_DOC,
  ROBUSTNESS_HEIGHT,
  ROBUSTNESS_TITLE,
  robustnessBars,
} from "./robustness-bars.js";

/** Sentences of the answer that stand for the picture. */
const TOLD_OF = 3;

/** The figures that take most of the lead. */
export const robustness: Chart = {
  name: "robustness",
  title: ROBUSTNESS_TITLE,
  doc: ROBUSTNESS_DOC,
  empty: "Not computed, or no guess changes anything; run --robust finds out.",
  applies: ({ report: { comparison } }) =>
    comparison.robustness !== undefined && toldFigures(comparison.robustness).length > 0,
  summary: ({ report: { comparison } }) =>
    comparison.robustness === undefined
      ? ""
      : robustSentences(comparison.robustness)
          .slice(0, TOLD_OF)
          .map((sentence) => sentence.replaceAll(/[`]|\*\*/g, ""))
          .join(" "),
  height: () => ROBUSTNESS_HEIGHT,
  configuration: ({ report: { comparison } }, theme) =>
    robustnessBars(comparison.robustness!, theme) as never,
  table({ report: { comparison } }) {
    const { head, rows } = closeTable(comparison.robustness!);
    return { head, rows };
  },
};
