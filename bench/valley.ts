/** A valley over a square of points, with luck that all of them share and luck of their own: a search whose truth is known. */
import type { Observe, Response } from "../src/experiment/tune/response.js";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";

/** What the valley is. */
export interface Valley {
  /** Points along each side. */
  readonly side: number;
  /** Cost of a step from the bottom, along each side. */
  readonly slope: number;
  /** Standard deviations of the luck that all points share, and of that of each. */
  readonly shared: number;
  readonly own: number;
  /** Columns from which on the constraint always holds; before it does in half of the replications. Null: there is none. */
  readonly limit: number | null;
}

/** Sum of four uniform variates, of mean 0 and standard deviation 1: near enough to a normal one. */
function bell(uniforms: (index: number) => number): number {
  return (uniforms(0) + uniforms(1) + uniforms(2) + uniforms(3) - 2) * Math.sqrt(3);
}

/** The costs at the points by truth, and what is observed of them from a seed. */
export function valley({ side, slope, shared, own, limit }: Valley, seed: string) {
  const key = seedKey(seed);
  const bottom = Math.floor(side / 4);
  const common = stream(key, Purpose.Resampling, 0);
  const truth = (point: number): number =>
    slope * (Math.abs((point % side) - bottom) + Math.abs(Math.floor(point / side) - bottom));
  const observe: Observe<Response> = (points, from, until) =>
    Promise.resolve(
      points.map((point) => {
        const luck = stream(key, Purpose.Resampling, 1 + point);
        return Array.from({ length: until - from }, (_, i) => {
          const replication = from + i;
          const noise =
            shared * bell((index) => uniform(common, replication, index)) +
            own * bell((index) => uniform(luck, replication, index));
          const isKept = point % side >= (limit ?? 0) || uniform(luck, replication, 9) < 0.5;
          return { cost: truth(point) + noise, kept: limit === null ? [] : [isKept] };
        });
      }),
    );
  return { truth, observe };
}
