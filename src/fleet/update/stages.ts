import type { StageView } from "../control/policy-contract.js";
import { rankOf } from "./rank.js";
import { wakePolicy } from "../control/wake.js";
import type { Offer, StageCounts, World } from "../state/world.js";

/** What is counted of each stage of an offer, so that a policy can open the next one. */

/** Fields of a stage in `StageCounts.counts`. */
export const StageField = { Hosts: 0, Grants: 1, Successes: 2, Failures: 3, Troubles: 4 } as const;
type StageField = (typeof StageField)[keyof typeof StageField];

/** How many fields a stage has. */
export const STAGE_FIELDS = 5;

/** Counts for stages with these upper bounds, all 0. */
export function createStages(bounds: readonly number[]): StageCounts {
  const size = bounds.length * STAGE_FIELDS;
  return {
    bounds,
    counts: new Int32Array(size),
    watches: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
  };
}

/** The stage that a place in the order of the rollout falls into. */
function stageAt({ bounds }: StageCounts, rank: number): number {
  let stage = 0;
  while (stage < bounds.length - 1 && rank >= bounds[stage]!) stage += 1;
  return stage;
}

/** Counts something of the stage of a host, and wakes the policy where it has asked for that. */
export function countInStage(world: World, host: number, offer: Offer, field: StageField): void {
  const { stages } = offer;
  if (stages === undefined) return;
  const at = stageAt(stages, rankOf(world, host, offer.rank, offer.release)) * STAGE_FIELDS + field;
  stages.counts[at]! += 1;
  if (stages.counts[at]! >= stages.watches[at]!) wakePolicy(world, world.queue.time);
}

/** What policies saw last of stages, and the counts then: of old releases nothing changes any more. */
const seen = new WeakMap<StageCounts, { counts: Int32Array; views: readonly StageView[] }>();

const NO_STAGES: readonly StageView[] = [];

/** The stages of an offer as a policy sees them: the same object as long as nothing has changed. */
export function viewOfStages(stages: StageCounts | undefined): readonly StageView[] {
  if (stages === undefined) return NO_STAGES;
  const before = seen.get(stages);
  if (before !== undefined && before.counts.every((count, at) => count === stages.counts[at]))
    return before.views;
  const views = viewsOf(stages);
  seen.set(stages, { counts: stages.counts.slice(), views });
  return views;
}

function viewsOf(stages: StageCounts): readonly StageView[] {
  return stages.bounds.map((_, stage) => {
    const of = (field: StageField) => stages.counts[stage * STAGE_FIELDS + field]!;
    return {
      hosts: of(StageField.Hosts),
      grants: of(StageField.Grants),
      successes: of(StageField.Successes),
      failures: of(StageField.Failures),
      troubles: of(StageField.Troubles),
    };
  });
}
