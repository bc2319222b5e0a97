/** What the stages of a robustness question share: whose lead it is, the worlds, the simulations, and what may still be spent. */
import type { Scenario } from "../../scenario/scenario.js";
import { type Duel, type Margin, marginIn } from "./margins.js";
import type { Trials, Wanted } from "./trials.js";
import type { Turn, WorldMaker } from "./worlds.js";

/** The bundle that the stages hand on. */
export interface Arena {
  readonly maker: WorldMaker;
  readonly trials: Trials;
  readonly duel: Duel;
  readonly policies: readonly string[];
  /** Replications of the scenario in the order in which other worlds use them: any first few are spread over all. */
  readonly order: readonly number[];
  /** Simulations that may be spent in all. */
  readonly allowance: number;
  /** Places of its range at which a guess was looked at by itself, ascending. */
  readonly seen: (guess: number) => readonly number[];
  /** Notes such a place. */
  readonly note: (turn: Turn) => void;
}

/** A world to look at: the first so many replications of the order. */
export interface Look {
  readonly turns: readonly Turn[];
  readonly replications: number;
}

/** Simulations that are left. */
export function leftOf({ allowance, trials }: Arena): number {
  return allowance - trials.spent();
}

/** Simulates as many of the looks as can be paid, in their order; those that make no world are passed over. @returns how many were paid. */
export async function look(
  arena: Arena,
  rivals: readonly string[],
  looks: readonly Look[],
): Promise<number> {
  const { trials } = arena;
  const wanted: Wanted[] = [];
  const limit = leftOf(arena);
  for (const one of looks) {
    const scenario = scenarioOf(arena, one.turns);
    const more =
      scenario === undefined
        ? []
        : [
            {
              scenario,
              policies: [arena.duel.winner, ...rivals],
              replications: arena.order.slice(0, one.replications),
            },
          ];
    if (trials.costOf([...wanted, ...more]) > limit) {
      await trials.run(wanted);
      return looks.indexOf(one);
    }
    if (one.turns.length === 1 && more.length > 0) arena.note(one.turns[0]!);
    wanted.push(...more);
  }
  await trials.run(wanted);
  return looks.length;
}

/** Undefined where the turns make no world. */
export function scenarioOf({ maker }: Arena, turns: readonly Turn[]): Scenario | undefined {
  const world = maker.worldOf(turns);
  return "scenario" in world ? world.scenario : undefined;
}

/** The margin in a world, by as many replications of it as were simulated; undefined where none was. */
export function marginOf(
  { trials, duel, order, ...arena }: Arena,
  rivals: readonly string[],
  turns: readonly Turn[],
): Margin | undefined {
  const world = arena.maker.worldOf(turns);
  if (!("scenario" in world)) return undefined;
  const { scenario } = world;
  const isThere = (replication: number): boolean =>
    [duel.winner, ...rivals].every((one) => trials.of(scenario, one, replication) !== undefined);
  const replications = order.filter(isThere);
  if (replications.length === 0) return undefined;
  return marginIn(trials, duel, rivals, { scenario, replications });
}

/**
 * An order of replications of which any first few are spread evenly over the leads that they gave: the middle first, then the
 * quarters, and so on.
 */
export function spreadOrder(leads: readonly number[]): readonly number[] {
  const ranked = leads
    .map((lead, replication) => ({ lead, replication }))
    .toSorted((a, b) => a.lead - b.lead || a.replication - b.replication)
    .map(({ replication }) => replication);
  const order: number[] = [];
  let stretches: (readonly number[])[] = [ranked];
  while (stretches.length > 0) {
    const next: (readonly number[])[] = [];
    for (const stretch of stretches) {
      const middle = Math.floor(stretch.length / 2);
      order.push(stretch[middle]!);
      next.push(stretch.slice(0, middle), stretch.slice(middle + 1));
    }
    stretches = next.filter(({ length }) => length > 0);
  }
  return order;
}
