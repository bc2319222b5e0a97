/** Runs the points of a sweep, and keeps of each replication what is said of it. */
import type { Scenario } from "../../scenario/scenario.js";
import { completionFigures } from "../completion.js";
import { observeScenarios, type ObserveOptions } from "../observe.js";
import { type BoundValues, boundValues } from "../plan/bounds.js";
import { objectiveOf } from "../rank-rows.js";
import type { FigureRow, ReplicationRow } from "../replication-row.js";
import { AS_IT_IS, pointKey, type Point } from "./design.js";
import type { Sweep, Turned } from "./prepare.js";

/** What is kept of a replication: plain data, which a journal can hold. */
interface Seen {
  /** By metric; a time that was not reached counts as long as it was waited for. Null where it does not apply. */
  readonly values: readonly (number | null)[];
  /** By metric: whether it is a time that was not reached. */
  readonly isOpen: readonly boolean[];
  /** Of the constraints of the scenario's objective. */
  readonly bounds: BoundValues;
  readonly rollouts: FigureRow;
}

/** What was seen at a point. */
export interface Observed {
  readonly scenario: Scenario;
  /** Values by metric, one per replication in order. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** By metric: replications in which it is a time that was not reached. */
  readonly notReached: Readonly<Record<string, number>>;
  readonly bounds: readonly BoundValues[];
  readonly rollouts: readonly FigureRow[];
}

/** What was seen at the points, at the scenario as it is, and at one more of each factor. */
export interface Run {
  readonly at: ReadonlyMap<string, Observed>;
  readonly oneMore: readonly {
    readonly factor: number;
    readonly before: Observed;
    readonly after: Observed;
  }[];
  readonly count: number;
}

/** How points are run. */
export interface RunOptions extends ObserveOptions {
  readonly seed: string;
  /** Told before the first replication how many there will be. */
  readonly onBegin?: (replications: number) => void;
}

/**
 * Runs points, each once however often a design has it.
 *
 * @throws Interrupted where the signal says so.
 */
export async function runPoints(
  sweep: Sweep,
  points: readonly Point[],
  { seed, onBegin, ...options }: RunOptions,
): Promise<Run> {
  const { factors, request, policy } = sweep;
  const different = new Map(points.map((point) => [pointKey(point), point]));
  const more = factors.flatMap(({ oneMore }, factor) =>
    oneMore === null ? [] : [{ factor, level: oneMore.to }],
  );
  const turned = [
    ...[...different.values()].map((point) => turnedTo(point, factors)),
    ...(more.length === 0 ? [] : [[], ...more.map((one) => [one])]),
  ];
  const wanted = sweep.scenariosAt(turned).map((scenario) => ({ ...scenario, seed }));
  // The scenario as it is may be a point of the design as well.
  const scenarios = [...new Map(wanted.map((scenario) => [scenario.hash, scenario])).values()];
  onBegin?.(scenarios.length * request.replications);
  const asked = { policy, from: 0, until: request.replications };
  const rows = await observeScenarios(scenarios, asked, (row) => seenOf(row, sweep), options);
  const byHash = new Map(
    rows.map((seen, index) => {
      const scenario = scenarios[index]!;
      return [scenario.hash, observed(scenario, request.metrics, seen)] as const;
    }),
  );
  const seen = wanted.map(({ hash }) => byHash.get(hash)!);
  const [before, ...after] = seen.slice(different.size);
  return {
    at: new Map([...different.keys()].map((key, index) => [key, seen[index]!])),
    oneMore: more.map(({ factor }, index) => ({
      factor,
      before: before!,
      after: after[index]!,
    })),
    count: scenarios.length,
  };
}

function seenOf(row: ReplicationRow, { request, base }: Sweep): Seen {
  const waits = request.metrics.map((metric) => row.notReached[metric] ?? null);
  return {
    values: request.metrics.map((metric, index) => row.scalars[metric] ?? waits[index]!),
    isOpen: waits.map((wait) => wait !== null),
    bounds: boundValues(objectiveOf(base).constraints, row),
    rollouts: completionFigures(row, base),
  };
}

function observed(scenario: Scenario, metrics: readonly string[], seen: readonly Seen[]): Observed {
  const byMetric = <T>(of: (index: number) => T): Record<string, T> =>
    Object.fromEntries(metrics.map((metric, index) => [metric, of(index)]));
  return {
    scenario,
    values: byMetric((index) => seen.map(({ values }) => values[index]!)),
    notReached: byMetric((index) => seen.filter(({ isOpen }) => isOpen[index]!).length),
    bounds: seen.map(({ bounds }) => bounds),
    rollouts: seen.map(({ rollouts }) => rollouts),
  };
}

function turnedTo(point: Point, factors: Sweep["factors"]): readonly Turned[] {
  return point.flatMap((level, factor) =>
    level === AS_IT_IS ? [] : [{ factor, level: factors[factor]!.levels[level]! }],
  );
}
