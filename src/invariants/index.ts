import { causesAddUp } from "./causes-add-up.js";
import { clockNeverRunsBack } from "./clock-never-runs-back.js";
import { containersConserved } from "./containers-conserved.js";
import { containersRunOnHostsThatAreUp } from "./containers-run-on-hosts-that-are-up.js";
import { containersWaitForSomething } from "./containers-wait-for-something.js";
import { downloadsBalance } from "./downloads-balance.js";
import { evictionsWithinBudget } from "./evictions-within-budget.js";
import { fallenBackAfterFallback } from "./fallen-back-after-fallback.js";
import { faultsOnTime } from "./faults-on-time.js";
import { grantsWithinQuota } from "./grants-within-quota.js";
import { haltsAlternate } from "./halts-alternate.js";
import { installsWhileUp } from "./installs-while-up.js";
import { markedGoodWhileUp } from "./marked-good-while-up.js";
import { onlyGrantedReleases } from "./only-granted-releases.js";
import { releasesMoveForward } from "./releases-move-forward.js";
import { repairsBalance } from "./repairs-balance.js";
import { trialBootsCounted } from "./trial-boots-counted.js";
import { trialsEnd } from "./trials-end.js";
import type { Invariant } from "./invariant.js";
import { legalContainerMoves } from "./legal-container-moves.js";
import { legalPhaseMoves } from "./legal-phase-moves.js";
import { lockWithinMaximum } from "./lock-within-maximum.js";
import { noBootWithoutPower } from "./no-boot-without-power.js";
import { noGrantAfterHalt } from "./no-grant-after-halt.js";
import { oneUpdateAtATime } from "./one-update-at-a-time.js";
import { rebootHasFallback } from "./reboot-has-fallback.js";
import { runningSlotNeverWritten } from "./running-slot-never-written.js";

/** Every invariant. All of them are checked in every replication. */
export const invariants: readonly Invariant[] = [
  clockNeverRunsBack,
  legalPhaseMoves,
  legalContainerMoves,
  containersConserved,
  causesAddUp,
  runningSlotNeverWritten,
  rebootHasFallback,
  lockWithinMaximum,
  noGrantAfterHalt,
  containersRunOnHostsThatAreUp,
  containersWaitForSomething,
  downloadsBalance,
  evictionsWithinBudget,
  fallenBackAfterFallback,
  faultsOnTime,
  grantsWithinQuota,
  haltsAlternate,
  installsWhileUp,
  markedGoodWhileUp,
  noBootWithoutPower,
  oneUpdateAtATime,
  onlyGrantedReleases,
  releasesMoveForward,
  repairsBalance,
  trialBootsCounted,
  trialsEnd,
];
