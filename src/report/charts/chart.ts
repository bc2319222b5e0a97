import type { ChartConfiguration } from "chart.js";
import type { Report } from "../report.js";
import type { Theme } from "./theme.js";

/** A chart: one definition, drawn by Chart.js in the browser and by node-canvas for PNG. */
export interface Chart {
  /** Kebab-case; the PNG's file name. */
  readonly name: string;
  readonly title: string;
  /** How to read it, one or two sentences. */
  readonly doc: string;
  /** Said in its place when there is nothing to draw. */
  readonly empty: string;
  /** Whether there is something to draw. */
  applies(report: Report): boolean;
  configuration(report: Report, theme: Theme): ChartConfiguration;
  /** The same figures as a table, for those who cannot see the chart. */
  table(report: Report): ChartTable;
}

/** Figures behind a chart. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
