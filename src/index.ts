/**
 * Shakedown: a deterministic simulator of the update policies of server fleets. Exported in the order of the journey:
 * scenario → replication → comparison → report, then what extends it.
 *
 * @packageDocumentation
 */

export { decodeScenario, loadScenario } from "./scenario/load.js";
export type { Scenario } from "./scenario/scenario.js";
export type { Costs } from "./scenario/costs-schema.js";
export type { Expectation } from "./scenario/expectation-schema.js";
export type { Constraint, Objective } from "./scenario/objective-schema.js";
export type { Bound, Statistic } from "./scenario/bound-schema.js";
export type { Figure } from "./metrics/figure.js";
export type { Limit, Requirement } from "./scenario/plan-schema.js";
export { ScenarioError, type ScenarioIssue } from "./scenario/scenario-error.js";

export { buildModel } from "./simulation/build-model.js";
export {
  beginReplication,
  simulate,
  verify,
  type Divergence,
  type ReplicationId,
} from "./simulation/simulate.js";
export { startRun, type Run, type RunPolicy, type RunResult } from "./simulation/run.js";
export type { FoldResult, FoundBreach, Watched } from "./simulation/folds.js";

export { batchesOf, runBatches, type BatchOptions } from "./experiment/run-batches.js";
export type { Batch, ReplicationRow } from "./experiment/replication-row.js";
export { compare } from "./experiment/compare.js";
export type * from "./experiment/comparison.js";
export type * from "./experiment/verdict.js";
export type { PolicyPair, Values } from "./experiment/pairs.js";
export type { Completion, GroupCompletion } from "./experiment/completion.js";
export type { Crew } from "./experiment/threads/run-tasks.js";
export type * from "./experiment/no-return/no-return.js";
export type * from "./experiment/robust/robustness.js";
export type { Measure } from "./scenario/written-figure.js";
export type * from "./stats/interval.js";

export type { ReplayData, TrackData } from "./report/replay/replay-data.js";
export { writeReport, type WrittenReport } from "./report/write.js";

export type * from "./fleet/control/policy-contract.js";
export type { OpenTimes } from "./systems/windows/open-times.js";
export type * from "./fleet/effects/effects.js";
export type * from "./fleet/state/model.js";
export type { Asked, DoneBy, Prices } from "./fleet/state/asked.js";
export type { DefectReach } from "./fleet/defects/defect-reach.js";
export type { HostDimension, HostParts } from "./fleet/state/host-parts.js";
export type { Component } from "./fleet/state/component.js";
export type * from "./fleet/blockers/stall.js";
export type * from "./fleet/blockers/blocker.js";
export type * from "./fleet/blockers/hold.js";
export type { PeopleModel } from "./fleet/people/people-model.js";
export type { ServerModel } from "./fleet/update/server-model.js";
export type {
  Transition,
  TransitionKind,
  TransitionName,
  TransitionSink,
} from "./fleet/state/transitions.js";
export type { Fault, FaultSite } from "./faults/fault.js";
export type { Metric, MetricHandlers, MetricOutput, MetricValues } from "./metrics/metric.js";
export type { Goal, GoalHandlers } from "./invariants/goals/goal.js";
export type { Breach, Invariant, InvariantHandlers } from "./invariants/invariant.js";
export type { DistributionConfig } from "./random/distribution.js";
export type { Variate } from "./random/variate.js";
export { InvariantViolation } from "./support/invariant.js";
export type { Time } from "./support/time.js";

export { definePart, type Part, type PartRole, type Rollout } from "./policies/part.js";
export type * from "./fleet/defects/defect-kind.js";
export type { BootOutcome } from "./fleet/state/phases.js";
export type { DefectDefaults } from "./scenario/defect-schema.js";
export type { OwnModule } from "./experiment/own-modules.js";
export { definePolicy, type OwnPart, type OwnPolicy } from "./policies/own-policy.js";
export type { PolicyInput } from "./policies/policy-input.js";
export { OPEN_GATE } from "./policies/gate-settings.js";
export { DAY, HOUR, MINUTE, NEVER, SECOND, WEEK } from "./support/time.js";
