import { type ArenaName, dataOf, POLICY } from "./arenas.js";
import { compile, type Simulator } from "./compile.js";
import type { Mutant } from "./mutant.js";

/** How a search is guided, or not. */
export type Method = "guided" | "plain";

/** One search. */
export interface Hunt {
  readonly method: Method;
  readonly seed: string;
  /** Most runs; each has a fault plan and luck of its own [runs]. */
  readonly runs: number;
}

/** What a search came to. */
export interface Catch {
  /** Runs until an invariant fired, from 1; undefined: none did. */
  readonly run: number | undefined;
  /** The invariant that fired first, and what it said; empty where none did. */
  readonly invariant: string;
  readonly message: string;
}

/** Most faults of a plan: more than a search of a policy draws by default, since a bug may take several at one time. */
const FAULTS = 16;

/** Searches an arena under a copy of the simulator, up to the first finding. @param wanted invariants that count; all where left out. */
async function huntIn(
  { search, caseOf, scenarioOf }: Simulator,
  arena: ArenaName,
  { method, seed, runs }: Hunt,
  wanted?: readonly string[],
): Promise<Catch> {
  const scenario = scenarioOf(caseOf(dataOf(arena), { policy: POLICY, replication: 0 }));
  if (scenario === undefined) throw new Error(`arena ${arena}: its scenario is none`);
  const { findings } = await search(
    { ...scenario, chaos: { ...scenario.chaos, most: FAULTS } },
    {
      policy: POLICY,
      runs,
      seed,
      method,
      workers: 1,
      stop: (found) => found > 0,
    },
  );
  const first = findings
    .filter(({ failure }) => wanted?.includes(failure.invariant) ?? true)
    .toSorted((a, b) => a.run - b.run)[0];
  if (first === undefined)
    return {
      run: undefined,
      invariant: findings[0]?.failure.invariant ?? "",
      message: findings[0]?.failure.message ?? "",
    };
  const { invariant, message } = first.failure;
  return { run: first.run, invariant, message };
}

/** Hunts a mutant, once for each search. */
export async function huntMutant(mutant: Mutant, hunts: readonly Hunt[]): Promise<Catch[]> {
  const simulator = await compile(mutant);
  return inTurn(hunts, (hunt) => huntIn(simulator, mutant.arena, hunt, mutant.caughtBy));
}

/** Searches an arena without any mutant: what is found there is no kill. */
export async function huntNothing(arena: ArenaName, hunts: readonly Hunt[]): Promise<Catch[]> {
  const simulator = await compile();
  return inTurn(hunts, (hunt) => huntIn(simulator, arena, hunt));
}

async function inTurn<T, U>(items: readonly T[], task: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const item of items) done.push(await task(item));
  return done;
}
