/** Worlds: the scenario with some guesses at other values. */
import { decodeData, type ScenarioSource } from "../../scenario/load.js";
import type { Scenario } from "../../scenario/scenario.js";
import { type Guess, placeOf, turnGuess, valueAt } from "./guess.js";

/** A guess by its number, and where in its range it is put: 0 at the low end, 1 at the high one. */
export interface Turn {
  readonly guess: number;
  readonly at: number;
}

/** A world that can be simulated, or why it cannot. */
export type World = { readonly scenario: Scenario } | { readonly reason: string };

/** Makes worlds of a scenario. */
export interface WorldMaker {
  /** The scenario as it is. */
  readonly base: Scenario;
  readonly guesses: readonly Guess[];
  /** The same turns give the same world. */
  readonly worldOf: (turns: readonly Turn[]) => World;
}

/**
 * @param scenario to be compared: its policies are those of every world, except where a guess lies within one.
 * @param source of its file.
 */
export function worldMaker(
  scenario: Scenario,
  { data }: Pick<ScenarioSource, "data">,
  guesses: readonly Guess[],
): WorldMaker {
  const base = { ...scenario, stopping: null };
  const made = new Map<string, World>();
  return { base, guesses, worldOf };

  function worldOf(turns: readonly Turn[]): World {
    const moved = turns
      .map(({ guess, at }) => ({ guess, value: valueAt(guesses[guess]!, at) }))
      .filter(({ guess, value }) => value !== guesses[guess]!.value);
    if (moved.length === 0) return { scenario: base };
    const key = JSON.stringify(moved);
    const known = made.get(key) ?? decoded(moved);
    made.set(key, known);
    return known;
  }

  function decoded(moved: readonly { guess: number; value: number }[]): World {
    const raw = moved.reduce(
      (settings, { guess, value }) => turnGuess(settings, guesses[guess]!, value),
      data,
    );
    const { scenario: found, issues } = decodeData(raw, base);
    if (found === undefined) {
      const [first] = issues;
      return { reason: `${first!.path.join(".")}: ${first!.message}` };
    }
    const policies = Object.keys(base.policies).map((name) => [
      name,
      found.policies[name] ?? base.policies[name]!,
    ]);
    const { seed, replications } = base;
    return {
      scenario: {
        ...found,
        policies: Object.fromEntries(policies) as Scenario["policies"],
        seed,
        replications,
        stopping: null,
      },
    };
  }
}

/** Where the value of the scenario stands in the range of a guess. */
export function ownPlace(guess: Guess): number {
  return placeOf(guess, guess.value);
}
