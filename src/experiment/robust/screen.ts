/** Which guesses matter: each by itself where that can be paid, in groups that are split where it cannot. */
import { correlation } from "../../stats/correlation.js";
import { type Arena, leftOf, look, marginOf } from "./arena.js";
import type { Guess } from "./guess.js";
import { lossBetween, type Margin } from "./margins.js";
import type { DrawnWorld } from "./together.js";
import { ownPlace, type Turn } from "./worlds.js";

/** Guesses that were put to an end of their ranges together, and the margin there. */
export interface Screened {
  readonly guesses: readonly number[];
  readonly margin: Margin;
}

/** What the screening found. */
export interface Screening {
  /** Numbers of guesses that were looked at by themselves. */
  readonly alone: readonly number[];
  /** The others, as far as they were looked at. */
  readonly groups: readonly Screened[];
  /** Guesses that no end of its range makes a world of, and why. */
  readonly refused: readonly { readonly guess: number; readonly reason: string }[];
}

/** The part of what is left that the screening may spend; the rest is for the figures that it finds. */
const PART = 0.7;

/** Replications of one look at most: to see what matters takes few. */
const MOST_REPLICATIONS = 3;

/** Looks at every guess. @param drawn says which are likely to matter: those are looked at first. */
export async function screen(
  arena: Arena,
  rivals: readonly string[],
  drawn: readonly DrawnWorld[],
): Promise<Screening> {
  const { guesses } = arena.maker;
  const refused = guesses.flatMap((guess, index) => refusalOf(arena, guess, index));
  const left = likelyFirst(guesses, drawn).filter(
    (index) => !refused.some((one) => one.guess === index),
  );
  const looks = Math.floor((PART * leftOf(arena)) / (1 + rivals.length));
  if (left.length > looks) {
    const found = await bisected(arena, rivals, left, looks);
    return { ...found, refused };
  }
  const replications = Math.max(
    1,
    Math.min(MOST_REPLICATIONS, arena.order.length, Math.floor(looks / (2 * left.length))),
  );
  await look(
    arena,
    rivals,
    left.map((guess) => ({ turns: [harderEnd(arena, guess)], replications })),
  );
  if (2 * left.length <= looks) {
    await look(
      arena,
      rivals,
      left.map((guess) => ({ turns: [otherEnd(arena, guess)], replications })),
    );
  }
  return { alone: left, groups: [], refused };
}

/** The end of a range at which life is harder, where the guess does more; the other one where that makes no world. */
export function harderEnd({ maker }: Arena, guess: number): Turn {
  const at = EASES.test(maker.guesses[guess]!.name) ? 0 : 1;
  const makesWorld = "scenario" in maker.worldOf([{ guess, at }]);
  return { guess, at: makesWorld ? at : 1 - at };
}

/** The other end. */
export function otherEnd(arena: Arena, guess: number): Turn {
  return { guess, at: 1 - harderEnd(arena, guess).at };
}

/** Figures of which more is easier. */
const EASES = /(crews|[bB]andwidth|maxDownloads|every|testers)$/;

/** A guess of which both ends make no world. */
function refusalOf({ maker }: Arena, guess: Guess, index: number) {
  const ends = [0, 1]
    .filter((at) => Math.abs(at - ownPlace(guess)) > 1e-9)
    .map((at) => maker.worldOf([{ guess: index, at }]));
  const reasons = ends.flatMap((end) => ("reason" in end ? [end.reason] : []));
  return reasons.length < ends.length || reasons.length === 0
    ? []
    : [{ guess: index, reason: reasons[0]! }];
}

/** Guesses in the order in which margins of drawn worlds go with them. */
function likelyFirst(guesses: readonly Guess[], drawn: readonly DrawnWorld[]): readonly number[] {
  const finite = drawn.filter(({ margin }) => Number.isFinite(margin.value));
  const margins = finite.map(({ margin }) => margin.value);
  return guesses
    .map((_, index) => {
      const places = finite.map(({ at }) => at[index]!);
      return { index, strength: Math.abs(correlation(places, margins) ?? 0) };
    })
    .toSorted((a, b) => b.strength - a.strength || a.index - b.index)
    .map(({ index }) => index);
}

/**
 * Group screening: the likeliest by themselves, the others in groups, of which the one that moves the margin most is split, again
 * and again.
 *
 * @see Bettonvil & Kleijnen, "Searching for important factors in simulation models with many factors: sequential bifurcation",
 *   European Journal of Operational Research 96 (1997)
 */
async function bisected(
  arena: Arena,
  rivals: readonly string[],
  guesses: readonly number[],
  looks: number,
): Promise<Omit<Screening, "refused">> {
  let parts: readonly (readonly number[])[] = firstParts(guesses, looks);
  let used = await lookAt(parts);
  const most = Math.floor(leftOf(arena) / (1 + rivals.length)) + used;
  for (;;) {
    // A group that loses the lead is split as long as anything is left: one of its members may change the winner.
    const isOver = used + 2 > looks;
    if (used + 2 > most) break;
    const widest = parts
      .filter((part) => part.length > 1 && (!isOver || losesLead(part)))
      .map((part) => ({ part, move: moveOf(part) }))
      .toSorted((a, b) => b.move - a.move)[0];
    if (widest === undefined || widest.move <= 0) break;
    const middle = Math.ceil(widest.part.length / 2);
    const halves = [widest.part.slice(0, middle), widest.part.slice(middle)];
    const paid = await lookAt(halves);
    if (paid < halves.length) break;
    used += paid;
    parts = parts.flatMap((part) => (part === widest.part ? halves : [part]));
  }
  return {
    alone: parts.flatMap((part) => (part.length === 1 ? part : [])),
    groups: parts.flatMap((part) => {
      const margin = part.length > 1 ? marginOf(arena, rivals, turnsOf(part)) : undefined;
      return margin === undefined ? [] : [{ guesses: part, margin }];
    }),
  };

  function turnsOf(part: readonly number[]): readonly Turn[] {
    return part.map((guess) => harderEnd(arena, guess));
  }

  function lookAt(some: readonly (readonly number[])[]): Promise<number> {
    return look(
      arena,
      rivals,
      some.map((part) => ({ turns: turnsOf(part), replications: 1 })),
    );
  }

  function losesLead(part: readonly number[]): boolean {
    return (marginOf(arena, rivals, turnsOf(part))?.value ?? 0) < 0;
  }

  function moveOf(part: readonly number[]): number {
    const own = marginOf(arena, rivals, []);
    const there = marginOf(arena, rivals, turnsOf(part));
    return own === undefined || there === undefined ? 0 : Math.abs(lossBetween(own, there));
  }
}

/** Half of the looks: a quarter for single guesses, a quarter for groups of the others. */
function firstParts(guesses: readonly number[], looks: number): readonly (readonly number[])[] {
  const single = Math.floor(looks / 4);
  const rest = guesses.slice(single);
  const groups = Math.max(1, Math.floor(looks / 2) - single);
  const size = Math.max(1, Math.ceil(rest.length / groups));
  return [
    ...guesses.slice(0, single).map((guess) => [guess]),
    ...Array.from({ length: Math.ceil(rest.length / size) }, (_, index) =>
      rest.slice(index * size, (index + 1) * size),
    ),
  ];
}
