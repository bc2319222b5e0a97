/** One line of a table of results. */
export interface ResultRow {
  readonly name: string;
  /** By column heading, unit included. */
  readonly figures: Readonly<Record<string, number>>;
}

/** The results of one subject. */
export interface BenchResult {
  readonly subject: string;
  /** What was measured, in one sentence. */
  readonly about: string;
  readonly rows: readonly ResultRow[];
}
