/** The figures that matter most, closely: both ends of their ranges, and the values at which the winner changes. */
import { type Arena, leftOf, look, type Look, marginOf } from "./arena.js";
import { type Guess, placeOf, valueAt } from "./guess.js";
import { lossBetween, type Margin } from "./margins.js";
import { otherEnd, harderEnd } from "./screen.js";
import { bracketsOf, type Curve } from "./switches.js";
import { ownPlace } from "./worlds.js";

/** Figures that are looked at closely. */
export const MOST_CLOSELY = 5;

/** Rounds of narrowing down where the winner changes. */
const ROUNDS = 5;

/** Looks that one figure takes about: two ends, and values between. */
const LOOKS_EACH = 5;

/** Looks closely at the guesses that take most of the lead, as far as simulations are left. @throws Interrupted */
export async function refine(
  arena: Arena,
  rivals: readonly string[],
  alone: readonly number[],
): Promise<void> {
  const looksLeft = (): number => Math.floor(leftOf(arena) / (1 + rivals.length));
  const likely = mostOf(arena, rivals, alone);
  await look(
    arena,
    rivals,
    likely.map((guess): Look => ({ turns: [otherEnd(arena, guess)], replications: 1 })),
  );
  const most = mostOf(arena, rivals, alone);
  const several = Math.floor(looksLeft() / (LOOKS_EACH * Math.max(1, most.length)));
  const replications = Math.min(arena.order.length, Math.max(2, several));
  await look(
    arena,
    rivals,
    most.flatMap((guess) => endsByThreat(arena, rivals, guess, replications)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const next = most.flatMap((guess) =>
      bracketsOf(curveOf(arena, rivals, guess)).flatMap((bracket) => {
        const at = between(arena.maker.guesses[guess]!, bracket);
        return at === undefined ? [] : [{ turns: [{ guess, at }], replications }];
      }),
    );
    if (next.length === 0 || (await look(arena, rivals, next)) === 0) return;
  }
}

/** The two ends of a range, the one that takes more of the lead first. */
function endsByThreat(
  arena: Arena,
  rivals: readonly string[],
  guess: number,
  replications: number,
): readonly Look[] {
  const own = marginOf(arena, rivals, [])!;
  return [harderEnd(arena, guess), otherEnd(arena, guess)]
    .map((turn) => ({ turn, margin: marginOf(arena, rivals, [turn]) }))
    .map(({ turn, margin }) => ({
      turn,
      loss: margin === undefined ? -Infinity : lossBetween(own, margin),
    }))
    .toSorted((a, b) => (b.loss > a.loss ? 1 : b.loss < a.loss ? -1 : 0))
    .map(({ turn }) => ({ turns: [turn], replications }));
}

/** The guesses that take most of the lead, those first; none that takes nothing. */
function mostOf(
  arena: Arena,
  rivals: readonly string[],
  alone: readonly number[],
): readonly number[] {
  return alone
    .map((guess) => ({ guess, threat: threatOf(arena, rivals, guess) }))
    .filter(({ threat }) => threat > 0)
    .toSorted((a, b) => (b.threat > a.threat ? 1 : b.threat < a.threat ? -1 : a.guess - b.guess))
    .slice(0, MOST_CLOSELY)
    .map(({ guess }) => guess);
}

/** What a guess takes of the lead at most; an end that was not looked at takes what the other one adds. */
function threatOf(arena: Arena, rivals: readonly string[], guess: number): number {
  const own = marginOf(arena, rivals, [])!;
  const losses = [harderEnd, otherEnd].map((end) => {
    const margin = marginOf(arena, rivals, [end(arena, guess)]);
    return margin === undefined ? undefined : lossBetween(own, margin);
  });
  const known = losses.filter((loss) => loss !== undefined);
  const guessed = losses.includes(undefined) ? known.map((loss) => -loss) : [];
  return Math.max(0, ...known, ...guessed);
}

/** The margin along the range of a guess, as far as it was looked at: the scenario's own value is on it. */
export function curveOf(arena: Arena, rivals: readonly string[], guess: number): Curve {
  const { guesses } = arena.maker;
  const own = { at: ownPlace(guesses[guess]!), margin: marginOf(arena, rivals, [])! };
  const seen = arena.seen(guess).flatMap((at): { at: number; margin: Margin }[] => {
    const margin = marginOf(arena, rivals, [{ guess, at }]);
    return margin === undefined ? [] : [{ at, margin }];
  });
  return { own: own.at, points: [...seen, own].toSorted((a, b) => a.at - b.at) };
}

/** A place between two others, nearer to where a straight line crosses 0; undefined where there is none. */
function between(
  guess: Guess,
  { near, far }: { readonly near: Curve["points"][number]; readonly far: Curve["points"][number] },
): number | undefined {
  const [from, to] = [near.margin.value, far.margin.value];
  const isLine = Number.isFinite(from) && Number.isFinite(to);
  const share = isLine ? Math.min(0.8, Math.max(0.2, from / (from - to))) : 0.5;
  const at = near.at + share * (far.at - near.at);
  if (!guess.isWhole) return Math.abs(far.at - near.at) < CLOSE ? undefined : at;
  const [a, b] = [near, far].map((point) => valueAt(guess, point.at));
  const value = valueAt(guess, at);
  const inner = [value, value + 1, value - 1].find(
    (one) => one > Math.min(a!, b!) && one < Math.max(a!, b!),
  );
  return inner === undefined ? undefined : placeOf(guess, inner);
}

/** Parts of a range below which the value at which the winner changes is not narrowed down further. */
const CLOSE = 0.02;
