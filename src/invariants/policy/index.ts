import type { Invariant } from "../invariant.js";
import { canariesRotate } from "./canaries-rotate.js";
import { drainsEnd } from "./drains-end.js";
import { everyHostRecovers } from "./every-host-recovers.js";
import { failingReleaseIsStopped } from "./failing-release-is-stopped.js";
import { haltsHaveACause } from "./halts-have-a-cause.js";
import { locksComeBack } from "./locks-come-back.js";
import { nextWaitsForWell } from "./next-waits-for-well.js";
import { noEndlessReinstall } from "./no-endless-reinstall.js";
import { noThunderingHerd } from "./no-thundering-herd.js";
import { plannedDownWithinMaximum } from "./planned-down-within-maximum.js";
import { reportsTellTheTruth } from "./reports-tell-the-truth.js";
import { rolloutGoesOn } from "./rollout-goes-on.js";

/**
 * What is asked of a policy, beyond what must hold in every run: a search checks it, because a policy can be wanted although it
 * fails some of it. The first is liveness, which a search always checks.
 */
export const policyInvariants: readonly Invariant[] = [
  everyHostRecovers,
  canariesRotate,
  drainsEnd,
  failingReleaseIsStopped,
  haltsHaveACause,
  locksComeBack,
  nextWaitsForWell,
  noEndlessReinstall,
  noThunderingHerd,
  plannedDownWithinMaximum,
  reportsTellTheTruth,
  rolloutGoesOn,
];
