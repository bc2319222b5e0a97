/**
 * Inversion: one uniform in, one variate out, by a rule that costs a few nanoseconds whatever the distribution.
 *
 * Continuous quantile functions are tabulated over cells whose widths shrink geometrically towards both tails, as the
 * floating-point numbers themselves do, so that the cell is read off the exponent and the first bits of the fraction and
 * the relative error stays the same from the median to the last uniform.
 */
import { invariant } from "../support/invariant.js";
import type { Variate } from "./variate.js";

/** A quantile function seen from its two ends, each exact for small arguments; 0 < v ≤ ½. */
export interface Tails {
  /** The quantile of v. */
  readonly lower: (v: number) => number;
  /** The quantile of 1 − v. */
  readonly upper: (v: number) => number;
}

/** Where the table ends and the exact function takes over: the smallest of the 32-bit uniforms, 2^-33. */
const SMALLEST = 1 / 8589934592;
const OCTAVES = 32;

/** Aimed-at relative error of the interpolation; the steepest distributions get the finest table there is, and what it gives. */
const TOLERANCE = 4e-5;
const COARSEST = 5;
const FINEST = 10;

const Rule = { Linear: 0, Table: 1, Steps: 2 } as const;
type Rule = (typeof Rule)[keyof typeof Rule];

/** Everything any of the rules needs: one shape for all distributions. */
interface Parts {
  readonly rule: Rule;
  readonly mean: number;
  /** Linear: the quantile of 0, and its rise up to the quantile of 1. */
  readonly start: number;
  readonly rise: number;
  /** Table: cells of (v at the start, quantile there, slope), those of the lower half first. */
  readonly cells: Float64Array;
  readonly shift: number;
  readonly base: number;
  readonly half: number;
  readonly tails: Tails;
  /** Steps: ascending values, the probabilities up to and with each, and the first candidate of each bucket of u. */
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
  readonly guide: Int32Array;
}

const NOTHING: Parts = {
  rule: Rule.Linear,
  mean: 0,
  start: 0,
  rise: 0,
  cells: new Float64Array(0),
  shift: 0,
  base: 0,
  half: 0,
  tails: { lower: () => Number.NaN, upper: () => Number.NaN },
  values: new Float64Array(0),
  cumulative: new Float64Array(0),
  guide: new Int32Array(0),
};

const scratch = new DataView(new ArrayBuffer(8));
const FIRST_WORD = firstWord(SMALLEST);

/** The sign, exponent and first 20 bits of the fraction of a double. */
function firstWord(x: number): number {
  scratch.setFloat64(0, x, true);
  return scratch.getInt32(4, true);
}

/** The one class of variates. Its quantiles never fall as u rises. */
class Inversion implements Variate {
  readonly mean: number;
  private readonly rule: Rule;
  private readonly start: number;
  private readonly rise: number;
  private readonly cells: Float64Array;
  private readonly shift: number;
  private readonly base: number;
  private readonly half: number;
  private readonly tails: Tails;
  private readonly values: Float64Array;
  private readonly cumulative: Float64Array;
  private readonly guide: Int32Array;

  constructor(parts: Parts) {
    this.mean = parts.mean;
    this.rule = parts.rule;
    this.start = parts.start;
    this.rise = parts.rise;
    this.cells = parts.cells;
    this.shift = parts.shift;
    this.base = parts.base;
    this.half = parts.half;
    this.tails = parts.tails;
    this.values = parts.values;
    this.cumulative = parts.cumulative;
    this.guide = parts.guide;
  }

  at(u: number): number {
    if (this.rule === Rule.Table) {
      // The distance to the nearer end, and which half: both without a branch, which chance would mispredict every other time.
      const v = 0.5 - Math.abs(u - 0.5);
      if (v < SMALLEST) return u < 0.5 ? this.tails.lower(u) : this.tails.upper(1 - u);
      // firstWord, by hand: V8 gives up inlining it here, and a call boxes v.
      scratch.setFloat64(0, v, true);
      const word = scratch.getInt32(4, true);
      const cell = 3 * ((word >> this.shift) + this.base + ((2 * u) | 0) * this.half);
      const cells = this.cells;
      return cells[cell + 1]! + cells[cell + 2]! * (v - cells[cell]!);
    }
    if (this.rule === Rule.Linear) return this.start + this.rise * u;
    return this.step(u);
  }

  /** The first value whose cumulative probability exceeds u: a guide table (Chen & Asau 1974), bisected where it is coarse. */
  private step(u: number): number {
    const bucket = (u * (this.guide.length - 1)) | 0;
    let low = this.guide[bucket]!;
    let high = this.guide[bucket + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (u < this.cumulative[middle]!) high = middle;
      else low = middle + 1;
    }
    return this.values[low]!;
  }
}

/** The variate from `min` to `max` with all values alike; a constant if they are equal. Exact but for rounding. */
export function linear(min: number, max: number): Variate {
  return new Inversion({ ...NOTHING, start: min, rise: max - min, mean: min + (max - min) / 2 });
}

/**
 * The variate of a smooth, rising, positive quantile function, tabulated: within 1e-4 of it for 2^-33 ≤ u ≤ 1 − 2^-33
 * (unless it is so steep that even the finest table falls short), exact beyond.
 * Takes some milliseconds and 50 kB to 1.6 MB, of which most draws touch a few kB.
 */
export function tabulated(tails: Tails, mean: number): Variate {
  const fineness = finenessFor(tails);
  const half = (OCTAVES << fineness) + 1;
  const shift = 20 - fineness;
  const cells = new Float64Array(2 * 3 * half);
  // Rounding may set the two ends apart where they meet.
  const median = tails.lower(0.5);
  fillHalf(cells.subarray(0, 3 * half), fineness, (v) => Math.min(tails.lower(v), median));
  fillHalf(cells.subarray(3 * half), fineness, (v) => Math.max(tails.upper(v), median));
  return new Inversion({
    ...NOTHING,
    rule: Rule.Table,
    mean,
    cells,
    shift,
    base: -(FIRST_WORD >> shift),
    half,
    tails,
  });
}

/**
 * The variate of weighted values, exact.
 *
 * @param values at least one
 * @param weights one for each value, none negative, not all 0; they need not add up to 1
 */
export function steps(values: readonly number[], weights: readonly number[]): Variate {
  const ranked = values
    .map((value, index) => ({ value, weight: weights[index]! }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => one.value - other.value);
  const total = ranked.reduce((sum, { weight }) => sum + weight, 0);
  invariant(
    ranked.length > 0 && total < Number.POSITIVE_INFINITY,
    () => "steps: expected values with finite weights, one above 0",
  );
  const cumulative = new Float64Array(ranked.length);
  let sum = 0;
  let weighted = 0;
  for (const [index, { value, weight }] of ranked.entries()) {
    sum += weight;
    weighted += value * weight;
    cumulative[index] = sum / total;
  }
  return new Inversion({
    ...NOTHING,
    rule: Rule.Steps,
    mean: weighted / total,
    values: Float64Array.from(ranked, ({ value }) => value),
    cumulative,
    guide: guideOf(cumulative),
  });
}

/** For each of n equal buckets of u, the first candidate; one entry more ends the last bucket. */
function guideOf(cumulative: Float64Array): Int32Array {
  let buckets = 1;
  while (buckets < cumulative.length) buckets *= 2;
  const guide = new Int32Array(buckets + 1);
  let index = 0;
  for (let bucket = 0; bucket <= buckets; bucket++) {
    while (index < cumulative.length - 1 && cumulative[index]! <= bucket / buckets) index++;
    guide[bucket] = index;
  }
  return guide;
}

/** Where cell `index` starts: each octave from the smallest v to ½ is cut into 2^fineness equal cells. */
function knotAt(index: number, fineness: number): number {
  scratch.setInt32(4, FIRST_WORD + (index << (20 - fineness)), true);
  scratch.setInt32(0, 0, true);
  return scratch.getFloat64(0, true);
}

/** The coarsest table whose chords keep to the tolerance in the middle of eight cells of each octave. */
function finenessFor(tails: Tails): number {
  for (let fineness = COARSEST; fineness < FINEST; fineness++) {
    if (isFineEnough(tails, fineness)) return fineness;
  }
  return FINEST;
}

function isFineEnough(tails: Tails, fineness: number): boolean {
  const stride = 1 << (fineness - 3);
  for (let index = 0; index < OCTAVES << fineness; index += stride) {
    const from = knotAt(index, fineness);
    const to = knotAt(index + 1, fineness);
    for (const quantile of [tails.lower, tails.upper]) {
      const exact = quantile((from + to) / 2);
      const chord = (quantile(from) + quantile(to)) / 2;
      if (Math.abs(chord - exact) > TOLERANCE * exact) return false;
    }
  }
  return true;
}

/**
 * Fills the cells of one half of the table, the last of which only says where the half ends.
 * Slopes are taken back, by rounding errors only, until no cell ends beyond where the next one starts.
 */
function fillHalf(cells: Float64Array, fineness: number, quantile: (v: number) => number): void {
  const last = cells.length / 3 - 1;
  let from = knotAt(0, fineness);
  let value = quantile(from);
  const direction = value <= quantile(knotAt(last, fineness)) ? 1 : -1;
  for (let index = 0; index < last; index++) {
    const to = knotAt(index + 1, fineness);
    const next = direction * Math.max(direction * quantile(to), direction * value);
    invariant(
      Number.isFinite(next),
      () => `quantile of ${to}: expected a finite number, got ${next}`,
    );
    const width = to - from;
    let slope = (next - value) / width;
    const overshoot = () => direction * (value + slope * width - next);
    while (overshoot() > 0) slope -= (direction * overshoot()) / width;
    cells.set([from, value, slope], 3 * index);
    from = to;
    value = next;
  }
  cells.set([from, value, 0], 3 * last);
}
