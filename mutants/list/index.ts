import type { Mutant } from "../mutant.js";
import { bootMutants } from "./boot.js";
import { containerMutants } from "./containers.js";
import { engineMutants } from "./engine.js";
import { lockMutants } from "./lock.js";
import { serverMutants } from "./server.js";
import { updateMutants } from "./updates.js";

/** Every mutant. */
export const mutants: readonly Mutant[] = [
  ...bootMutants,
  ...lockMutants,
  ...containerMutants,
  ...updateMutants,
  ...serverMutants,
  ...engineMutants,
];
