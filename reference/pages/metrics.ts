import { metricOutputs } from "../../src/metrics/index.js";
import type { MetricOutput } from "../../src/metrics/metric.js";
import { linkTo, page, prose, table, wrapped, yamlBlock } from "../markdown.js";
import { METRICS_EXAMPLE } from "../examples.js";

/** docs/reference/metrics.md: every figure of a report. */
export function metricsPage(): string {
  return page("Metrics", INTRO, [
    yamlBlock(METRICS_EXAMPLE),
    "## Units",
    table(["unit", "range", "read it as"], units()),
    "## All of them",
    table(
      ["metric", "unit", "better"],
      metricOutputs.map(({ name, unit, better }) => [linkTo(name), unit || "share", better]),
    ),
    ...metricOutputs.flatMap(metricSection),
  ]);
}

const INTRO =
  "One figure per replication each; reports give the mean over replications with its interval. A metric that does not apply to a replication (a recovery time where no boot failed) is left out there and never counts as 0. Names are those of `expect`, `plan`, `summary.json` and `shakedown explain METRIC`.";

function metricSection({ name, title, unit, doc, better }: MetricOutput): string[] {
  const direction = better === "neither" ? "neither way is better" : `better when ${better}`;
  return [
    `### ${name}`,
    wrapped(`**${title}**, ${unit === "" ? "a share" : `in ${unit}`}; ${direction}. ${prose(doc)}`),
  ];
}

const READINGS: Readonly<Record<string, readonly [range: string, reading: string]>> = {
  "": ["0 to 1", "a share; `99.9%` and `0.999` in `expect`"],
  s: ["from 0", "seconds; `expect` takes durations as well"],
  min: ["from 0", "minutes; `expect` takes durations as well"],
  h: ["from 0", "hours; `expect` takes durations as well"],
  "container-s": ["from 0", "one container for one second; 3,600 are a container-hour"],
  "host-s": ["from 0", "one host for one second; 3,600 are a host-hour"],
  "host-h": ["from 0", "one host for one hour"],
  hosts: ["from 0 to the hosts of the fleet", "a number of hosts"],
};

/** A row for each unit in use; what is counted needs no explanation. */
function units(): string[][] {
  const used = [...new Set(metricOutputs.map(({ unit }) => unit))];
  return used.map((unit) => {
    const [range, reading] = READINGS[unit] ?? ["whole numbers from 0", `a number of ${unit}`];
    return [unit === "" ? "share" : unit, range, reading];
  });
}
