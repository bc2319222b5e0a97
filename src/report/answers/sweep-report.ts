/** The report of a sweep. */
import type { MetricResult, SweepAnswer } from "../../experiment/sweep/answer.js";
import { sweepRows } from "../tidy/search-rows.js";
import { light } from "../charts/theme.js";
import { type AnswerBlock, type AnswerReport, type AnswerSection, plain } from "./answer-report.js";
import { sweepChart, sweepChartHeight } from "./sweep-chart.js";
import {
  changeCell,
  effectHead,
  effectRows,
  effectSentences,
  levelRows,
  oneMoreTable,
  slopeTable,
  scaleOf,
  sweepHeadline,
} from "./sweep-words.js";
import { WIDTH, wrapped } from "./terminal.js";

/** What a planner hands in. */
export function sweepReport(answer: SweepAnswer): AnswerReport {
  const more = oneMoreBlocks(answer);
  return {
    command: "sweep",
    scenario: answer.scenario,
    headline: sweepHeadline(answer),
    sections: [
      ...(more.length === 0 ? [] : [{ id: "one-more", title: "Value of one more", blocks: more }]),
      ...answer.metrics.flatMap((result) => metricSection(result, answer)),
      {
        id: "factors",
        title: "Factors",
        blocks: [basis(answer), { kind: "table", head: FACTOR_HEAD, rows: factorRows(answer) }],
      },
    ],
    answer,
    rows: sweepRows(answer),
  };
}

/** The value of one more, in tables with what they say; none where no factor has a next value. */
function oneMoreBlocks(answer: SweepAnswer): readonly AnswerBlock[] {
  return [
    {
      doc: "The scenario as it is, and with the next value of one factor, under the same luck. In brackets: not significant (95 % confidence, adjusted for all effects of the metric).",
      table: oneMoreTable(answer),
    },
    {
      doc: "The same for one unit more, by a straight line to the next value:",
      table: slopeTable(answer),
    },
  ].flatMap(({ doc, table }) => (table.rows.length > 0 ? [doc, table] : []));
}

const FACTOR_HEAD = ["factor", "levels"];

function factorRows({ factors }: SweepAnswer): readonly (readonly string[])[] {
  return factors.map(({ name, levels }) => [name, levelsInWords(levels)]);
}

/** Levels shown at most: of more, the ends say it. */
const MOST_LEVELS = 12;

function levelsInWords(levels: readonly unknown[]): string {
  if (levels.length <= MOST_LEVELS) return levels.map(String).join(", ");
  const [first, second] = levels;
  return `${String(first)}, ${String(second)} … ${String(levels.at(-1))}: ${levels.length} values`;
}

type Design = SweepAnswer["design"];

const DESIGNS: Readonly<Record<Design, string>> = {
  grid: "A full grid",
  "latin-hypercube": "Two Latin hypercubes",
  "one-at-a-time": "One factor at a time, the others as the scenario has them,",
};

/** What was run, in a sentence. */
function basis({ design, points, replications, policy, seed }: SweepAnswer): string {
  return `${DESIGNS[design]} under \`${policy}\`: ${points} points, ${replications} replications at each with the same luck, seed \`${seed}\`.`;
}

/** What the table of a metric says. */
function tableDoc({ replications, factors }: MetricResult, design: Design): string {
  const shown = `Changes over ${replications} replications; in brackets: not significant (95 % confidence, adjusted for all effects of the metric).`;
  if (design === "one-at-a-time") return shown;
  if (factors.every(({ share }) => share === null)) {
    return `${shown} What differs from point to point cannot be told from luck, so that no factor has a share in it.`;
  }
  return `${shown} "Alone" is the part of the variance of the mean result over the design that goes away where the factor is known (Sobol, first order), "with others" the part that is left where all others are known (total).`;
}

/** How well straight lines fit; empty for a grid. */
function fitSentence({ explained }: MetricResult): readonly string[] {
  if (explained === null) return [];
  const caution = explained < 0.9 ? ": read the changes as averages over curves" : "";
  return [
    `Straight lines explain ${Math.round(explained * 100)} % of the variance between points${caution}.`,
  ];
}

function metricSection(result: MetricResult, answer: SweepAnswer): readonly AnswerSection[] {
  const { metric } = result;
  const { design } = answer;
  if (result.factors.length === 0) return [];
  const chart = {
    kind: "chart",
    name: metric,
    title: `What each factor does to ${metric}`,
    doc: "Change from the first value to the last, with its 95 % interval.",
    height: sweepChartHeight(result),
    configuration: sweepChart(result, light) as never,
  } as const;
  const effects = { kind: "table", head: effectHead(result), rows: effectRows(result) } as const;
  const words = [...effectSentences(result, answer), tableDoc(result, design)];
  return [
    {
      id: metric,
      title: metric,
      blocks: [chart, ...words, effects, ...fitSentence(result), ...levelBlocks(result, design)],
    },
  ];
}

/** Means at the levels of each factor; none where the design has no levels. */
function levelBlocks(result: MetricResult, design: Design): readonly AnswerBlock[] {
  return result.factors.flatMap((factor) =>
    factor.levels === null
      ? []
      : [
          levelsDoc(design),
          {
            kind: "table",
            head: [factor.factor, `mean ${result.metric}`],
            rows: levelRows(factor, scaleOf(result)),
          } as const,
        ],
  );
}

/** What a table of levels says. */
function levelsDoc(design: Design): string {
  return design === "grid"
    ? "The mean at each value, over all values of the other factors:"
    : "The mean at each value, the other factors as the scenario has them:";
}

/** The result for a terminal of 80 columns. */
export function renderSweepTerminal(answer: SweepAnswer): string {
  const blocks = answer.metrics.flatMap((result) =>
    result.factors.length === 0 ? [] : ["", ...terminalTable(result)],
  );
  const printed = (sentence: string): string => wrapped(plain(sentence));
  return [...sweepHeadline(answer).map(printed), "", printed(basis(answer)), ...blocks].join("\n");
}

/** Width of the changes and what is before them [characters]. */
const CHANGES = 42;

/** What stands on a line with the change [characters]. */
const SHORT = 12;

/** Lines for each factor: its name, for that may be long, its changes with its shares, and what one more does. */
function terminalTable(result: MetricResult): readonly string[] {
  const scale = scaleOf(result);
  const rows = effectRows(result, "");
  const line = (label: string, change: string, shares: readonly string[] = []): string => {
    // What has no shares beside it may be longer.
    const width = (shares.length === 0 ? WIDTH : CHANGES) - 3 - label.length;
    return `  ${label} ${cut(change, width).padStart(CHANGES - 3 - label.length)}${inColumns(shares)}`;
  };
  const lines = result.factors.flatMap(({ factor, oneMore }) => [
    cut(factor, WIDTH),
    ...rows
      .filter(([name]) => name === factor)
      .flatMap(([, from, to, change, ...shares]) => {
        const turn = `${from} → ${to}`;
        // Names are told apart by all of their letters.
        return turn.length <= SHORT
          ? [line(turn.padEnd(SHORT), change!, shares)]
          : [`  ${cut(turn, WIDTH - 2)}`, line("", change!, shares)];
      }),
    ...(oneMore === null
      ? []
      : [
          line(
            cut(`next: ${oneMore.from} → ${oneMore.to}`, 20),
            changeCell(oneMore, { ...scale, unit: "" }),
          ),
        ]),
  ]);
  const title = `${result.metric}${scale.unit === "" ? "" : ` [${scale.unit}]`}`;
  return [title, line("", "change", effectHead(result).slice(4)), ...lines];
}

/** Shares, or their headings. */
function inColumns(shares: readonly string[]): string {
  return shares.map((share) => ` ${share.padStart(18)}`).join("");
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
