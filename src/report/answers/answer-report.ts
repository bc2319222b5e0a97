import type { ChartConfiguration } from "chart.js";
import type { TidyRow } from "../tidy/tidy-row.js";

/** What a command that answers a question hands out: plain data, from which every form is made. */
export interface AnswerReport {
  /** The command: also the name of its files. */
  readonly command: string;
  readonly scenario: { readonly name: string; readonly description: string };
  /** The answer in sentences, with `code` and **what matters**. */
  readonly headline: readonly string[];
  /** What it rests on. */
  readonly sections: readonly AnswerSection[];
  /** The figures behind it, as they are stored; from this seed. */
  readonly answer: { readonly seed: string } | { readonly first: { readonly seed: string } };
  /** The same as tidy rows, for CSV and Parquet. */
  readonly rows: readonly TidyRow[];
}

/** A part with a heading. */
export interface AnswerSection {
  /** Name of its anchor. */
  readonly id: string;
  /** Empty for none. */
  readonly title: string;
  /** Sentences, tables and charts, in their order. */
  readonly blocks: readonly AnswerBlock[];
}

/** A sentence with `code` and **what matters**, a table, or a chart. */
export type AnswerBlock = string | AnswerTable | AnswerChart;

/** A table of plain text. */
export interface AnswerTable {
  readonly kind: "table";
  /** Empty for none. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart, with what it shows. */
export interface AnswerChart {
  readonly kind: "chart";
  /** Name of its file. */
  readonly name: string;
  readonly title: string;
  /** How it is read. */
  readonly doc: string;
  /** [CSS px], 480 by default. */
  readonly height?: number;
  readonly configuration: ChartConfiguration;
}

/** A sentence without its marks. */
export function plain(sentence: string): string {
  return sentence.replaceAll(/[`]|\*\*/g, "");
}
