/** Tidy rows as CSV and as Parquet: the same columns in both, for DuckDB, pandas or a spreadsheet. */
import { parquetWriteBuffer } from "hyparquet-writer";
import { metricOf } from "../../experiment/figures.js";
import type { TidyRow, TidyTable } from "./tidy-row.js";

/** A column by its name. A figure stands as a whole and in its parts. */
interface Column {
  readonly name: string;
  readonly type: "STRING" | "DOUBLE" | "INT32";
  readonly of: (row: TidyRow, table: TidyTable) => string | number | null;
}

const COLUMNS: readonly Column[] = [
  { name: "question", type: "STRING", of: (_, { question }) => question },
  { name: "scenario", type: "STRING", of: (_, { scenario }) => scenario },
  { name: "seed", type: "STRING", of: (_, { seed }) => seed },
  { name: "policy", type: "STRING", of: ({ policy }) => policy },
  { name: "point", type: "STRING", of: ({ point }) => point },
  { name: "figure", type: "STRING", of: ({ figure }) => figure },
  { name: "metric", type: "STRING", of: ({ figure }) => metricOf(figure) },
  { name: "part", type: "STRING", of: ({ figure }) => /\{(.*)\}$/.exec(figure)?.[1] ?? "" },
  { name: "unit", type: "STRING", of: ({ unit }) => unit },
  { name: "estimate", type: "STRING", of: ({ estimate }) => estimate },
  { name: "value", type: "DOUBLE", of: ({ value }) => value },
  { name: "low", type: "DOUBLE", of: ({ low }) => low },
  { name: "high", type: "DOUBLE", of: ({ high }) => high },
  { name: "n", type: "INT32", of: ({ n }) => n },
  { name: "not_reached", type: "INT32", of: ({ notReached }) => notReached },
];

/** The table as CSV with a head; what does not apply is empty. @see RFC 4180 */
export function renderTidyCsv(table: TidyTable): string {
  const head = COLUMNS.map(({ name }) => name);
  const lines = table.rows.map((row) => COLUMNS.map(({ of }) => cell(of(row, table))));
  return [head, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as Parquet; what does not apply is null. */
export function renderTidyParquet(table: TidyTable): Uint8Array {
  const file = parquetWriteBuffer({
    columnData: COLUMNS.map(({ name, type, of }) => ({
      name,
      data: table.rows.map((row) => of(row, table)),
      type,
      nullable: type !== "STRING",
    })),
  });
  return new Uint8Array(file);
}

/** Both files, by their names. @param name of the files, without an ending. */
export function tidyFiles(
  name: string,
  table: TidyTable,
): readonly [string, string | Uint8Array][] {
  return [
    [`${name}.csv`, renderTidyCsv(table)],
    [`${name}.parquet`, renderTidyParquet(table)],
  ];
}
