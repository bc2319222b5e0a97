import { createCanvas, loadImage } from "canvas";
import { describe, expect, it } from "vitest";
import { buildReport } from "../../src/report/build-report.js";
import { subjectOf } from "../../src/report/charts/chart.js";
import { charts } from "../../src/report/charts/index.js";
import { dark, light } from "../../src/report/charts/theme.js";
import { renderHtml } from "../../src/report/html.js";
import { renderJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { renderPngs } from "../../src/report/png.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { reranked } from "./reranked.js";
import { renamed, smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison();
const report = buildReport(comparison);
const subject = subjectOf(report);

describe("the table", () => {
  it("gives every figure with its interval and the number of replications behind it", () => {
    const downtime = report.rows.find(({ metric }) => metric === "container-downtime")!;
    for (const cell of downtime.cells) {
      expect(cell.n).toBe(4);
      expect(cell.halfWidth).not.toBeNull();
    }
  });

  it("calls a policy best only when it is significantly better than every other one", () => {
    for (const { metric, cells } of report.rows) {
      const best = cells.filter(({ isBest }) => isBest);
      expect(best.length, metric).toBeLessThanOrEqual(1);
      if (best.length === 0) continue;
      const facts = comparison.metrics.find(({ name }) => name === metric)!;
      const others = cells.filter((cell) => cell !== best[0] && cell.sortKey !== null);
      for (const other of others) {
        if (facts.better === "lower") expect(best[0]!.sortKey!).toBeLessThan(other.sortKey!);
        else expect(best[0]!.sortKey!).toBeGreaterThan(other.sortKey!);
      }
    }
  });

  it("names nobody best when two policies did exactly the same", () => {
    const [first] = comparison.policies;
    const twins = reranked({ ...comparison, policies: [first!, { ...first!, name: "twin" }] });
    expect(
      buildReport(twins)
        .rows.flatMap(({ cells }) => cells)
        .some(({ isBest }) => isBest),
    ).toBe(false);
    expect(buildReport(twins).headline.join(" ")).toContain("statistically tied");
  });

  it("prints parts in the unit of their total, and they add up", () => {
    const total = report.rows.find(({ metric }) => metric === "container-downtime")!;
    const parts = report.rows.filter(({ partOf }) => partOf === "container-downtime");
    expect(parts.length).toBeGreaterThan(1);
    for (const [i, { sortKey }] of total.cells.entries()) {
      expect(parts.every(({ unit }) => unit === total.unit)).toBe(true);
      expect(parts.reduce((sum, { cells }) => sum + cells[i]!.sortKey!, 0)).toBeCloseTo(
        sortKey!,
        6,
      );
    }
  });
});

describe("the ranking", () => {
  it("puts the policies in order of downtime, and gives statistically tied ones one place", () => {
    const { places } = report.ranking!;
    const row = report.rows.find(({ metric }) => metric === "container-downtime")!;
    const losses = places.map(({ index }) => row.cells[index]!.sortKey!);
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    expect(places[0]!.place).toBe(1);
    const [first] = comparison.policies;
    const twins = reranked({ ...comparison, policies: [first!, { ...first!, name: "twin" }] });
    expect(buildReport(twins).ranking!.places.map(({ place }) => place)).toEqual([1, 1]);
  });

  it("is there only where there is something to order", () => {
    const [first] = comparison.policies;
    expect(buildReport({ ...comparison, policies: [first!] }).ranking).toBeNull();
  });

  it("is all that the terminal prints of many policies, and the headline names few of them", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      ...comparison.policies[index % comparison.policies.length]!,
      name: `policy-${index}`,
    }));
    const of25 = buildReport(reranked({ ...comparison, policies: many }));
    const lines = renderTerminal(of25, { color: false }).split("\n");
    expect(lines.filter((line) => /^ *\d+ {2}policy-\d+ /.test(line))).toHaveLength(25);
    expect(lines.length).toBeLessThan(60);
    expect(of25.headline.join(" ")).toContain("last of 25");
  });
});

describe("the terminal", () => {
  it("keeps to 80 columns and aligns its columns", () => {
    const lines = renderTerminal(report, { color: false }).split("\n");
    const table = lines.slice(
      2,
      lines.findIndex((line) => line.startsWith("value ±")),
    );
    for (const line of table) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("fits a terminal of 40 columns, cutting titles short and no figure", () => {
    const lines = renderTerminal(report, { color: false, width: 40 }).split("\n");
    const table = lines.slice(
      2,
      lines.findIndex((line) => line.startsWith("value ±")),
    );
    for (const line of table) expect(line.length, line).toBeLessThanOrEqual(40);
    const { cells } = report.rows.find(({ metric }) => metric === "container-downtime")!;
    for (const { value, halfWidth } of cells) {
      expect(table.join("\n")).toContain(`${value} ± ${halfWidth}`);
    }
  });

  it("has no colour codes unless it is asked for colour", () => {
    const escape = String.fromCharCode(27);
    expect(renderTerminal(report, { color: false })).not.toContain(escape);
    expect(renderTerminal(report, { color: true })).toContain(escape);
  });

  it("holds the longest name without breaking a row", () => {
    const long = buildReport(renamed(comparison, "x".repeat(10_000)));
    expect(renderTerminal(long, { color: false })).toContain("in-place");
  });
});

describe("the files", () => {
  it("are the same bytes for the same comparison", async () => {
    const again = await smokeComparison();
    expect(renderJson(again)).toBe(renderJson(comparison));
    expect(renderHtml(buildReport(again))).toBe(renderHtml(report));
    const [first, second] = [await renderPngs(report), await renderPngs(buildReport(again))];
    expect(
      first!.map(({ png }) => png.equals(second!.find((_, i) => first![i]!.png === png)!.png)),
    ).toEqual(first!.map(() => true));
  });

  it("show the figures of summary.json", () => {
    const html = renderHtml(report);
    const markdown = renderMarkdown(report, []);
    const terminal = renderTerminal(report, { color: false });
    for (const { value, halfWidth } of report.rows.find(
      ({ metric }) => metric === "container-downtime",
    )!.cells) {
      expect(html).toContain(`${value} <span class="half">± ${halfWidth}</span>`);
      expect(markdown).toContain(`${value} ± ${halfWidth}`);
      expect(terminal).toContain(`${value} ± ${halfWidth}`);
    }
  });

  it("cannot be broken out of by a name", () => {
    const evil = `</script><script>alert(1)</script>"'&<b>`;
    const html = renderHtml(buildReport(renamed(comparison, evil)));
    expect(html).not.toContain("<script>alert(1)");
    expect(html).not.toContain("</script><script>alert");
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(renderMarkdown(buildReport(renamed(comparison, evil)), [])).not.toContain("<script>");
  });

  it("make no request to anywhere", () => {
    const html = renderHtml(report).replaceAll(
      /<script type="application\/json".*?<\/script>/gs,
      "",
    );
    expect(html).not.toMatch(/<(link|img|iframe)\b/);
    expect(html).not.toMatch(/(src|href)="https?:/);
  });
});

describe.each(charts.map((chart) => [chart.name, chart] as const))("the chart %s", (_, chart) => {
  it("says the same in a table", () => {
    expect(chart.applies(subject)).toBe(true);
    const { head, rows } = chart.table(subject);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(head.length);
  });

  it("names its axes, and measures bars from 0", () => {
    for (const theme of [light, dark]) {
      const { type, options } = chart.configuration(subject, theme) as unknown as {
        type: string;
        options: {
          scales: Record<
            "x" | "y",
            { title: { text: string }; beginAtZero?: boolean; min?: number }
          >;
        };
      };
      expect(options.scales.x.title.text).not.toBe("");
      if (type === "bar")
        expect(options.scales.x.beginAtZero === true || options.scales.x.min === 0).toBe(true);
      else expect(options.scales.y.title.text).not.toBe("");
    }
  });

  it("is drawn as a PNG with ink on white paper", async () => {
    const image = (await renderPngs(report))!.find(({ name }) => name === chart.name)!;
    const { width, height } = await loadImage(image.png);
    expect([width, height]).toEqual([1920, 2 * chart.height(subject)]);
    const surface = createCanvas(width, height);
    const context = surface.getContext("2d");
    context.drawImage(await loadImage(image.png), 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    let ink = 0;
    for (let i = 0; i < data.length; i += 4) ink += Number(data[i]! < 250 || data[i + 2]! < 250);
    expect(ink / (width * height)).toBeGreaterThan(0.005);
  });
});
