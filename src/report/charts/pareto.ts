import type { ReportRow } from "../report.js";
import { nameOn, type Chart, type Datasets, type Subject } from "./chart.js";
import { plane, planeHeight, pointsOf, titleOf, type PlanePoint } from "./scatter.js";
import { amount } from "./stacked-bars.js";
import type { Theme } from "./theme.js";

const X = "container-downtime";
const Y = "vulnerable-time";

/** Both metrics as the report prints them; undefined where one of them is 0 for all. */
function rowsOf({ report: { rows } }: Subject): readonly [ReportRow, ReportRow] | undefined {
  const [x, y] = [X, Y].map((metric) => rows.find((row) => row.metric === metric));
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** Those to which no other is better in one and as good in the other, from left to right. */
export function frontOf(points: readonly PlanePoint[]): PlanePoint[] {
  return points
    .filter(
      ({ x, y }) =>
        !points.some(
          (other) =>
            other.x.value <= x.value &&
            other.y.value <= y.value &&
            (other.x.value < x.value || other.y.value < y.value),
        ),
    )
    .toSorted((a, b) => a.x.value - b.x.value);
}

/** What safety costs: to lose little and to be up to date. */
export const pareto: Chart = {
  name: "pareto",
  title: "Downtime against vulnerable time: what each policy trades",
  doc: "Means with the 95 % interval of each; nearer to the lower left is better in both. The dashed line joins the policies to which no other is better in one and as good in the other: which of them is best depends on what a vulnerable hour costs.",
  empty: "Nothing was lost, or all hosts were up to date all the time.",
  applies: (subject) => rowsOf(subject) !== undefined,
  summary(subject) {
    const rows = rowsOf(subject);
    if (rows === undefined) return "";
    const front = frontOf(pointsOf(subject, ...rows));
    const names = front.slice(0, 6).map(({ name }) => nameOn(subject, name));
    const more = front.length > names.length ? ` and ${front.length - names.length} more` : "";
    return `Not beaten in both at once: ${names.join(", ")}${more}, ${front.length} of ${subject.policies.length}.`;
  },
  height: ({ policies }) => planeHeight(policies.length),
  configuration(subject, theme) {
    const [x, y] = rowsOf(subject)!;
    const front = frontOf(pointsOf(subject, x, y));
    return plane(subject, { title: pareto.title, x, y }, theme, frontLine(front, theme));
  },
  table(subject) {
    const rows = rowsOf(subject);
    if (rows === undefined) return { head: [], rows: [] };
    const [x, y] = rows;
    const front = new Set(frontOf(pointsOf(subject, x, y)).map(({ index }) => index));
    return {
      head: ["policy", titleOf(x), titleOf(y), "beaten in both at once"],
      rows: subject.policies.map(({ name, index, result: { metrics } }) => [
        name,
        amount(metrics[X], x),
        amount(metrics[Y], y),
        front.has(index) ? "no" : "yes",
      ]),
    };
  },
};

/** A step from each to the next: between two policies there is nothing to choose. */
function frontLine(front: readonly PlanePoint[], theme: Theme): Datasets {
  return [
    {
      label: "",
      data: front.map(({ x, y }) => ({ x: x.value, y: y.value })),
      showLine: true,
      stepped: "before",
      borderColor: theme.mark,
      borderDash: [5, 4],
      borderWidth: 1.5,
      pointRadius: 0,
    },
  ] as Datasets;
}
