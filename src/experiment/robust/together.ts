/** All guesses at once: worlds drawn from the ranges, and in how many of them the winner stays best. */
import { seedKey } from "../../random/draw.js";
import { wilson } from "../../stats/proportion.js";
import type { Scenario } from "../../scenario/scenario.js";
import { latinHypercube } from "../sweep/design.js";
import type { Arena } from "./arena.js";
import { leftOf } from "./arena.js";
import { type Margin, marginIn } from "./margins.js";
import type { TogetherRobustness } from "./robustness.js";

/** Stretches of a range: a place is the middle of one. */
const STRETCHES = 1_000;

/** Worlds that are drawn at most: more would narrow an interval that is narrow already. */
const MOST_WORLDS = 400;

/** A drawn world that was simulated, one replication under every policy. */
export interface DrawnWorld {
  /** Place of each guess in its range. */
  readonly at: readonly number[];
  /** The lead over the nearest rival; below 0 the rival is best there. */
  readonly margin: Margin;
}

/** What was found. */
export interface Together {
  readonly worlds: readonly DrawnWorld[];
  /** Worlds that were drawn and contradict themselves, and why the first one does. */
  readonly refused: number;
  readonly reason: string | null;
}

/**
 * Draws worlds and simulates them, as many as can be paid.
 *
 * @param set draws of different sets share no luck.
 */
export async function drawTogether(
  arena: Arena,
  { simulations, seed, set }: { simulations: number; seed: string; set: number },
): Promise<Together> {
  const { maker, policies, trials, duel, order } = arena;
  const affordable = Math.floor(Math.min(simulations, leftOf(arena)) / policies.length);
  const points = Math.min(MOST_WORLDS, affordable);
  if (points < 1 || maker.guesses.length === 0) return { worlds: [], refused: 0, reason: null };
  const levels = maker.guesses.map(() => STRETCHES);
  // Sets 0 and 1 are those of a sweep.
  const cube = latinHypercube(levels, { points, seed: seedKey(seed), set: set + 2 });
  const drawn = cube.map((point, index) => {
    const at = point.map((level) => (level + 0.5) / STRETCHES);
    const world = maker.worldOf(at.map((place, guess) => ({ guess, at: place })));
    return { at, world, replication: order[index % order.length]! };
  });
  const sound = drawn.flatMap(({ at, world, replication }): Sound[] =>
    "scenario" in world ? [{ at, scenario: world.scenario, replication }] : [],
  );
  const reason = drawn.flatMap(({ world }) => ("reason" in world ? [world.reason] : []))[0];
  await trials.run(
    sound.map(({ scenario, replication }) => ({
      scenario,
      policies,
      replications: [replication],
    })),
  );
  const rivals = policies.filter((name) => name !== duel.winner);
  return {
    worlds: sound.map(({ at, scenario, replication }) => ({
      at,
      margin: marginIn(trials, duel, rivals, { scenario, replications: [replication] }),
    })),
    refused: drawn.length - sound.length,
    reason: reason ?? null,
  };
}

interface Sound {
  readonly at: readonly number[];
  readonly scenario: Scenario;
  readonly replication: number;
}

/** Both draws as one. */
export function joined(a: Together, b: Together): Together {
  return {
    worlds: [...a.worlds, ...b.worlds],
    refused: a.refused + b.refused,
    reason: a.reason ?? b.reason,
  };
}

/** In how many worlds the winner stays best, and who takes its place in the others; null where no world was simulated. */
export function staysBest({ worlds, refused, reason }: Together): TogetherRobustness | null {
  if (worlds.length === 0) return null;
  const lost = worlds.flatMap(({ margin }) => (margin.value < 0 ? [margin.rival] : []));
  const stays = worlds.length - lost.length;
  const taken = [...new Set(lost)]
    .map((policy) => ({ policy, worlds: lost.filter((one) => one === policy).length }))
    .toSorted((a, b) => b.worlds - a.worlds);
  const interval = wilson(stays, worlds.length);
  return { worlds: worlds.length, stays, interval, taken, refused, reason };
}
