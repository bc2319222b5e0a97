/** The values of one guess at which the winner changes, with what is known of them. */
import { type Guess, valueAt } from "./guess.js";
import type { Margin } from "./margins.js";
import type { SwitchValue } from "./robustness.js";

/** A place of a range that was looked at. */
export interface CurvePoint {
  readonly at: number;
  readonly margin: Margin;
}

/** The margin along a range. */
export interface Curve {
  /** Place of the scenario's own value. */
  readonly own: number;
  /** Ascending, the own one among them. */
  readonly points: readonly CurvePoint[];
}

/** Two neighbouring places between which the winner changes, the one nearer to the scenario's own value first. */
export interface Bracket {
  readonly side: SwitchValue["side"];
  readonly near: CurvePoint;
  readonly far: CurvePoint;
}

/** The first change on either side of the scenario's own value. */
export function bracketsOf(curve: Curve): readonly Bracket[] {
  return (["below", "above"] as const).flatMap((side) => {
    const walk = walkOf(curve, side);
    const far = walk.findIndex(({ margin }) => margin.value < 0);
    return far < 1 ? [] : [{ side, near: walk[far - 1]!, far: walk[far]! }];
  });
}

/** The places on one side, outwards. */
function walkOf({ own, points }: Curve, side: SwitchValue["side"]): readonly CurvePoint[] {
  return side === "above"
    ? points.filter(({ at }) => at >= own)
    : points.filter(({ at }) => at <= own).toReversed();
}

/**
 * Where the winner changes, by straight lines between the places that were looked at; the ends of the interval are where the bands of
 * the margin cross 0.
 */
export function switchesOf(guess: Guess, curve: Curve): readonly SwitchValue[] {
  const ownWidth = curve.points.find(({ at }) => at === curve.own)?.margin.halfWidth ?? 0;
  return bracketsOf(curve).map(({ side, near, far }) => {
    const walk = walkOf(curve, side);
    const widthAt = ({ margin }: CurvePoint): number => margin.halfWidth ?? ownWidth;
    const at = crossing(walk, ({ margin }) => margin.value)!;
    const first = crossing(walk, (point) => point.margin.value - widthAt(point));
    const last = crossing(walk, (point) => point.margin.value + widthAt(point));
    // Between two values that were run nothing says where: the line between them is a guess.
    const [nearest, farthest] = outermost(side, [first, near.at], [last, far.at]);
    const outwards = (place: number): number => onward(guess, place, side);
    return {
      side,
      value: outwards(at),
      near: nearest === curve.own ? null : outwards(nearest),
      far: last === undefined ? null : outwards(farthest),
      winner: far.margin.rival,
      isRough: [near, far].some(
        ({ margin, at: place }) =>
          place !== curve.own && Number.isFinite(margin.value) && margin.halfWidth === null,
      ),
    };
  });
}

/** Of two pairs of places the inner one of the first and the outer one of the second. */
function outermost(
  side: SwitchValue["side"],
  [first, near]: readonly [number | undefined, number],
  [last, far]: readonly [number | undefined, number],
): readonly [number, number] {
  const [inner, outer] = side === "above" ? [Math.min, Math.max] : [Math.max, Math.min];
  return [inner(first ?? near, near), outer(last ?? far, far)];
}

/** The first place at which something falls below 0; undefined where it does not. */
function crossing(
  walk: readonly CurvePoint[],
  of: (point: CurvePoint) => number,
): number | undefined {
  const far = walk.findIndex((point) => of(point) < 0);
  if (far < 0) return undefined;
  if (far === 0) return walk[0]!.at;
  const [a, b] = [walk[far - 1]!, walk[far]!];
  const [from, to] = [of(a), of(b)];
  const isLine = Number.isFinite(from) && Number.isFinite(to);
  return a.at + (isLine ? from / (from - to) : 0.5) * (b.at - a.at);
}

/** The value at a place; of whole numbers the next one outwards. */
function onward(guess: Guess, at: number, side: SwitchValue["side"]): number {
  if (!guess.isWhole) return valueAt(guess, at);
  const exact = valueAt({ ...guess, isWhole: false }, at);
  // A place that stands for a whole number is not exact.
  return side === "above" ? Math.ceil(exact - 1e-6) : Math.floor(exact + 1e-6);
}
