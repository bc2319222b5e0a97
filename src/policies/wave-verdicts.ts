import type { StageView } from "../fleet/control/policy-contract.js";
import type { Time } from "../support/time.js";

/** What is made of the waves of a rollout, from what was heard of them. */

/** When a wave may open, and when the release is stopped or held. */
export interface WaveRules {
  /** Share of the group reached by each wave, rising to 1. */
  readonly waves: readonly number[];
  /** From the opening of a wave to that of the next at the earliest [ms]. */
  readonly soak: Time;
  /** Share of the hosts let in that must have reported success before the next wave. */
  readonly successes: number;
  /** Share of a wave's hosts that may fail, or be silent. */
  readonly failures: number;
  /** Share of a wave's hosts that may be noticed in trouble. */
  readonly troubles: number;
  /** From the end of a wave's soak until a host that has said nothing counts as silent [ms]. */
  readonly silence: Time;
}

/** The most hosts of a stage that may fail, be in trouble, or be silent. */
export function allowed(stage: StageView, share: number): number {
  return Math.floor(stage.hosts * share);
}

/** Whether too many hosts of a stage have failed or are in trouble. */
export function hasFailed(
  opened: readonly Time[],
  stages: readonly StageView[],
  settings: WaveRules,
): boolean {
  return stages.some(
    (stage, index) =>
      index < opened.length &&
      (stage.failures > allowed(stage, settings.failures) ||
        stage.troubles > allowed(stage, settings.troubles)),
  );
}

/** Whether too many hosts of a stage were let in and have not been heard of for too long. */
export function isSilent(
  now: Time,
  opened: readonly Time[],
  stages: readonly StageView[],
  { soak, silence, failures }: WaveRules,
): boolean {
  return opened.some((openedAt, index) => {
    const stage = stages[index];
    if (stage === undefined || now < openedAt + soak + silence) return false;
    return stage.grants - stage.successes - stage.failures > allowed(stage, failures);
  });
}

/** What was counted of the waves that are open, together. */
export function letIn(opened: readonly Time[], stages: readonly StageView[]) {
  let [grants, good, failed, hosts] = [0, 0, 0, 0];
  for (let wave = 0; wave < opened.length && wave < stages.length; wave++) {
    grants += stages[wave]!.grants;
    good += stages[wave]!.successes;
    failed += stages[wave]!.failures;
    hosts += stages[wave]!.hosts;
  }
  return { grants, good, failed, hosts };
}

/** Whether the next wave may open: there is one, the last one has soaked, and enough success was heard of all so far. */
export function mayOpen(
  now: Time,
  opened: readonly Time[],
  stages: readonly StageView[],
  { waves, soak, successes }: WaveRules,
): boolean {
  const last = opened.at(-1);
  if (last === undefined) return true;
  if (opened.length === waves.length || now < last + soak) return false;
  const { grants, good, hosts } = letIn(opened, stages);
  // A wave that holds no host at all (1 % of 50) proves nothing and holds nothing up.
  return hosts === 0 || (grants > 0 && good >= grants * successes);
}
