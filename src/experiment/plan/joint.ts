/** What a value has to meet in all: its requirement, the constraints of the scenario's objective, and finished rollouts. */
import type { Requirement } from "../../scenario/plan-schema.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { hostsLeft } from "../completion.js";
import { type Judge, judgeOf } from "./requirement.js";
import type { Observation, TestErrors, ValueTest, Verdict } from "./value-test.js";

/** What a replication says of all of it. */
export interface JointObservation {
  /** To each requirement. */
  readonly values: readonly Observation[];
  /** By group: hosts left unpatched beyond what a finished rollout may leave, as a share of the group; null where none fell due. */
  readonly left: readonly (number | null)[];
}

/** What has to be met. */
export interface Demands {
  /** The first one is what was asked for, with its indifference. */
  readonly requirements: readonly Requirement[];
  readonly indifference: number | null;
  readonly mustFinish: boolean;
}

/** Confidence with which a value is said not to finish before its other tests are over. */
const SURE = 0.999;
/** Fewest replications from which that is said. */
const FEWEST = 5;

/**
 * Judges all of it. "Meets" is wrong only where the test of something that is missed says so: each has the whole error. "Fails" is wrong
 * where any test says so: they share the error. Whether the fleet finishes is judged by the mean, as in the verdict of a run.
 */
export function jointJudge({
  requirements,
  indifference,
  mustFinish,
}: Demands): Judge<JointObservation> {
  const judges = requirements.map((one, index) => judgeOf(one, index === 0 ? indifference : null));
  const finishes = (seen: readonly JointObservation[]): boolean =>
    !mustFinish || groupsOf(seen).every((left) => mean(left) <= 0);
  const neverFinishes = (seen: readonly JointObservation[]): boolean =>
    mustFinish && seen.length >= FEWEST && groupsOf(seen).some(isLeft);
  const together = (verdicts: readonly Verdict[], seen: readonly JointObservation[]): Verdict => {
    if (verdicts.includes("fails") || neverFinishes(seen)) return "fails";
    if (verdicts.includes("open")) return "open";
    return finishes(seen) ? "meets" : "fails";
  };
  return {
    observe: (row, scenario) => ({
      values: judges.map((judge) => judge.observe(row)),
      left: mustFinish ? hostsLeft(scenario, row) : [],
    }),
    judge: (seen, alpha) =>
      together(
        judges.map((judge, i) => {
          const said = judge.judge(column(seen, i), alpha);
          return said === "fails" ? judge.judge(column(seen, i), alpha / judges.length) : said;
        }),
        seen,
      ),
    startTest: (errors, effort) => startJointTest(judges, errors, { effort, together }),
    seems(seen) {
      const verdicts = judges.map((judge, i) => judge.seems(column(seen, i)));
      if (verdicts.includes("fails") || !finishes(seen)) return "fails";
      return verdicts.includes("open") ? "open" : "meets";
    },
    rough: Math.max(...judges.map((judge) => judge.rough)),
    belief: (seen) =>
      finishes(seen) ? judges.reduce((all, judge, i) => all * judge.belief(column(seen, i)), 1) : 0,
    figure: (seen) => judges[0]!.figure(column(seen, 0)),
  };
}

function column(seen: readonly JointObservation[], index: number): readonly Observation[] {
  return seen.map(({ values }) => values[index]!);
}

/** By group, what replications in which a release fell due left; groups to which none did are left out. */
function groupsOf(seen: readonly JointObservation[]): readonly (readonly number[])[] {
  return (seen[0]?.left ?? []).flatMap((_, group) => {
    const left = seen.flatMap((one) => one.left[group] ?? []);
    return left.length === 0 ? [] : [left];
  });
}

/** Whether more hosts than may be are left for sure. */
function isLeft(left: readonly number[]): boolean {
  const half = halfWidth(left.length, variance(left), SURE);
  return left.length >= FEWEST && half !== null && mean(left) - half > 0;
}

type Effort = Parameters<Judge["startTest"]>[1];

/** The tests of all requirements, fed alike. */
function startJointTest(
  judges: readonly Judge[],
  errors: TestErrors,
  {
    effort,
    together,
  }: {
    readonly effort: Effort;
    readonly together: (verdicts: readonly Verdict[], seen: readonly JointObservation[]) => Verdict;
  },
): ValueTest<JointObservation> {
  const shared = { meets: errors.meets, fails: errors.fails / judges.length };
  const tests = judges.map((judge) => judge.startTest(shared, effort));
  const seen: JointObservation[] = [];
  const verdicts = (): readonly Verdict[] => tests.map((test) => test.verdict());
  const open = (): readonly ValueTest[] => tests.filter((test) => test.verdict() === "open");
  const verdict = (): Verdict => (seen.length === 0 ? "open" : together(verdicts(), seen));
  return {
    take(more) {
      seen.push(...more);
      for (const [i, test] of tests.entries()) test.take(more.map(({ values }) => values[i]!));
    },
    verdict,
    isIndifferent() {
      const found = verdict();
      return tests.some((test) => test.verdict() === found && test.isIndifferent());
    },
    nextLook: () => Math.min(effort.max, ...open().map((test) => test.nextLook())),
    wanted: () => (verdict() === "open" ? Math.max(1, ...open().map((test) => test.wanted())) : 0),
  };
}
