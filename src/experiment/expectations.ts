import type { Bound } from "../scenario/bound-schema.js";
import { figureKey } from "../metrics/figure.js";
import type { Expectation } from "../scenario/expectation-schema.js";
import type { Constraint } from "../scenario/objective-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { boundText, type BoundResult, holdAgainst, plain } from "./bounds.js";
import type { ExpectationResult } from "./comparison.js";
import { estimate } from "./estimate.js";
import { notReached, restricted, type Sample, type SampleRow, sampleOf } from "./figures.js";
import type { ReplicationRow } from "./replication-row.js";
import type { ConstraintResult } from "./verdict.js";

/** The rows of each policy, in the order of replications. */
type RowsOf = ReadonlyMap<string, readonly ReplicationRow[]>;

/** Judges what a scenario expects. A policy left out by `--policy` is not judged. */
export function judgeExpectations({ expect }: Scenario, byPolicy: RowsOf): ExpectationResult[] {
  return expect.flatMap((expectation) => {
    const rows = byPolicy.get(expectation.policy);
    if (rows === undefined) return [];
    const sample = sampleFor(expectation, rows, byPolicy);
    const held = holdAgainst(expectation, sample);
    // A difference over a time that was not reached is at most what is found, which keeps no lower bound.
    const isOpenBelow = expectation.min !== undefined && overNotReached(expectation, byPolicy);
    const result = { ...held, met: held.met && !isOpenBelow };
    const known = restricted(sample).filter((value) => value !== null);
    return [
      {
        text: textOf(expectation),
        policy: expectation.policy,
        metric: figureKey(expectation),
        met: result.met,
        found: foundText(expectation, result),
        estimate: known.length === 0 ? null : estimate(known),
      },
    ];
  });
}

/** Holds a policy against the constraints of an objective. */
export function judgeConstraints(
  constraints: readonly Constraint[],
  rows: readonly SampleRow[],
): ConstraintResult[] {
  return constraints.map((constraint) => {
    const result = holdAgainst(constraint, sampleOf(rows, figureKey(constraint)));
    return {
      text: boundText(constraint),
      metric: figureKey(constraint),
      met: result.met,
      found: result.found,
    };
  });
}

/** Whether the other policy of a difference did not reach the time in question in some replication. */
function overNotReached(expectation: Expectation, byPolicy: RowsOf): boolean {
  const rows = byPolicy.get(expectation.over ?? "") ?? [];
  return notReached(sampleOf(rows, figureKey(expectation))) > 0;
}

/** The figure of a policy, or its difference from that of another in the same replications. */
function sampleFor(
  expectation: Expectation,
  rows: readonly ReplicationRow[],
  byPolicy: RowsOf,
): Sample {
  const own = sampleOf(rows, figureKey(expectation));
  if (expectation.over === undefined) return own;
  const other = sampleOf(byPolicy.get(expectation.over) ?? [], figureKey(expectation));
  return difference(own, other);
}

/**
 * Differences replication by replication, times that were not reached cut off at the end of the wait: the difference is then at
 * least what is said.
 */
function difference(own: Sample, other: Sample): Sample {
  const [mine, theirs] = [restricted(own), restricted(other)];
  const gaps = mine.map((value, i) => {
    const over = theirs[i];
    return value === null || typeof over !== "number" ? null : value - over;
  });
  const isOpen = (i: number) => typeof own.waited[i] === "number";
  return {
    values: gaps.map((gap, i) => (isOpen(i) ? null : gap)),
    waited: gaps.map((gap, i) => (isOpen(i) ? gap : null)),
  };
}

function textOf(expectation: Expectation): string {
  const { policy, over } = expectation;
  const figure = figureKey(expectation);
  const bound = boundText(expectation).slice(figure.length + 1);
  return `${figure} of ${policy}${over === undefined ? "" : ` minus that of ${over}`}: ${bound}`;
}

/** "12.5 h", "0.8 of replications", "not reached in 3 replications". */
function foundText(bound: Bound & Expectation, { found, notReached: late }: BoundResult): string {
  const missing = late === 0 ? "" : `not reached in ${late} replications`;
  if (found === null) return missing === "" ? "does not apply" : missing;
  const value = Number(found.toPrecision(4));
  if (bound.statistic.kind === "share") return `${plain(100 * value)} % of replications`;
  const unit = bound.unit === "" ? "" : ` ${bound.unit}`;
  return missing === "" ? `${plain(value)}${unit}` : `at least ${plain(value)}${unit}, ${missing}`;
}
