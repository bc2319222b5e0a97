import { type ArenaName, dataOf, POLICY } from "./arenas.js";
import { compile, type Simulator } from "./compile.js";
import type { Finding } from "../src/chaos/search.js";
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

/** Searches an arena under a copy of the simulator. @param until the search stops after a finding of one of these invariants. */
async function searchArena(
  { search, caseOf, scenarioOf }: Simulator,
  arena: ArenaName,
  { method, seed, runs }: Hunt,
  until: readonly string[],
): Promise<readonly Finding[]> {
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
      stop: (found) => found.some(({ failure }) => until.includes(failure.invariant)),
    },
  );
  return findings.toSorted((a, b) => a.run - b.run);
}

/** Hunts a mutant, once for each search, each up to the first finding that counts. */
export async function huntMutant(mutant: Mutant, hunts: readonly Hunt[]): Promise<Catch[]> {
  const simulator = await compile(mutant);
  return inTurn(hunts, async (hunt) => {
    const findings = await searchArena(simulator, mutant.arena, hunt, mutant.caughtBy);
    const first = findings.find(({ failure }) => mutant.caughtBy.includes(failure.invariant));
    const { invariant = "", message = "" } = (first ?? findings[0])?.failure ?? {};
    return { run: first?.run, invariant, message };
  });
}

/** Searches an arena without any mutant, to the end: what is found there is no kill. */
export async function huntNothing(arena: ArenaName, hunts: readonly Hunt[]): Promise<Catch[]> {
  const simulator = await compile();
  const found = await inTurn(hunts, (hunt) => searchArena(simulator, arena, hunt, []));
  return found.flat().map(({ run, failure: { invariant, message } }) => ({
    run,
    invariant,
    message,
  }));
}

async function inTurn<T, U>(items: readonly T[], task: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const item of items) done.push(await task(item));
  return done;
}
