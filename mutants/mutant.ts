import type { ArenaName } from "./arenas.js";

/** A bug that somebody could have written, planted in a copy of the sources: proof that the oracles can fail. Its runs must end. */
export interface Mutant {
  /** Kebab-case, and says what is wrong. */
  readonly name: string;
  /** Source file, from the root of the repository. */
  readonly file: string;
  /** Text of that file that is there exactly once. */
  readonly find: string;
  /** What stands in its place. */
  readonly replace: string;
  /** Invariants that must catch it: any of them. */
  readonly caughtBy: readonly [string, ...string[]];
  /** Where it is hunted: a policy that runs the code. */
  readonly arena: ArenaName;
  /** How somebody could come to write it. */
  readonly because: string;
}
