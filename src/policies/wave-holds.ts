import type { Hold } from "../fleet/blockers/hold.js";
import type { StageView } from "../fleet/control/policy-contract.js";
import type { Time } from "../support/time.js";
import { allowed, letIn, type WaveRules } from "./wave-verdicts.js";

/** Why a rollout in waves does not go on. */

/** How far it is: when each wave was opened, and what has become of it. */
interface WaveProgress {
  readonly opened: readonly Time[];
  readonly state: "rolling" | "held" | "failed" | "withdrawn";
}

/** Why no further wave opens, or the release is stopped; undefined: all waves are open. */
export function holdOfWaves(
  now: Time,
  { opened, state }: WaveProgress,
  stages: readonly StageView[],
  rules: WaveRules,
): Hold | undefined {
  const { waves, soak, silence, successes } = rules;
  const last = opened.at(-1);
  const where = { wave: opened.length, waves: waves.length };
  if (state === "withdrawn") return { why: "withdrawn" };
  if (state === "failed") return { ...where, ...whyFailed(stages.slice(0, opened.length), rules) };
  const { grants, good, failed } = letIn(opened, stages);
  if (state === "held") {
    const limit = opened.reduce((sum, _, i) => sum + allowed(stages[i]!, rules.failures), 0);
    const since = last === undefined ? {} : { since: last + soak + silence };
    return {
      why: "silence",
      ...where,
      counted: grants - good - failed,
      limit,
      of: grants,
      ...since,
    };
  }
  if (last === undefined || opened.length === waves.length) return undefined;
  if (now < last + soak) return { why: "soak", ...where, since: last, until: last + soak };
  const limit = Math.max(1, Math.ceil(grants * successes));
  return { why: "reports", ...where, counted: good, limit, of: grants, since: last + soak };
}

/** What there was too much of, in the wave that had most of it. */
function whyFailed(stages: readonly StageView[], { failures, troubles }: WaveRules): Hold {
  const worst = (count: (stage: StageView) => number, share: number): Hold | undefined => {
    const stage = stages.find((one) => count(one) > allowed(one, share));
    if (stage === undefined) return undefined;
    return {
      why: "failures",
      counted: count(stage),
      limit: allowed(stage, share),
      of: stage.grants,
    };
  };
  const byFailures = worst((stage) => stage.failures, failures);
  if (byFailures !== undefined) return byFailures;
  return { ...worst((stage) => stage.troubles, troubles), why: "troubles" };
}
