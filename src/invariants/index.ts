import { causesAddUp } from "./causes-add-up.js";
import { clockNeverRunsBack } from "./clock-never-runs-back.js";
import { containersConserved } from "./containers-conserved.js";
import type { Invariant } from "./invariant.js";
import { legalPhaseMoves } from "./legal-phase-moves.js";
import { lockWithinMaximum } from "./lock-within-maximum.js";
import { noGrantAfterHalt } from "./no-grant-after-halt.js";
import { rebootHasFallback } from "./reboot-has-fallback.js";
import { runningSlotNeverWritten } from "./running-slot-never-written.js";

/** Every invariant. All of them are checked in every replication. */
export const invariants: readonly Invariant[] = [
  clockNeverRunsBack,
  legalPhaseMoves,
  containersConserved,
  causesAddUp,
  runningSlotNeverWritten,
  rebootHasFallback,
  lockWithinMaximum,
  noGrantAfterHalt,
];
