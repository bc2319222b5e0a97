/**
 * Polynomials of one and of two factors that are nearest to what was seen at the points of a design: a polynomial chaos expansion.
 * Its Sobol indices follow from its coefficients.
 *
 * @see Sudret, "Global sensitivity analysis using polynomial chaos expansions", Reliability Engineering & System Safety 93 (2008)
 */
import type { KnownPart } from "../../stats/sobol.js";
import { mean } from "../../stats/summary.js";
import { type Point, pointKey } from "./design.js";
import { dot, leastSquares } from "./least-squares.js";

/** Highest degree of a polynomial: enough for a curve with a few bends. */
const DEGREE = 6;

/** Points for each coefficient, at least: with fewer, luck is fitted. */
const POINTS_EACH = 10;

/** Coefficients at most: the time that a fit takes grows with their square. */
const MOST_TERMS = 100;

/** A product of polynomials of different factors. */
type Term = readonly { readonly factor: number; readonly degree: number }[];

/** Fits polynomials to results at the points it was made for. */
export type Fit = (results: readonly number[]) => KnownPart;

/**
 * Prepares a fit.
 *
 * @param counts levels of each factor, all equally likely. The order of names is as good as any.
 */
export function polynomialFit(points: readonly Point[], counts: readonly number[]): Fit {
  const bases = counts.map((count) => orthonormal(count, Math.min(DEGREE, count - 1)));
  const terms = termsOf(bases, Math.min(MOST_TERMS, points.length / POINTS_EACH));
  const valueOf = (term: Term, point: Point): number =>
    term.reduce(
      (product, { factor, degree }) => product * bases[factor]![degree - 1]![point[factor]!]!,
      1,
    );
  const rows = points.map((point) => [1, ...terms.map((term) => valueOf(term, point))]);
  const solver = leastSquares(rows);
  const keys = points.map(pointKey);
  return (results) => {
    const [, ...weights] = solver.map((row) => dot(row, results));
    const known = new Map(rows.map((row, i) => [keys[i]!, dot(row.slice(1), weights)]));
    // Of an orthonormal basis the variance is the sum of the squared coefficients.
    const varianceOf = (isMeant: (term: Term) => boolean): number =>
      terms.reduce((sum, term, i) => sum + (isMeant(term) ? weights[i]! ** 2 : 0), 0);
    const mains = bases.map((basis, factor) => mainEffect(basis, factor, { terms, weights }));
    const has = (term: Term, factor: number): boolean => term.some((one) => one.factor === factor);
    return {
      at: (point) => known.get(pointKey(point))!,
      main: (factor, level) => mains[factor]![level]!,
      variance: varianceOf(() => true),
      first: counts.map((_, factor) =>
        varianceOf((term) => term.length === 1 && has(term, factor)),
      ),
      total: counts.map((_, factor) => varianceOf((term) => has(term, factor))),
    };
  };
}

/** Values over the levels of polynomials of degree 1 and more: each of mean 0 and variance 1, none correlated with another. */
type Basis = readonly (readonly number[])[];

function orthonormal(count: number, degree: number): Basis {
  const places = Array.from({ length: count }, (_, level) => (2 * level + 1) / count - 1);
  const basis = [places.map(() => 1)];
  for (let n = 1; n <= degree; n++) {
    let values = basis[n - 1]!.map((value, level) => value * places[level]!);
    // Twice is enough for what rounding leaves. @see Giraud et al., Numerische Mathematik 101 (2005)
    for (const before of [...basis, ...basis]) {
      const shared = mean(values.map((value, level) => value * before[level]!));
      values = values.map((value, level) => value - shared * before[level]!);
    }
    const size = Math.sqrt(mean(values.map((value) => value * value)));
    basis.push(values.map((value) => value / size));
  }
  return basis.slice(1);
}

/** As many terms as are allowed, by rising degree. */
function termsOf(bases: readonly Basis[], most: number): readonly Term[] {
  const terms: Term[] = [];
  const addAll = (more: readonly Term[]): boolean => {
    const fits = 1 + terms.length + more.length <= most;
    if (fits) terms.push(...more);
    return fits;
  };
  for (let degree = 1; degree <= DEGREE; degree++) {
    // A bend of one factor is commoner than one of two together.
    const next = degree === 1 ? [1, 2] : [degree + 1];
    for (const more of [...next.map((one) => singles(bases, one)), pairs(bases, degree)]) {
      if (!addAll(more)) return terms;
    }
  }
  return terms;
}

function singles(bases: readonly Basis[], degree: number): readonly Term[] {
  return bases.flatMap((basis, factor) => (degree <= basis.length ? [[{ factor, degree }]] : []));
}

/** Terms of two factors whose degrees come to `degree`. */
function pairs(bases: readonly Basis[], degree: number): readonly Term[] {
  return bases.flatMap((basis, factor) =>
    bases.slice(0, factor).flatMap((other, second) =>
      basis.slice(0, degree - 1).flatMap((_, index): Term[] => {
        const rest = degree - index - 1;
        return rest > other.length
          ? []
          : [
              [
                { factor, degree: index + 1 },
                { factor: second, degree: rest },
              ],
            ];
      }),
    ),
  );
}

/** What a factor does by itself, at each of its levels. */
function mainEffect(
  basis: Basis,
  factor: number,
  { terms, weights }: { readonly terms: readonly Term[]; readonly weights: readonly number[] },
): readonly number[] {
  return Array.from({ length: basis[0]!.length }, (_, level) =>
    terms.reduce((sum, term, i) => {
      const [one, other] = term;
      const isOwn = one!.factor === factor && other === undefined;
      return isOwn ? sum + weights[i]! * basis[one!.degree - 1]![level]! : sum;
    }, 0),
  );
}
