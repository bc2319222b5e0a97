import type { Comparison } from "../../experiment/comparison.js";
import { FONT } from "./axes.js";
import type { Theme } from "./theme.js";

/** Options of one annotation. The plugin's own types do not resolve for ES modules under Node. */
export type Annotation = Readonly<Record<string, unknown>>;

/** Releases that are marked at most; more would hide the chart. */
const MARKED = 24;
/** Windows shorter than this share of the horizon are drawn no narrower, or nobody would see them. */
const NARROWEST = 1 / 400;
/** Width of a character of a label, as a share of the horizon. */
const CHARACTER = 0.0095;
/** Room that the label of a mark needs, as a share of the horizon. */
const LABEL_GAP = 0.025;
/** Background faults strike few hosts for a short time: below this share of the hosts a window is not shaded. */
const LEAST_HOSTS = 0.02;

/** The fault windows of a comparison as shaded boxes, and publications as dashed lines, for a chart over time. */
export function faultShading(comparison: Comparison, theme: Theme): Record<string, Annotation> {
  const { horizon } = comparison.scenario;
  const shaded = notableFaults(comparison);
  const named = withRoom(
    shaded,
    ({ from }) => from,
    ({ label }) => label.length * CHARACTER * horizon,
  );
  const boxes = shaded.map((window, index): [string, Annotation] => {
    const { label, from, until } = window;
    return [
      `fault-${index}`,
      {
        type: "box",
        xMin: from,
        xMax: Math.min(horizon, Math.max(until, from + horizon * NARROWEST)),
        backgroundColor: theme.fault,
        borderWidth: 0,
        drawTime: "beforeDatasetsDraw",
        label: {
          display: named.has(window),
          content: label,
          position: { x: "start", y: "start" },
          color: theme.text,
          font: { family: FONT, size: 11, weight: "normal" },
        },
      },
    ];
  });
  const published = notablePublications(comparison);
  const labelled = withRoom(
    published,
    ({ at }) => at,
    () => LABEL_GAP * horizon,
  );
  const marks = published.map((publication, index): [string, Annotation] => [
    `publication-${index}`,
    publicationMark(publication, labelled.has(publication), theme),
  ]);
  return Object.fromEntries([...boxes, ...marks]);
}

type Publication = Comparison["publications"][number];

/** A dashed line where a release appears, a dotted one where it is withdrawn. */
function publicationMark(
  { at, release, kind }: Publication,
  isLabelled: boolean,
  theme: Theme,
): Annotation {
  return {
    type: "line",
    xMin: at,
    xMax: at,
    borderColor: theme.mark,
    borderWidth: 1,
    borderDash: kind === "published" ? [3, 3] : [1, 4],
    drawTime: "beforeDatasetsDraw",
    label: {
      display: isLabelled,
      content: kind === "published" ? release : `${release} withdrawn`,
      position: "start",
      rotation: -90,
      xAdjust: -8,
      backgroundColor: "transparent",
      color: theme.mark,
      font: { family: FONT, size: 10, weight: "normal" },
    },
  };
}

/** Those whose label does not fall onto the one before. */
function withRoom<T>(
  things: readonly T[],
  startOf: (thing: T) => number,
  widthOf: (thing: T) => number,
): Set<T> {
  const labelled = new Set<T>();
  let free = Number.NEGATIVE_INFINITY;
  for (const thing of things.toSorted((a, b) => startOf(a) - startOf(b))) {
    if (startOf(thing) < free) continue;
    labelled.add(thing);
    free = startOf(thing) + widthOf(thing);
  }
  return labelled;
}

/** The fault windows that are worth shading: those that strike many hosts, or the update server. */
export function notableFaults({ faults, scenario }: Comparison): Comparison["faults"] {
  return faults.filter(
    ({ hosts, kind }) => kind === "server-down" || hosts >= LEAST_HOSTS * scenario.hosts,
  );
}

/** The first appearance of each release, and withdrawals, while they are few. */
function notablePublications({ publications }: Comparison): Comparison["publications"] {
  const seen = new Set<string>();
  const first = publications.filter(({ release, kind }) => {
    const key = `${release} ${kind}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return first.length <= MARKED ? first : [];
}
