/** Points of tuning by name, and the scales in which their objectives read well. */
import type { TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import { isRatio, type Scale, scaleFor } from "../format.js";

/** The scale in which an objective reads well. */
export function objectiveScale(answer: TuneAnswer, index: number): Scale {
  const { metric, unit } = answer.request.objectives[index]!;
  const seen = [answer.best, answer.nearest, ...answer.front, ...answer.deviations];
  const means = seen.map((point) => Math.abs(point?.objectives[index]?.mean ?? 0));
  return scaleFor(unit, Math.max(0, ...means), isRatio(metric));
}

/** Whether a point is the recommended one. */
export function isRecommended({ best }: TuneAnswer, { levels }: TunePoint): boolean {
  return best !== null && levels.every((level, index) => level === best.levels[index]);
}

/** "x = 1, y = 2". */
export function settingsInWords({ knobs }: TuneAnswer, { levels }: TunePoint): string {
  return knobs.map(({ name }, index) => `${name} = ${levels[index]!}`).join(", ");
}

/** Short names of the points that a chart names: the values of the knobs in which they differ, and a line that says which those are. */
export function pointNames(answer: TuneAnswer): {
  readonly of: (point: TunePoint) => string;
  readonly legend: string;
} {
  const { knobs, best, front } = answer;
  const shown = [...(best === null ? [] : [best]), ...front];
  const differs = knobs.map(
    (_, index) => new Set(shown.map(({ levels }) => levels[index])).size > 1,
  );
  // With all alike there is one point, which has the values of all.
  const named = differs.some(Boolean) ? differs : knobs.map(() => true);
  const names = knobs.flatMap(({ name }, index) => (named[index]! ? [shortName(name)] : []));
  const fixed = knobs.flatMap(({ name }, index) =>
    named[index]! || shown.length === 0 ? [] : [`${shortName(name)} = ${shown[0]!.levels[index]!}`],
  );
  const all = fixed.length === 0 ? "" : `; at all of them ${fixed.join(", ")}`;
  return {
    of: ({ levels }) =>
      levels
        .filter((_, index) => named[index]!)
        .map(String)
        .join(" · "),
    legend: `Named by ${names.join(" · ")}${all}`,
  };
}

/** The end of a path: "offer.soak" of "policies[waves].offer.soak". */
function shortName(path: string): string {
  return path.replace(/^policies\[[^\]]*\]\./, "");
}
