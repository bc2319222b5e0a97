/**
 * Logarithm, exponential and friends from operations that IEEE 754 fixes (+ − × ÷ and access to the exponent), so that
 * sampling gives the same bits on every engine and CPU. ECMAScript leaves the results of Math.log and Math.exp open.
 */
import { invariant } from "../support/invariant.js";

/** ln 2 in two parts; the upper one ends in 20 zero bits, so that its products with an exponent are exact. */
const LN2_UPPER = 6.9314718036912381649e-1;
const LN2_LOWER = 1.90821492927058770002e-10;
const LOG2_E = 1.4426950408889634;
const SQRT2 = 1.4142135623730951;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

const scratch = new DataView(new ArrayBuffer(8));

/** Two to the power `exponent`, -1022..1023. */
function powerOfTwo(exponent: number): number {
  scratch.setInt32(0, (exponent + 1023) << 20);
  scratch.setInt32(4, 0);
  return scratch.getFloat64(0);
}

/**
 * Natural logarithm, within 1 ulp. ln 0 is -Infinity; of a negative number, NaN.
 *
 * x = 2^k·(1 + f) with 1 + f in [√½, √2), and ln(1 + f) = f − s·(f − R) with s = f/(2 + f) and R the rest of the atanh
 * series in s²: the leading f is exact, so that rounding errors only enter at second order.
 *
 * @see the argument reduction of fdlibm's e_log.c; Muller, "Elementary Functions", 3rd ed., chapter 11.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < SMALLEST_NORMAL;
  scratch.setFloat64(0, subnormal ? x * TWO_TO_54 : x);
  const upper = scratch.getInt32(0);
  scratch.setInt32(0, (upper & 0xfffff) | (1023 << 20));
  let k = (upper >> 20) - 1023 - (subnormal ? 54 : 0);
  let m = scratch.getFloat64(0);
  if (m >= SQRT2) {
    m /= 2;
    k += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  // 2·(z/3 + z²/5 + … ); |s| < 0.1716 makes the twelfth term smaller than 1e-19.
  let series = 2 / 23;
  for (let odd = 21; odd >= 3; odd -= 2) series = series * z + 2 / odd;
  return k * LN2_UPPER - (s * (f - series * z) - k * LN2_LOWER - f);
}

/** ln(1 + x) without the loss for small x, by Kahan's correction of the rounding of 1 + x; about 2 ulp. */
export function ln1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  return (ln(sum) * x) / (sum - 1);
}

/**
 * e to the power x, within 1 ulp where the result is normal; 0 below -745.2, Infinity above 709.8.
 *
 * x = k·ln 2 + r with |r| ≤ ½ ln 2, reduced in two parts, then the Taylor series of e^r to r^14.
 *
 * @see the argument reduction of fdlibm's e_exp.c.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.79) return Number.POSITIVE_INFINITY;
  if (x < -745.14) return 0;
  const k = Math.floor(x * LOG2_E + 0.5);
  const upper = x - k * LN2_UPPER;
  const lower = k * LN2_LOWER;
  const r = upper - lower;
  let tail = 1 / 14;
  for (let n = 13; n >= 2; n--) tail = (1 + tail * r) / n;
  // 1 + r + r²·tail, adding what the rounding of r left behind; r·r·tail is the small part.
  const y = 1 + (upper + (r * r * tail - lower));
  // Two steps, since 2^k alone may lie outside the normal numbers where y·2^k does not.
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** x to the power y for x ≥ 0; the relative error is some |y·ln x| times 1e-16. */
export function power(x: number, y: number): number {
  if (y === 1 || x === 1) return x;
  if (y === 0) return 1;
  return exp(y * ln(x));
}

/**
 * Logarithm of the gamma function for x > 0, about 1e-15 relative to the larger of 1 and the result.
 *
 * Stirling's series, after moving the argument beyond 12 with Γ(x + 1) = x·Γ(x).
 *
 * @see Abramowitz & Stegun 6.1.15 and 6.1.41.
 */
export function lnGamma(x: number): number {
  invariant(x > 0, () => `lnGamma: expected an argument above 0, got ${x}`);
  let product = 1;
  let y = x;
  while (y < 12) {
    product *= y;
    y += 1;
  }
  const w = 1 / (y * y);
  const correction =
    (1 / 12 -
      w *
        (1 / 360 -
          w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w / 156)))))) /
    y;
  const halfLnTwoPi = 0.9189385332046727;
  return (y - 0.5) * ln(y) - y + halfLnTwoPi + correction - ln(product);
}

/** Coefficients of a quotient of two polynomials, lowest power first. */
interface Rational {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

const CENTRE: Rational = {
  above: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  below: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
    39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
  ],
};
const TAIL: Rational = {
  above: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
    7.7454501427834140764e-4,
  ],
  below: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
    0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
    1.05075007164441684324e-9,
  ],
};
const FAR_TAIL: Rational = {
  above: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
    2.01033439929228813265e-7,
  ],
  below: [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
    7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
    2.04426310338993978564e-15,
  ],
};

function quotient({ above, below }: Rational, x: number): number {
  const polynomial = (coefficients: readonly number[]) =>
    coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
  return polynomial(above) / polynomial(below);
}

/**
 * Quantile of the standard normal distribution, about 1e-15 relative, for 0 < p < 1.
 * Near 1 the precision is that of 1 − p: ask for the quantile of 1 − p and change its sign.
 *
 * @see Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.
 */
export function normalQuantile(p: number): number {
  invariant(p > 0 && p < 1, () => `normalQuantile: expected 0 < p < 1, got ${p}`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * quotient(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const z = r <= 5 ? quotient(TAIL, r - 1.6) : quotient(FAR_TAIL, r - 5);
  return q < 0 ? -z : z;
}
