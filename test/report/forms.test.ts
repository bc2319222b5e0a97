import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/experiment/comparison.js";
import { buildReport } from "../../src/report/build-report.js";
import { subjectOf } from "../../src/report/charts/chart.js";
import { charts } from "../../src/report/charts/index.js";
import { invariants } from "../../src/invariants/index.js";
import { renderHtml } from "../../src/report/html.js";
import { renderJunit } from "../../src/report/junit.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { renderOpenMetrics } from "../../src/report/openmetrics.js";
import { renderParquet } from "../../src/report/parquet.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { renamed, smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison(3);
const report = buildReport(comparison);
const subject = subjectOf(report);
const evil = `</testcase>"'&<b>\u0007 | [x](y)`;

/** The same comparison, in which invariants did not hold under some of its policies: their names by policy. */
function broken(names: Readonly<Record<string, readonly string[]>>): Comparison {
  return {
    ...comparison,
    policies: comparison.policies.map((policy) => ({
      ...policy,
      breaches: (names[policy.name] ?? []).map((invariant) => ({
        invariant,
        replication: 0,
        time: 0,
        message: "it did not",
        reproduce: "shakedown replay x.yaml",
      })),
    })),
  };
}

/** The same comparison, in which an expectation and an invariant did not hold. */
function failing(): Comparison {
  const [first, ...others] = comparison.policies;
  const breach = {
    invariant: invariants[0]!.name,
    replication: 2,
    time: 1_000,
    message: "host 3 went <back>",
    reproduce: "shakedown replay x.yaml --replication 2",
  };
  return {
    ...comparison,
    policies: [{ ...first!, breaches: [breach] }, ...others],
    expectations: comparison.expectations.map((one) => ({ ...one, met: false })),
  };
}

describe("what does not hold", () => {
  it("is told once for each policy, with how often and where it is seen first", () => {
    const { policies, ...rest } = failing();
    const [first, ...others] = policies;
    const [breach] = first!.breaches;
    const again = { ...breach!, replication: 3, reproduce: "shakedown replay x.yaml" };
    const twice = { ...first!, breaches: [breach!, breach!, again] };
    const markdown = renderMarkdown(buildReport({ ...rest, policies: [twice, ...others] }), []);
    expect(markdown).toContain("## 1 invariant does not hold");
    expect(markdown).toContain(
      `in 2 of ${rest.scenario.replications} replications, first in replication 2`,
    );
    expect(markdown.match(/host 3 went/g)).toHaveLength(1);
  });
});

describe("a policy that breaks an invariant", () => {
  const names = comparison.policies.map(({ name }) => name);
  const leader = report.ranking!.places[0]!.policy;
  const last = report.ranking!.places.at(-1)!.policy;
  const forms = (of: Comparison) => {
    const made = buildReport(of);
    return {
      report: made,
      markdown: renderMarkdown(made, []),
      html: renderHtml(made),
      terminal: renderTerminal(made, { color: false }),
    };
  };

  it("puts its own figures in doubt where it is a bug, and nobody else's", () => {
    const { report: made } = forms(broken({ [last]: ["no-grant-after-halt"] }));
    expect(made.caveats).toContain(
      `${last} breaks no-grant-after-halt: do not rely on its figures before that is understood. It touches no figure of the other ${names.length - 1} policies.`,
    );
    expect(made.headline).toEqual(report.headline);
  });

  it("is called flawed, not in doubt, where real systems break the invariant too", () => {
    const { report: made } = forms(broken({ [last]: ["reboot-has-fallback", "locks-come-back"] }));
    expect(made.broken).toEqual([
      { policy: last, invariants: ["reboot-has-fallback", "locks-come-back"], isInDoubt: false },
    ]);
    expect(made.caveats.join(" ")).toContain("a flaw of that policy");
    expect(made.caveats.join(" ")).not.toContain("do not rely");
  });

  it("is marked in every table, and the mark is explained below it", () => {
    const { markdown, html, terminal } = forms(broken({ [last]: ["no-grant-after-halt"] }));
    const legend = "† an invariant does not hold under this policy; that touches no figure of the";
    for (const text of [markdown, html, terminal]) expect(text).toContain(legend);
    expect(terminal).toMatch(new RegExp(`^[0-9]+  ${last} †`, "m"));
    expect(markdown.match(new RegExp(`${last} †`, "g"))).toHaveLength(2);
    expect(html).toContain(`<code>${last}</code> †`);
    for (const name of names.filter((other) => other !== last)) {
      for (const text of [markdown, html, terminal]) expect(text).not.toContain(`${name} †`);
    }
  });

  it("is named with the answer where it comes first", () => {
    expect(forms(broken({ [leader]: ["trials-end"] })).report.headline.at(-1)).toBe(
      `But \`${leader}\` breaks trials-end: its figures are in doubt.`,
    );
  });

  it("stands with the others that break the same, and apart from those that break something else", () => {
    const all = Object.fromEntries(names.map((name) => [name, ["trials-end"]]));
    expect(forms(broken(all)).report.caveats).toContain(
      "Every policy breaks trials-end: do not rely on their figures before that is understood.",
    );
    const [a, b, c] = names as [string, string, string];
    const two = broken({
      [a]: ["trials-end"],
      [b]: ["trials-end"],
      [c]: ["clock-never-runs-back"],
    });
    expect(forms(two).report.caveats.join(" ")).toContain(`${a} and ${b} break trials-end: `);
    expect(forms(two).report.caveats.join(" ")).toContain(`${c} breaks clock-never-runs-back: `);
  });
});

describe("junit.xml", () => {
  it("has a case for each expectation and for each invariant under each policy", () => {
    const cases = comparison.expectations.length + invariants.length * comparison.policies.length;
    const xml = renderJunit(report);
    expect(xml.match(/<testcase /g)).toHaveLength(cases);
    expect(xml).not.toContain("<failure");
  });

  it("fails the cases that did not hold, with the line that shows it again", () => {
    const xml = renderJunit(buildReport(failing()));
    expect(xml.match(/<failure /g)).toHaveLength(comparison.expectations.length + 1);
    expect(xml).toContain("host 3 went &lt;back>");
    expect(xml).toContain("shakedown replay x.yaml --replication 2");
  });

  it("stays XML whatever things are called", () => {
    const xml = renderJunit(buildReport(renamed(comparison, evil)));
    expect(xml).not.toContain("</testcase>&quot;");
    expect(xml).not.toContain("\u0007");
    expect(xml).toContain("&lt;/testcase>&quot;");
  });
});

describe("openmetrics.txt", () => {
  it("gives each figure of summary.json as a sample, and ends as the format asks for", () => {
    const text = renderOpenMetrics(report);
    expect(text.endsWith("\n# EOF\n")).toBe(true);
    for (const { name, metrics } of comparison.policies) {
      expect(text).toContain(
        `shakedown_container_downtime{scenario="smoke",policy="${name}",statistic="mean"} ${metrics["container-downtime"]!.mean}\n`,
      );
    }
  });

  it("has lines of the format alone, each family in one piece", () => {
    const lines = renderOpenMetrics(buildReport(renamed(comparison, `a"b\\c\nd`)))
      .trimEnd()
      .split("\n");
    const sample = /^[a-z_][a-z0-9_]*\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\} -?[\d.e+-]+$/i;
    for (const line of lines)
      expect(line).toMatch(line.startsWith("#") ? /^# (TYPE|HELP|EOF)/ : sample);
    const families = lines.filter((line) => line.startsWith("# TYPE"));
    expect(new Set(families).size).toBe(families.length);
  });
});

it("results.parquet has a row for each policy, metric and replication, with the values of summary.json", async () => {
  const bytes = renderParquet(report);
  const file = bytes.buffer.slice(0, bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(3 * comparison.policies.length * comparison.metrics.length);
  for (const { policy, metric, replication, value } of rows) {
    const found = comparison.policies.find(({ name }) => name === policy)!;
    expect(value ?? null).toBe(found.values[String(metric)]![Number(replication)]);
  }
});

describe("report.md", () => {
  const markdown = renderMarkdown(report, []);

  it("holds every table of the HTML: metrics, charts, assumptions, glossary, provenance", () => {
    for (const { title } of report.rows) expect(markdown).toContain(title);
    for (const chart of charts.filter((one) => one.applies(subject))) {
      expect(markdown).toContain(`### ${chart.title}`);
      for (const row of chart.table(subject).rows) {
        // The last figure of a row; the others may hold signs that Markdown escapes.
        expect(markdown).toContain(` ${row.at(-1)!} |`);
      }
    }
    for (const { path } of comparison.scenario.assumptions) expect(markdown).toContain(path);
    expect(markdown).toContain(comparison.policies[0]!.traceHash);
  });

  it("has as many cells in each row of a table as in its head", () => {
    const lines = renderMarkdown(buildReport(renamed(comparison, evil)), []).split("\n");
    let head = 0;
    for (const [at, line] of lines.entries()) {
      if (!line.startsWith("|")) continue;
      const cells = line.replaceAll("\\|", "").split("|").length;
      if (!lines[at - 1]!.startsWith("|")) head = cells;
      expect(cells, line).toBe(head);
    }
  });
});
