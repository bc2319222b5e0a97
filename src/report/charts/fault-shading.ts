import type { Comparison } from "../../experiment/comparison.js";
import { FONT } from "./axes.js";
import type { Theme } from "./theme.js";

/** Options of one annotation. The plugin's own types do not resolve for ES modules under Node. */
export type Annotation = Readonly<Record<string, unknown>>;

/** Windows and marks that are labelled at most; more would hide the chart. */
const LABELLED = 8;
/** Windows shorter than this share of the horizon are drawn no narrower, or nobody would see them. */
const NARROWEST = 1 / 400;
/** Room that the label of a mark needs, as a share of the horizon. */
const LABEL_GAP = 0.025;
/** Background faults strike few hosts for a short time: below this share of the hosts a window is not shaded. */
const LEAST_HOSTS = 0.02;

/** The fault windows of a comparison as shaded boxes, and publications as dashed lines, for a chart over time. */
export function faultShading(comparison: Comparison, theme: Theme): Record<string, Annotation> {
  const { horizon } = comparison.scenario;
  const boxes = notableFaults(comparison).map(
    ({ label, from, until }, index): [string, Annotation] => [
      `fault-${index}`,
      {
        type: "box",
        xMin: from,
        xMax: Math.min(horizon, Math.max(until, from + horizon * NARROWEST)),
        backgroundColor: theme.fault,
        borderWidth: 0,
        drawTime: "beforeDatasetsDraw",
        label: {
          display: index < LABELLED,
          content: label,
          position: { x: "start", y: "end" },
          color: theme.text,
          font: { family: FONT, size: 11, weight: "normal" },
        },
      },
    ],
  );
  const published = notablePublications(comparison);
  const labelled = withRoomForLabel(published, horizon);
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

/** Those publications whose label does not fall onto the one before. */
function withRoomForLabel(publications: readonly Publication[], horizon: number): Set<Publication> {
  const labelled = new Set<Publication>();
  let last = Number.NEGATIVE_INFINITY;
  for (const publication of publications) {
    if (publication.at - last < LABEL_GAP * horizon) continue;
    labelled.add(publication);
    last = publication.at;
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
  return first.length <= 3 * LABELLED ? first : [];
}
