/** Policies held against the objective of their scenario, and against each other. */
import { type Candidate, constrainsCompletion } from "../experiment/verdict.js";
import { restricted, type SampleRow, sampleOf } from "../experiment/figures.js";
import { candidatesOf, objectiveOf } from "../experiment/rank-rows.js";
import type { Scenario } from "../scenario/scenario.js";
import { simulate } from "../simulation/simulate.js";
import { pairedDifferences } from "../stats/paired.js";
import { halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";
import { knownMetric, type MatcherResult, type ReplicationOptions } from "./matcher-result.js";
import type { Subject } from "./subject.js";

/** How `toBeatPolicy` compares. */
export interface BeatOptions extends ReplicationOptions {
  /** The metric; by default that of the scenario's objective, or the usual one: container downtime. */
  readonly metric?: string;
  /** Confidence of the interval of the difference, 0.95 by default (0..1). */
  readonly confidence?: number;
}

/** Replications of policies, in their order. */
function replicationsOf(
  scenario: Scenario,
  policies: readonly string[],
  count: number,
): ReadonlyMap<string, readonly SampleRow[]> {
  return new Map(
    policies.map((policy) => [
      policy,
      Array.from({ length: count }, (_, replication) => {
        const { values } = simulate(scenario, { policy, replication });
        return {
          scalars: values.scalars,
          parts: values.parts ?? {},
          notReached: values.notReached ?? {},
        };
      }),
    ]),
  );
}

/**
 * Compares with another policy of the scenario under the same luck; passes where the interval of the difference lies on the
 * better side of 0, and the policy finishes its rollouts and keeps the constraints of the scenario's objective.
 */
export function toBeatPolicy(
  subject: Subject,
  other: string,
  options: BeatOptions = {},
): MatcherResult {
  const { scenario, policy } = subject;
  const objective = objectiveOf(scenario);
  const { metric = objective.metric, confidence = 0.95, replications } = options;
  const { better, unit } = knownMetric(metric);
  const isMore = metric === objective.metric ? objective.goal === "max" : better === "higher";
  const rows = replicationsOf(scenario, [policy, other], replications ?? scenario.replications);
  const [mine, theirs] = [policy, other].map((name) =>
    restricted(sampleOf(rows.get(name)!, metric)),
  );
  const both = mine!.flatMap((value, at) => (value === null || theirs![at] === null ? [] : at));
  const differences = pairedDifferences(
    both.map((at) => mine![at]!),
    both.map((at) => theirs![at]!),
  );
  const { centre, low, high } = intervalOf(differences, confidence);
  const isBetter = isMore ? low > 0 : high < 0;
  const isWorse = isMore ? high < 0 : low > 0;
  const against = objections(scenario, candidatesOf(scenario, rows)[0]!);
  const verdict = isBetter ? "beats it" : isWorse ? "is beaten by it" : "no significant difference";
  const but = against.length === 0 ? "" : `; but ${policy} ${against.join(", and ")}`;
  const interval = `${centre.toPrecision(4)} [${low.toPrecision(4)}, ${high.toPrecision(4)}] ${unit}`;
  const pass = isBetter && against.length === 0;
  return {
    pass,
    message: () =>
      `expected ${policy} ${pass ? "not " : ""}to beat ${other} on ${metric}: the difference over ${differences.length} replications is ${interval} at ${confidence * 100} %: ${verdict}${but}`,
  };
}

/** Passes where the policy finishes its rollouts and keeps the constraints of the scenario's objective, by the replications together. */
export function toMeetObjective(
  subject: Subject,
  { replications = subject.scenario.replications }: ReplicationOptions = {},
): MatcherResult {
  const { scenario, policy } = subject;
  const rows = replicationsOf(scenario, [policy], replications);
  const against = objections(scenario, candidatesOf(scenario, rows)[0]!);
  const pass = against.length === 0;
  return {
    pass,
    message: () =>
      pass
        ? `expected ${policy} not to meet the objective, and it finishes its rollouts and keeps all constraints over ${replications} replications`
        : `expected ${policy} to meet the objective, and over ${replications} replications it ${against.join(", and ")}`,
  };
}

/** What speaks against a policy whatever it is better at. */
function objections(scenario: Scenario, { completion, constraints }: Candidate): readonly string[] {
  const { finished, patched } = completion;
  const isOpen = finished === false && !constrainsCompletion(objectiveOf(scenario));
  return [
    ...(isOpen
      ? [`does not finish its rollouts: ${Math.floor(1_000 * patched) / 10} % of hosts updated`]
      : []),
    ...constraints
      .filter(({ met }) => !met)
      .map(
        ({ text, found }) =>
          `misses ${text} (found ${found === null ? "nothing" : Number(found.toPrecision(4))})`,
      ),
  ];
}

/** No interval can be given of fewer than two differences: it is everything. */
function intervalOf(differences: readonly number[], confidence: number) {
  const half = halfWidth(differences.length, variance(differences), confidence);
  const width = half ?? Number.POSITIVE_INFINITY;
  const centre = differences.length === 0 ? 0 : mean(differences);
  return { centre, low: centre - width, high: centre + width };
}
