/** The report of tuning. */
import type { TuneAnswer } from "../../experiment/tune/answer.js";
import { tuneRows } from "../tidy/search-rows.js";
import { light } from "../charts/theme.js";
import { type AnswerChart, type AnswerReport, type AnswerSection, plain } from "./answer-report.js";
import { wrapped } from "./terminal.js";
import { FRONT_HEIGHT, frontTitle, tuneChart } from "./tune-chart.js";
import {
  deviationSentences,
  deviationTable,
  frontTable,
  searchTable,
  tuneBasis,
  tuneHeadline,
} from "./tune-words.js";

const DEVIATIONS =
  "One knob turned at a time, under the same luck: what it costs against the recommended point, with 95 % intervals. In brackets: not significant (95 % confidence, adjusted for all that are printed).";

/** What a planner hands in. */
export function tuneReport(answer: TuneAnswer): AnswerReport {
  return {
    command: "tune",
    scenario: answer.scenario,
    headline: [...tuneHeadline(answer), tuneBasis(answer)],
    sections: sections(answer),
    answer,
    rows: tuneRows(answer),
  };
}

function sections(answer: TuneAnswer): readonly AnswerSection[] {
  return [
    {
      id: "deviations",
      title: "What it costs to deviate",
      blocks: [DEVIATIONS, ...deviationSentences(answer), deviationTable(answer)],
    },
    {
      id: "front",
      title: "Front",
      blocks: [...frontChart(answer), ...frontSentences(answer), frontTable(answer)],
    },
    {
      id: "points",
      title: "Every point as the search saw it",
      blocks: [
        "With 95 % intervals; points that were given up early have wide ones.",
        searchTable(answer),
      ],
    },
  ].filter(({ blocks }) => {
    const last = blocks.at(-1)!;
    return typeof last === "object" && last.kind === "table" && last.rows.length > 0;
  });
}

function frontChart(answer: TuneAnswer): readonly AnswerChart[] {
  if (answer.request.objectives.length < 2) return [];
  return [
    {
      kind: "chart",
      name: "front",
      title: frontTitle(answer),
      doc: "The first two objectives at every point that was tried; 16 to 9, for a slide.",
      height: FRONT_HEIGHT,
      configuration: tuneChart(answer, light) as never,
    },
  ];
}

function frontSentences({ leftOut, request }: TuneAnswer): readonly string[] {
  const objectives = request.objectives.map(({ metric }) => `\`${metric}\``).join(" and ");
  return [
    `No other point that was looked at again is as good in ${objectives} and better in one.`,
    ...(leftOut === 0
      ? []
      : [`${leftOut} more points that seemed to be on it were not looked at again.`]),
  ];
}

/** The result for a terminal: the tables would be too wide. */
export function renderTuneTerminal(answer: TuneAnswer): string {
  const front = answer.front.length;
  const deviations = deviationSentences(answer);
  return [
    ...tuneHeadline(answer),
    ...(deviations.length === 0 ? [] : ["", ...deviations]),
    ...(front === 0 ? [] : ["", `${front} points are on the front; the report has them.`]),
    "",
    tuneBasis(answer),
  ]
    .map((sentence) => wrapped(plain(sentence)))
    .join("\n");
}
