/** Puts what was found into the answer: the figures in their order, plain numbers instead of infinite ones. */
import type { Verdict } from "../verdict.js";
import { type Arena, marginOf } from "./arena.js";
import { valueAt } from "./guess.js";
import type { Guesses } from "./guesses.js";
import { baseLeads, lossBetween, type Margin } from "./margins.js";
import { curveOf } from "./refine.js";
import type { FigureRobustness, Lead, Robustness } from "./robustness.js";
import type { Screening } from "./screen.js";
import { type Measurable, replicationsNeeded, worthMeasuring } from "./settling.js";
import { type Curve, switchesOf } from "./switches.js";
import { staysBest, type Together } from "./together.js";

/** What the stages found. */
export interface FoundRobust {
  readonly verdict: Verdict;
  readonly guesses: Guesses;
  readonly rivals: readonly string[];
  readonly together: Together;
  readonly screening: Screening;
}

/** The answer but for what it cost. */
export function told(
  arena: Arena,
  { verdict, guesses, rivals, together, screening }: FoundRobust,
): Omit<Robustness, "cost" | "isPartial"> {
  const { all, assumed, varied } = guesses;
  const own = marginOf(arena, rivals, [])!;
  const figures = screening.alone
    .map((guess) => measurableOf(arena, rivals, guess))
    .filter(({ figure }) => figure.seen.length > 1)
    .toSorted((a, b) => b.loss - a.loss || a.guess - b.guess);
  const nameOf = (guess: number): string => all[guess]!.name;
  const seen = new Set([
    ...figures.map(({ guess }) => guess),
    ...screening.groups.flatMap((group) => group.guesses),
    ...screening.refused.map(({ guess }) => guess),
  ]);
  const { metric, unit } = verdict.objective;
  return {
    metric,
    unit,
    policy: arena.duel.winner,
    isWinner: verdict.winner === arena.duel.winner,
    noWinner: verdict.noWinner,
    lead: leadOf(own),
    rivals,
    assumed,
    varied,
    defaults: all.filter(({ isDefault }) => isDefault).length,
    figures: figures.map(({ figure }) => figure),
    groups: screening.groups.map((group) => ({
      names: group.guesses.map(nameOf),
      lead: leadOf(group.margin),
    })),
    refused: screening.refused.map(({ guess, reason }) => ({ name: nameOf(guess), reason })),
    unseen: [...all.keys()].filter((guess) => !seen.has(guess)).map(nameOf),
    together: staysBest(together),
    settling: {
      ...(own.halfWidth === null
        ? { replications: null, isSettled: false }
        : replicationsNeeded(baseLeads(arena.duel, own.rival!))),
      measure: worthMeasuring(figures, together.worlds),
    },
  };
}

function measurableOf(
  arena: Arena,
  rivals: readonly string[],
  guess: number,
): Measurable & { readonly loss: number } {
  const { name, measure, centre, value, low, high, isStated, isDefault, places } =
    arena.maker.guesses[guess]!;
  const curve = curveOf(arena, rivals, guess);
  const loss = lossOf(curve);
  const figure: FigureRobustness = {
    name,
    measure,
    centre,
    value,
    low,
    high,
    isStated,
    isDefault,
    stands: places.length,
    seen: curve.points.map(({ at, margin }) => ({
      value: at === curve.own ? value : valueAt(arena.maker.guesses[guess]!, at),
      at,
      lead: leadOf(margin),
    })),
    switches: switchesOf(arena.maker.guesses[guess]!, curve),
    loses: Number.isFinite(loss) ? loss : null,
  };
  return { guess, curve, loss, figure };
}

/** What the lead loses along a curve at most. */
function lossOf({ own, points }: Curve): number {
  const start = points.find(({ at }) => at === own)!.margin;
  return Math.max(0, ...points.map(({ margin }) => lossBetween(start, margin)));
}

function leadOf({ value, halfWidth, rival, replications }: Margin): Lead {
  return {
    value: Number.isFinite(value) ? value : null,
    halfWidth,
    isBest: value >= 0,
    rival,
    replications,
  };
}
