import type { ReleaseView } from "./policy-contract.js";
import type { ReleaseModel } from "../state/model.js";
import { viewOfStages } from "../update/stages.js";
import type { ReleaseState, StageCounts } from "../state/world.js";

/** What policies saw last of each release. */
const seen = new WeakMap<ReleaseState, ReleaseView>();

/**
 * A release as a policy sees it: the same object as long as nothing has changed, so that a policy that wakes after years costs as
 * much as at first.
 *
 * @param stages those of its offer to each group.
 */
export function viewOfRelease(
  state: ReleaseState,
  { version, barrier, deadEnd, security }: ReleaseModel,
  stages: readonly (StageCounts | undefined)[],
): ReleaseView {
  const before = seen.get(state);
  if (before !== undefined && isAsBefore(before, state, stages)) return before;
  const view: ReleaseView = {
    version,
    barrier,
    deadEnd,
    security,
    publishedAt: [...state.publishedAt],
    withdrawn: [...state.withdrawn],
    grants: state.grants,
    successes: state.successes,
    failures: state.failures,
    troubles: state.troubles,
    stages: stages.map(viewOfStages),
  };
  seen.set(state, view);
  return view;
}

function isAsBefore(
  before: ReleaseView,
  state: ReleaseState,
  stages: readonly (StageCounts | undefined)[],
): boolean {
  return (
    before.grants === state.grants &&
    before.successes === state.successes &&
    before.failures === state.failures &&
    before.troubles === state.troubles &&
    state.publishedAt.every((at, channel) => at === before.publishedAt[channel]) &&
    state.withdrawn.every((is, channel) => is === before.withdrawn[channel]) &&
    stages.every((one, group) => viewOfStages(one) === before.stages[group])
  );
}
