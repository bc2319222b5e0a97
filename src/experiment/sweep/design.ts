/** Designs: at which combinations of the levels of its factors a sweep looks. A point is the number of a level of each factor. */
import { type SeedKey, stream, uniform } from "../../random/draw.js";
import { Purpose } from "../../random/purposes.js";

/** A level of each factor, numbered from 0; or `AS_IT_IS`. */
export type Point = readonly number[];

/** In place of a level: the value that the scenario has. */
export const AS_IT_IS = -1;

/** Every combination of the levels; the last factor turns fastest. */
export function gridPoints(levels: readonly number[]): readonly Point[] {
  let points: readonly Point[] = [[]];
  for (const count of levels) {
    points = points.flatMap((point) =>
      Array.from({ length: count }, (_, level) => [...point, level]),
    );
  }
  return points;
}

/** Each factor through its levels, the others as they are. */
export function oneAtATime(levels: readonly number[]): readonly Point[] {
  return levels.flatMap((count, factor) =>
    Array.from({ length: count }, (_, level) =>
      levels.map((_, other) => (other === factor ? level : AS_IT_IS)),
    ),
  );
}

/**
 * A Latin hypercube: of as many equal stretches of every factor as there are points, each has one point, in an order drawn for
 * that factor. A stretch lies in the level that its point falls into.
 *
 * @param set hypercubes of different sets share no luck.
 * @see McKay, Beckman & Conover, "A comparison of three methods for selecting values of input variables", Technometrics 21 (1979)
 */
export function latinHypercube(
  levels: readonly number[],
  { points, seed, set }: { readonly points: number; readonly seed: SeedKey; readonly set: number },
): readonly Point[] {
  const luck = stream(seed, Purpose.Design, set);
  const columns = levels.map((count, factor) => {
    const order = shuffled(points, (place) => uniform(luck, 2 * factor, place));
    return order.map((stretch, place) => {
      const at = (stretch + uniform(luck, 2 * factor + 1, place)) / points;
      return Math.min(count - 1, Math.floor(at * count));
    });
  });
  return Array.from({ length: points }, (_, point) => columns.map((column) => column[point]!));
}

/** 0 to `count - 1` in an order that is drawn. @see Durstenfeld, Algorithm 235, Communications of the ACM 7 (1964) */
function shuffled(count: number, draw: (place: number) => number): readonly number[] {
  const order = Array.from({ length: count }, (_, place) => place);
  for (let place = count - 1; place > 0; place--) {
    const other = Math.min(place, Math.floor(draw(place) * (place + 1)));
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  return order;
}

/** What of a Sobol estimate is evaluated: two hypercubes, and the first with a factor of the second at a time. */
export interface SobolDesign {
  readonly a: readonly Point[];
  readonly b: readonly Point[];
}

/** Every point that Sobol indices of a design need, those of the hypercubes first. */
export function sobolPoints({ a, b }: SobolDesign): readonly Point[] {
  const mixed = a.flatMap((point, index) =>
    point.map((_, factor) => mixedPoint({ a, b }, index, factor)),
  );
  return [...a, ...b, ...mixed];
}

/** Point `index` of the first hypercube with one factor of the second. */
export function mixedPoint({ a, b }: SobolDesign, index: number, factor: number): Point {
  return a[index]!.map((level, other) => (other === factor ? b[index]![factor]! : level));
}

/** Names a point. */
export function pointKey(point: Point): string {
  return point.join(",");
}
