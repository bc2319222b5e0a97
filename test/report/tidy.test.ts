import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { comparisonTable } from "../../src/report/tidy/comparison-rows.js";
import { renderTidyCsv, renderTidyParquet } from "../../src/report/tidy/render-tidy.js";
import { plainRow, type TidyTable } from "../../src/report/tidy/tidy-row.js";
import { smokeComparison } from "./smoke-comparison.js";

/** Fields of CSV, quoted ones too. */
function parsed(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = csv
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );
  return lines.map((fields) => Object.fromEntries(head!.map((name, i) => [name, fields[i]!])));
}

const comparison = await smokeComparison(3);
const table = comparisonTable(comparison);

describe("tidy results of a comparison", () => {
  const rows = parsed(renderTidyCsv(table));

  it("have a row for each policy, figure and estimate, with the figures of the report", () => {
    for (const { name, metrics, parts, differences } of comparison.policies) {
      const own = rows.filter(({ policy }) => policy === name);
      for (const [figure, { mean, n, interval, notReached }] of Object.entries(metrics)) {
        const found = own.filter((row) => row["figure"] === figure && row["estimate"] === "mean");
        expect(found).toHaveLength(1);
        expect(Number(found[0]!["value"])).toBe(mean);
        expect(found[0]!["low"]).toBe(String(interval!.low));
        expect(Number(found[0]!["n"])).toBe(n);
        expect(Number(found[0]!["not_reached"])).toBe(notReached);
      }
      const split = own.filter(({ part }) => part !== "");
      expect(new Set(split.map(({ figure }) => figure))).toEqual(new Set(Object.keys(parts)));
      expect(split).toHaveLength(Object.keys(parts).length);
      expect(own.filter(({ estimate }) => estimate === "difference-from-first")).toHaveLength(
        Object.keys(differences).length,
      );
      expect(own.filter(({ estimate }) => estimate === "finished")).toHaveLength(1);
      expect(own.filter(({ estimate }) => estimate === "place")).toHaveLength(1);
    }
    expect(rows.some(({ figure }) => figure === "budget-violation{service=api}")).toBe(
      comparison.policies.some(({ parts }) => "budget-violation{service=api}" in parts),
    );
  });

  it("tell the metric and the part of a figure", () => {
    for (const { figure, metric, part } of rows) {
      expect(figure).toBe(part === "" ? metric : `${metric}{${part}}`);
    }
  });

  it("are the same as Parquet", async () => {
    const bytes = renderTidyParquet(table);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const read = await parquetReadObjects({ file: file as ArrayBuffer });
    const text = (value: unknown): string =>
      typeof value === "string" || typeof value === "number" ? String(value) : "";
    expect(
      read.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, text(value)])),
      ),
    ).toEqual(rows);
  });
});

it("CSV quotes what has commas, quotes or lines", () => {
  const point = 'waves=[1%, "all"]\nnow';
  const one: TidyTable = {
    question: "tune",
    scenario: "a, b",
    seed: "1",
    rows: [plainRow({ policy: "p", point, figure: "reboots", estimate: "mean" }, { value: 1.5 })],
  };
  expect(renderTidyCsv(one).split("\r\n")[1]).toBe(
    'tune,"a, b",1,p,"waves=[1%, ""all""]\nnow",reboots,reboots,,,mean,1.5,,,,0',
  );
});
