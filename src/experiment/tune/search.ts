/** The search of `tune`: halving, a selection with a guarantee among what is left, and new replications of what was chosen. */
import { startSelection } from "../../stats/selection.js";
import { mean } from "../../stats/summary.js";
import { halvePoints, type Halved, type SearchRule } from "./halving.js";
import { type Observe, type Response, shortfall, wholeCosts } from "./response.js";

/** What a search found. */
export interface Found<R extends Response> {
  /** The point that is recommended; null where none that was tried keeps the constraints. */
  readonly best: number | null;
  /** The point that comes nearest to the constraints; null where no point has a cost. */
  readonly nearest: number | null;
  readonly halved: Halved<R>;
  /** The points of the final selection. */
  readonly finalists: readonly number[];
  /** Whether the selection came to its end within the budget, so that its guarantee holds. */
  readonly isSelected: boolean;
  /** New replications of the recommended point and of others that were tried for it. */
  readonly checked: ReadonlyMap<number, readonly R[]>;
  readonly replications: number;
}

/** What new replications of the chosen points are. */
export interface FinalRange {
  readonly from: number;
  readonly until: number;
}

/** Points that are tried at most for one that keeps the constraints. */
const MOST_TRIED = 8;

/** Replications from one look to the next. */
const STRETCH = 10;

/** Searches the points. The replications of halving, of the selection and of the figures are all different ones. */
export async function searchPoints<R extends Response>(
  rule: SearchRule<R>,
  final: number,
  observe: Observe<R>,
): Promise<Found<R>> {
  const halved = await halvePoints(rule, observe);
  const { rows } = halved;
  const met = halved.left.filter((point) => shortfall(rule.constraints, rows[point]!, point) === 0);
  const finalists = met.length > 0 ? met : halved.left;
  const chosen = await select(finalists, rule, {
    observe,
    budget: rule.budget - halved.replications,
  });
  const checked = new Map<number, readonly R[]>();
  const { from, until } = finalRange(rule, final);
  const candidates = [...new Set([...chosen.order, ...halved.left, ...others(halved, rule)])];
  let best: number | null = null;
  for (const point of candidates.slice(0, MOST_TRIED)) {
    const [seen] = await observe([point], from, until);
    checked.set(point, seen!);
    if (wholeCosts(seen!) === undefined) continue;
    if (shortfall(rule.constraints, seen!, point) > 0) continue;
    best = point;
    break;
  }
  return {
    best,
    nearest: best ?? nearestOf(halved, checked, rule),
    halved,
    finalists,
    isSelected: chosen.isDone && best === chosen.order[0],
    checked,
    replications: halved.replications + chosen.replications + checked.size * final,
  };
}

/** The new replications that the printed figures are from: none that the search may have seen. */
export function finalRange({ budget }: Pick<SearchRule, "budget">, final: number): FinalRange {
  return { from: 2 * budget, until: 2 * budget + final };
}

/** Points given up that seem to keep the constraints, cheapest first. */
function others<R extends Response>(
  { rows, reasons }: Halved<R>,
  { constraints }: SearchRule<R>,
): number[] {
  const cost = (point: number): number => mean(wholeCosts(rows[point]!)!);
  return [...reasons]
    .flatMap(([point, reason]) =>
      reason !== "does-not-apply" && shortfall(constraints, rows[point]!, point) === 0
        ? [point]
        : [],
    )
    .toSorted((a, b) => cost(a) - cost(b) || a - b);
}

function nearestOf<R extends Response>(
  { rows, reasons }: Halved<R>,
  checked: ReadonlyMap<number, readonly R[]>,
  { constraints }: SearchRule<R>,
): number | null {
  const short = rows.map((seen, point) =>
    shortfall(constraints, checked.get(point) ?? seen, point),
  );
  const [nearest] = [...rows.keys()]
    .filter((point) => reasons.get(point) !== "does-not-apply")
    .toSorted((a, b) => short[a]! - short[b]! || a - b);
  return nearest ?? null;
}

/** Chooses the cheapest of few points on replications of their own; all of them in order, the chosen one first. */
async function select<R extends Response>(
  points: readonly number[],
  { indifference, confidence, first, budget: begin }: SearchRule<R>,
  { observe, budget }: { readonly observe: Observe<R>; readonly budget: number },
) {
  if (points.length < 2) return { order: points, isDone: true, replications: 0 };
  const systems = points.length;
  const selection = startSelection({
    systems,
    indifference,
    confidence,
    first: Math.max(STRETCH, first),
  });
  const sums = points.map(() => ({ sum: 0, n: 0 }));
  let [seen, replications] = [0, 0];
  let worst = Number.NEGATIVE_INFINITY;
  while (selection.remaining.length > 1) {
    const { remaining } = selection;
    if (replications + STRETCH * remaining.length > budget) break;
    const asked = remaining.map((system) => points[system]!);
    const rows = await observe(asked, begin + seen, begin + seen + STRETCH);
    seen += STRETCH;
    replications += STRETCH * remaining.length;
    for (let i = 0; i < STRETCH && selection.remaining.length > 1; i++) {
      const costs = points.map(() => 0);
      for (const [index, system] of remaining.entries()) {
        const { cost } = rows[index]![i]!;
        // What does not apply counts as the worst that was seen; the new replications would tell.
        worst = Math.max(worst, cost ?? worst);
        costs[system] = cost ?? worst;
        sums[system]!.sum += costs[system];
        sums[system]!.n += 1;
      }
      selection.add(costs);
    }
  }
  const left = new Set(selection.remaining);
  const average = (system: number): number => sums[system]!.sum / Math.max(1, sums[system]!.n);
  const order = [...points.keys()].toSorted(
    (a, b) => Number(left.has(b)) - Number(left.has(a)) || average(a) - average(b) || a - b,
  );
  return {
    order: order.map((system) => points[system]!),
    isDone: left.size === 1,
    replications,
  };
}
