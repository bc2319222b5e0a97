import type { DataIssue } from "../../scenario/issue-texts.js";
import type { ScenarioSource } from "../../scenario/load.js";
import type { Scenario } from "../../scenario/scenario.js";
import { choosePolicy } from "../choose-policy.js";
import { gridPoints, type Point } from "../sweep/design.js";
import { type Factor, findFactors, turner } from "../sweep/prepare.js";
import { type TuneQuestion, tuneQuestion } from "./question.js";

/** Knobs that are ready to be turned. */
export interface Tune {
  readonly request: TuneQuestion;
  readonly policy: string;
  readonly base: Scenario;
  readonly knobs: readonly Factor[];
  /** Levels of the knobs, by point. */
  readonly points: readonly Point[];
  /** The scenario of every point. */
  readonly scenarios: readonly Scenario[];
}

/** Points that are searched at most. */
const MOST_POINTS = 5_000;

/** Where the knobs are listed. */
const KNOBS = ["tune", "knobs"];

/**
 * Looks up what is to be tuned.
 *
 * @returns undefined where the scenario has nothing to tune.
 * @throws ScenarioError with everything that is not there, values that make no scenario, and a budget that cannot do.
 */
export function prepareTune(source: ScenarioSource): Tune | undefined {
  const tune = lookUpTune(source);
  if (tune === undefined) return undefined;
  const { knobs, points } = tune;
  const scenarios = turner(
    source,
    knobs,
    KNOBS,
  )(
    points.map((point) =>
      point.map((level, factor) => ({ factor, level: knobs[factor]!.levels[level]! })),
    ),
  );
  return { ...tune, scenarios };
}

/**
 * Looks up what is to be tuned and tries every value of each knob by itself: what can be said without making every point.
 *
 * @throws ScenarioError as `prepareTune`, save for values that make no scenario together.
 */
export function checkTune(source: ScenarioSource): void {
  const knobs = lookUpTune(source)?.knobs ?? [];
  turner(
    source,
    knobs,
    KNOBS,
  )(knobs.flatMap(({ levels }, factor) => levels.map((level) => [{ factor, level }])));
}

function lookUpTune(source: ScenarioSource): Omit<Tune, "scenarios"> | undefined {
  const { scenario, refuse } = source;
  const asked = scenario.tune;
  if (asked === undefined) return undefined;
  const { question: request, issues: ofQuestion } = tuneQuestion(scenario, asked);
  const { factors: knobs, issues: ofKnobs } = findFactors(source, request.knobs, KNOBS);
  const turned = knobs.map(({ knob }) => knob);
  const { policy, issues: ofPolicy } = choosePolicy(scenario, request.policy, "tune", turned);
  const issues = [...ofPolicy, ...ofKnobs, ...ofQuestion];
  if (issues.length > 0) refuse(issues);
  const sizes = knobs.map(({ levels }) => levels.length);
  const ofSize = sizeIssues(sizes, request);
  if (ofSize.length > 0) refuse(ofSize);
  return { request, policy, base: scenario, knobs, points: gridPoints(sizes) };
}

function sizeIssues(sizes: readonly number[], { replications }: TuneQuestion): DataIssue[] {
  const points = sizes.reduce((product, size) => product * size, 1);
  if (points > MOST_POINTS) {
    const message = `expected at most ${MOST_POINTS} points, got ${sizes.join(" x ")} = ${points}; widen the steps`;
    return [{ path: KNOBS, part: "value", message }];
  }
  const { first, budget } = replications;
  const least = 2 * first * points;
  if (budget >= least) return [];
  const message = `expected at least ${least} replications for ${points} points (twice the first ${first} of each), got ${budget}`;
  return [{ path: ["tune", "replications"], part: "value", message }];
}
