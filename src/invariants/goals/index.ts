import {
  bootInterrupted,
  bothSlotsBad,
  degradedAfterBoot,
  fallbackFired,
  installInterrupted,
  partitionDuringTrial,
  personNeeded,
} from "./boots.js";
import { drainHeldUp, falseSuccess, lockHolderDied, noRoomLeft } from "./control.js";
import type { Goal } from "./goal.js";
import {
  canariesMissedADefect,
  falseAlarm,
  haltInMidRollout,
  resumeAfterHalt,
  twoReleasesInFlight,
} from "./rollouts.js";

/** Every goal of a search. */
export const goals: readonly Goal[] = [
  fallbackFired,
  bothSlotsBad,
  bootInterrupted,
  installInterrupted,
  degradedAfterBoot,
  personNeeded,
  partitionDuringTrial,
  haltInMidRollout,
  resumeAfterHalt,
  falseAlarm,
  canariesMissedADefect,
  twoReleasesInFlight,
  lockHolderDied,
  falseSuccess,
  drainHeldUp,
  noRoomLeft,
];
