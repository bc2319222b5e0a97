import type { ReportRow } from "../report.js";
import type { Chart, Datasets, Subject } from "./chart.js";
import { extremes } from "./chart.js";
import { plane, planeHeight, pointsOf, titleOf } from "./scatter.js";
import { amount } from "./stacked-bars.js";
import { colorOf, faded, type Theme } from "./theme.js";

const X = "time-to-detect";
const Y = "exposure";

/** Policies up to which each replication has a dot of its own. */
const CLOUDS = 8;

function rowsOf({ report: { rows } }: Subject): readonly [ReportRow, ReportRow] | undefined {
  const [x, y] = [X, Y].map((metric) => rows.find((row) => row.metric === metric));
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** How many hosts a bad release reaches before somebody sees it. */
export const exposureDetection: Chart = {
  name: "exposure-detection",
  title: "Hosts exposed to a bad release, against the time to detect it",
  doc: "Means with the 95 % interval of each; small dots are single replications where few policies are shown. A policy that exposes many hosts although trouble is seen early moves too fast for its own alarm.",
  empty: "No bad release was detected.",
  applies(subject) {
    const rows = rowsOf(subject);
    return rows !== undefined && pointsOf(subject, ...rows).length > 0;
  },
  summary(subject) {
    const rows = rowsOf(subject);
    if (rows === undefined) return "";
    const [x, y] = rows;
    const found = pointsOf(subject, x, y).map(({ name, y: { value }, index }) => {
      const metrics = subject.report.comparison.policies[index]!.metrics;
      const text = `${amount(metrics[Y], y)} ${y.unit} after ${amount(metrics[X], x)} ${x.unit}`;
      return { name, value, text };
    });
    return `Hosts exposed, and time to detect: ${extremes(found)}.`;
  },
  height: ({ policies }) => planeHeight(policies.length),
  configuration(subject, theme) {
    const [x, y] = rowsOf(subject)!;
    return plane(
      subject,
      { title: exposureDetection.title, x, y },
      theme,
      clouds(subject, x, y, theme),
    );
  },
  table(subject) {
    const rows = rowsOf(subject);
    if (rows === undefined) return { head: [], rows: [] };
    const [x, y] = rows;
    return {
      head: ["policy", titleOf(x), titleOf(y), "replications in which it was detected"],
      rows: subject.policies.map(({ name, result: { metrics } }) => [
        name,
        amount(metrics[X], x),
        amount(metrics[Y], y),
        String(metrics[X]?.n ?? 0),
      ]),
    };
  },
};

function clouds({ policies }: Subject, x: ReportRow, y: ReportRow, theme: Theme): Datasets {
  if (policies.length > CLOUDS) return [];
  return policies.map(({ index, result: { values } }) => ({
    label: "",
    data: (values[X] ?? []).flatMap((value, replication) => {
      const hosts = values[Y]?.[replication] ?? null;
      return value === null || hosts === null ? [] : [{ x: value / x.factor, y: hosts / y.factor }];
    }),
    backgroundColor: faded(colorOf(index, theme), 0.35),
    borderWidth: 0,
    pointRadius: 2.5,
  }));
}
