/** What has to hold at a point of tuning, and whether it does, in words. */
import type { TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import type { Kept } from "../../experiment/tune/response.js";
import { figureKey } from "../../metrics/figure.js";
import type { Limit, Requirement } from "../../scenario/plan-schema.js";
import { unfinishedInWords } from "../completion-words.js";
import { boundInWords, inUnit, requirementInWords } from "./bound-words.js";

/** How a point stands to a requirement. */
interface Verdict {
  readonly isMet: boolean;
  readonly words: string;
}

const HOLDS: Verdict = { isMet: true, words: "holds significantly" };
const SEEMS: Verdict = { isMet: true, words: "holds by the estimate, though not significantly" };
const FAILS: Verdict = { isMet: false, words: "**missed** significantly" };
const DOUBTFUL: Verdict = {
  isMet: false,
  words: "**missed** by the estimate, though not significantly",
};

/** What is required, with what was found of it at a point, and what else speaks against the point. */
export function constraintSentences({ request }: TuneAnswer, point: TunePoint): readonly string[] {
  return [
    ...againstSentences(request, point),
    ...request.require.flatMap((required, index) => {
      const kept = point.kept[index]!;
      const bounds = point.bounds[index]!;
      const { isMet, words } =
        required.kind === "chance"
          ? shareVerdict(required.least, kept)
          : meanVerdict(required.limit, kept, bounds[0]?.notReached ?? 0);
      const found =
        required.kind === "chance"
          ? `kept in ${keptInWords(required, kept)}`
          : keptInWords(required, kept);
      const said = `Required, ${requirementInWords(required)}: ${words}, ${found}.`;
      const missed = bounds.filter((one) => one.missed.value !== 0);
      return isMet ? [said] : [said, ...missed.map(boundInWords)];
    }),
  ];
}

function shareVerdict(least: number, { value, low, high }: Kept): Verdict {
  if (low! >= least) return HOLDS;
  if (high! < least) return FAILS;
  return value! >= least ? SEEMS : DOUBTFUL;
}

function meanVerdict(limit: Limit, { value, low, high }: Kept, notReached: number): Verdict {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limit;
  if (value === null) return { isMet: false, words: "**missed**" };
  if (limit.max !== undefined && notReached > 0) {
    return { isMet: false, words: `**missed**, not reached in ${notReached} replications` };
  }
  const isMet = value >= min && value <= max;
  if (low === null || high === null) return isMet ? SEEMS : DOUBTFUL;
  if (isMet) return low >= min && high <= max ? HOLDS : SEEMS;
  return high < min || low > max ? FAILS : DOUBTFUL;
}

/** What speaks against a point besides what is required: its rollouts did not finish, an objective was not reached. */
function againstSentences(request: TuneAnswer["request"], point: TunePoint): readonly string[] {
  const unfinished = unfinishedInWords(point.completion);
  const caution =
    unfinished === undefined
      ? []
      : request.mustFinish
        ? [`**Did not finish**: ${unfinished}.`]
        : [`It does not finish every rollout: ${unfinished}.`];
  return [
    ...caution,
    ...request.objectives.flatMap(({ metric }, index) => {
      const open = point.notReached[index]!;
      return open === 0
        ? []
        : [`\`${metric}\` was **not reached** in ${open} of ${point.replications} replications.`];
    }),
  ];
}

/** Why a point cannot be recommended, for a table; undefined where it can. */
export function refusalInWords({ request }: TuneAnswer, point: TunePoint): string | undefined {
  if (point.isEligible) return undefined;
  const unfinished = request.mustFinish ? unfinishedInWords(point.completion) : undefined;
  if (unfinished !== undefined) return `did not finish: ${unfinished}`;
  const missed = request.require.flatMap((required, index) => {
    const kept = point.kept[index]!;
    const isMet =
      required.kind === "chance"
        ? shareVerdict(required.least, kept).isMet
        : meanVerdict(required.limit, kept, point.bounds[index]![0]?.notReached ?? 0).isMet;
    return isMet ? [] : [boundNames(required)];
  });
  if (missed.length > 0) return `misses ${missed.join(", ")}`;
  const open = request.objectives.flatMap(({ metric }, index) =>
    point.notReached[index]! > 0
      ? [`${metric} not reached in ${point.notReached[index]!} of ${point.replications}`]
      : [],
  );
  return open.length > 0 ? open.join(", ") : undefined;
}

function boundNames(required: Requirement): string {
  return required.kind === "chance"
    ? required.holds.map(figureKey).join(", ")
    : figureKey(required.limit);
}

/** "97.5 % (94.3 to 99.2)", or the mean that is bounded. */
export function keptInWords(required: Requirement, { value, low, high }: Kept): string {
  if (value === null) return "without a value";
  if (required.kind === "chance") {
    const [share, from, to] = [value, low!, high!].map((one) =>
      String(Math.round(one * 1_000) / 10),
    );
    return `${share} % (${from} to ${to})`;
  }
  const { unit } = required.limit;
  const ends = low === null || high === null ? "" : ` (${inUnit(low, "")} to ${inUnit(high, "")})`;
  return `mean ${inUnit(value, unit)}${ends}`;
}

/** Heading of a requirement: "kept: budget-violation", "mean reboots". */
export function requiredHead(required: Requirement): string {
  return `${required.kind === "chance" ? "kept:" : "mean"} ${boundNames(required)}`;
}
