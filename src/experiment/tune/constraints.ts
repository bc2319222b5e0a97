/** What has to hold at a point that is recommended: what is required, finished rollouts, and objectives that are reached. */
import type { Bound } from "../../scenario/bound-schema.js";
import { clopperPearson } from "../../stats/proportion.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { holdAgainst } from "../bounds.js";
import { type Completion, completionsOf, groupShares, tolerance } from "../completion.js";
import { restricted, type Sample } from "../figures.js";
import type { Tune } from "./prepare.js";
import { type PointRule, shareRule, type Standing } from "./response.js";
import { openCount, type Seen } from "./seen.js";

/** Share of the replications in which a time that is an objective has to be reached: where it is not, its mean is not known. */
const REACHED = 0.95;

/** Everything that has to hold, in the order of what is required. */
export function rulesOf({ request, scenarios }: Tune): readonly PointRule<Seen>[] {
  return [
    ...request.require.map((one, index) =>
      one.kind === "chance" ? shareRule(index, one.least) : meanRule(index, one.limit),
    ),
    ...(request.mustFinish ? [finishRule(scenarios)] : []),
    ...request.objectives.map((_, index) => reachRule(index)),
  ];
}

/** A requirement on a mean as a sample of its figure. */
export function meanSample(rows: readonly Seen[], index: number): Sample {
  return {
    values: rows.map(({ bounds }) => bounds[index]!.values[0]!),
    waited: rows.map(({ bounds }) => bounds[index]!.waited[0]!),
  };
}

/** The mean of a figure has to be within bounds. */
function meanRule(index: number, limit: Bound): PointRule<Seen> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limit;
  const judge = (rows: readonly Seen[]) =>
    holdAgainst({ ...limit, statistic: { kind: "mean" } }, meanSample(rows, index));
  return {
    shortfall(rows) {
      const { met, found, notReached } = judge(rows);
      if (met) return 0;
      if (found === null) return 1;
      const beyond = Math.max(0, min - found, found - max);
      const scale = beyond + Math.abs(found < min ? min : max);
      return Math.max(notReached / rows.length, scale === 0 ? 0 : beyond / scale, LEAST);
    },
    standing(rows, _, confidence) {
      const { met, found, notReached } = judge(rows);
      if (found === null || (limit.max !== undefined && notReached > 0)) return "breaks";
      const known = restricted(meanSample(rows, index)).filter((value) => value !== null);
      const half = halfWidth(known.length, variance(known), confidence);
      if (half === null) return "open";
      if (found + half < min || found - half > max) return "breaks";
      return met && found - half >= min && found + half <= max ? "holds" : "open";
    },
  };
}

/** What is missed is missed by more than nothing. */
const LEAST = 1e-9;

/** Next to no host may be left unpatched in any group. */
function finishRule(scenarios: Tune["scenarios"]): PointRule<Seen> {
  const completionAt = (rows: readonly Seen[], point: number): Completion =>
    completionsOf(scenarios[point]!, [rows.map(({ rollouts }) => rollouts)])[0]!;
  return {
    shortfall(rows, point) {
      const { groups } = completionAt(rows, point);
      return Math.max(
        0,
        ...groups.map(({ unpatched, hosts }) => (unpatched - tolerance(hosts)) / hosts),
      );
    },
    standing(rows, point, confidence) {
      const groups = groupShares(
        scenarios[point]!,
        rows.map(({ rollouts }) => rollouts),
      );
      const found = groups.map(({ hosts, unpatched }): Standing => {
        const half = halfWidth(unpatched.length, variance(unpatched), confidence);
        if (half === null) return "open";
        const centre = mean(unpatched);
        if (centre - half > tolerance(hosts)) return "breaks";
        return centre + half <= tolerance(hosts) ? "holds" : "open";
      });
      if (found.includes("breaks")) return "breaks";
      return found.includes("open") ? "open" : "holds";
    },
  };
}

/** A time that is an objective has to be reached nearly always: one that is not is worse than any. */
function reachRule(objective: number): PointRule<Seen> {
  return {
    shortfall: (rows) => Math.max(0, openCount(rows, objective) / rows.length - (1 - REACHED)),
    standing(rows, _, confidence) {
      const { low, high } = clopperPearson(openCount(rows, objective), rows.length, confidence);
      if (low > 1 - REACHED) return "breaks";
      return high <= 1 - REACHED || openCount(rows, objective) === 0 ? "holds" : "open";
    },
  };
}
