import type { ArenaName } from "./arenas.js";
import { type Catch, type Hunt, huntMutant, huntNothing } from "./hunt.js";
import { mutants } from "./list/index.js";

/** Entry of a worker thread: one mutant, or one arena without any, is hunted with all searches. */

/** What a worker is to do. */
export interface Task {
  /** Name of a mutant; left out: the arena is searched as it is. */
  readonly mutant?: string;
  readonly arena: ArenaName;
  readonly hunts: readonly Hunt[];
}

/** Does one task. */
export default function work({ mutant, arena, hunts }: Task): Promise<Catch[]> {
  const found = mutants.find(({ name }) => name === mutant);
  return found === undefined ? huntNothing(arena, hunts) : huntMutant(found, hunts);
}
