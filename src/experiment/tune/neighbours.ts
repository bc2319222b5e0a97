import type { Tune } from "./prepare.js";

/** A point that differs from another in one knob. */
export interface Neighbour {
  readonly knob: number;
  readonly point: number;
}

/** Levels of a knob that are all looked at; of more, only the nearest. */
const FEW_LEVELS = 6;

/** The points that differ from one in a single knob: at all its levels where they are few or names, else at the next each way. */
export function neighboursOf(
  { points, knobs }: Pick<Tune, "points" | "knobs">,
  of: number,
): readonly Neighbour[] {
  const own = points[of]!;
  return knobs.flatMap(({ levels, scale }, knob) => {
    const isNear = (level: number): boolean =>
      levels.length <= FEW_LEVELS || scale === null || Math.abs(level - own[knob]!) === 1;
    return [...points.keys()].flatMap((point) => {
      const other = points[point]!;
      const differs = other.every((level, at) => (level === own[at]) === (at !== knob));
      return differs && isNear(other[knob]!) ? [{ knob, point }] : [];
    });
  });
}
