import type { ScenarioSource } from "../../scenario/load.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { BatchOptions } from "../run-batches.js";
import { Interrupted } from "../interrupted.js";
import { type Arena, spreadOrder } from "./arena.js";
import type { Guess } from "./guess.js";
import { listGuesses } from "./guesses.js";
import { baseLeads, startDuel } from "./margins.js";
import { refine } from "./refine.js";
import type { Robustness } from "./robustness.js";
import { screen, type Screening } from "./screen.js";
import { rank } from "./standings.js";
import { drawTogether, joined, staysBest, type Together } from "./together.js";
import { startTrials, type TrialRow } from "./trials.js";
import { told } from "./told.js";
import { worldMaker } from "./worlds.js";

/** What is asked. */
export interface RobustQuestion {
  /** With at least two policies. */
  readonly scenario: Scenario;
  /** Its file, as it is written. */
  readonly source: Pick<ScenarioSource, "data">;
  /** Every replication of every policy of the scenario as it is. */
  readonly rows: readonly TrialRow[];
  /** Simulations in all over those of the run, the run included; at least 1. */
  readonly times: number;
}

/** Part of the simulations that are drawn worlds, with every policy in each. */
const PART_TOGETHER = 0.35;

/** Rivals that each figure is held against at most. */
const MOST_RIVALS = 2;

/** How many simulations a question may take beyond the run. */
export function allowanceOf({ rows, times }: Pick<RobustQuestion, "rows" | "times">): number {
  return Math.max(0, Math.floor((times - 1) * rows.length));
}

/**
 * Finds out how wrong the guesses of a scenario may be before another policy is best: draws worlds with all of them wrong at once,
 * screens the guesses one by one or in groups, and looks closely at those that take most of the lead.
 *
 * @returns the same for any number of workers; what is known so far where the signal stops it.
 */
export async function answerRobust(
  question: RobustQuestion,
  options: BatchOptions,
): Promise<Robustness> {
  const { scenario, source, rows, times } = question;
  const guesses = listGuesses(source.data);
  const { verdict, bestFirst } = rank(scenario, rows);
  const [best, ...others] = bestFirst;
  const arena = startArena(
    question,
    { guesses: guesses.all, winner: best!, rival: others[0]! },
    options,
  );
  const { seed } = scenario;
  let together: Together = { worlds: [], refused: 0, reason: null };
  let screening: Screening = { alone: [], groups: [], refused: [] };
  let rivals: readonly string[] = others.slice(0, 1);
  let isPartial = false;
  try {
    const part = PART_TOGETHER * arena.allowance;
    together = await drawTogether(arena, { simulations: part, seed, set: 0 });
    rivals = rivalsOf(others, together);
    screening = await screen(arena, rivals, together.worlds);
    await refine(arena, rivals, screening.alone);
    const rest = await drawTogether(arena, { simulations: arena.allowance, seed, set: 1 });
    together = joined(together, rest);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    isPartial = true;
  }
  const found = { verdict, guesses, rivals, together, screening };
  return { ...told(arena, found), cost: costOf(arena, rows.length, times), isPartial };
}

/** Those who took the place of the best in worlds that were drawn, most often first, and the runner-up. */
function rivalsOf(others: readonly string[], drawn: Together): readonly string[] {
  const taken = (staysBest(drawn)?.taken ?? []).flatMap(({ policy }) => policy ?? []);
  return [...new Set([...others.slice(0, 1), ...taken])].slice(0, MOST_RIVALS);
}

function startArena(
  { scenario, source, rows, times }: RobustQuestion,
  { guesses, winner, rival }: { guesses: readonly Guess[]; winner: string; rival: string },
  options: BatchOptions,
): Arena {
  const maker = worldMaker(scenario, source, guesses);
  const policies = Object.keys(scenario.policies);
  const trials = startTrials(maker.base, rows, options);
  const replications = rows.length / policies.length;
  const duel = startDuel(trials, { base: maker.base, winner, replications });
  const places = new Map<number, Set<number>>();
  return {
    maker,
    trials,
    duel,
    policies,
    order: spreadOrder(baseLeads(duel, rival)),
    allowance: allowanceOf({ rows, times }),
    seen: (guess) => [...(places.get(guess) ?? [])].toSorted((a, b) => a - b),
    note({ guess, at }) {
      const known = places.get(guess) ?? new Set();
      places.set(guess, known.add(at));
    },
  };
}

function costOf({ trials }: Arena, run: number, most: number): Robustness["cost"] {
  const more = trials.spent();
  return { run, more, times: (run + more) / run, most };
}
