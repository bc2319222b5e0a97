import type { DataIssue } from "../../scenario/issue-texts.js";
import { decodeData, type ScenarioSource } from "../../scenario/load.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { SweepRequest } from "../../scenario/sweep-schema.js";
import { parseDuration } from "../../support/duration-text.js";
import { parsePercentage } from "../../support/quantity.js";
import { HOUR } from "../../support/time.js";
import { choosePolicy } from "../choose-policy.js";
import { findKnob, type Knob, KnobError, turnKnob } from "../knobs.js";
import { GridError, gridOf } from "../plan/grid.js";
import { objectiveOf } from "../rank-rows.js";

/** A value of a knob, as a scenario writes it. */
export type Level = number | string | boolean;

/** A knob that is varied, and the values it is given. */
export interface Factor {
  readonly name: string;
  readonly knob: Knob;
  readonly levels: readonly Level[];
  /** Where each level stands on a scale: numbers, shares in percent, durations in hours. Null for names. */
  readonly scale: readonly number[] | null;
  /** The scenario's own value and the next one above it; null where there is none. */
  readonly oneMore: Step | null;
}

/** From one value of a knob to a greater one. */
export interface Step {
  readonly from: Level;
  readonly to: Level;
  /** [`unit`] */
  readonly size: number;
  readonly unit: StepUnit;
}

/** What the scale of a knob counts. */
export type StepUnit = "one" | "percentage point" | "hour";

/** A request with what it leaves to the scenario filled in. */
export interface SweepQuestion extends SweepRequest {
  readonly metrics: NonNullable<SweepRequest["metrics"]>;
}

/** A sweep that is ready to be run. */
export interface Sweep {
  readonly request: SweepQuestion;
  readonly policy: string;
  readonly base: Scenario;
  readonly factors: readonly Factor[];
  /**
   * The scenario with some knobs turned, for each of the points.
   *
   * @throws ScenarioError with every value that makes it none.
   */
  readonly scenariosAt: (points: readonly (readonly Turned[])[]) => readonly Scenario[];
}

/** A factor by its number, and the value it is given. */
export interface Turned {
  readonly factor: number;
  readonly level: Level;
}

/** Points that a grid may have at most. */
const MOST_POINTS = 5_000;

/**
 * Looks up what a sweep names.
 *
 * @returns undefined where the scenario has none.
 * @throws ScenarioError with everything that is not there, or with a grid of too many points.
 */
export function prepareSweep(source: ScenarioSource): Sweep | undefined {
  const { scenario, refuse } = source;
  const asked = scenario.sweep;
  if (asked === undefined) return undefined;
  const request = { ...asked, metrics: asked.metrics ?? metricsOf(scenario) };
  const { factors, issues: ofFactors } = findFactors(source, request.factors, FACTORS);
  const knobs = factors.map(({ knob }) => knob);
  const { policy, issues: ofPolicy } = choosePolicy(scenario, request.policy, "sweep", knobs);
  const issues = [...ofPolicy, ...ofFactors];
  if (issues.length > 0) refuse(issues);
  const ofSize = sizeIssues(request, factors);
  if (ofSize.length > 0) refuse(ofSize);
  const scenariosAt = turner(source, factors, FACTORS);
  const known = factors.map((factor, index) => {
    const { oneMore } = factor;
    const next = oneMore === null ? [] : [{ factor: index, level: oneMore.to }];
    return decoded({ source, factors, listed: FACTORS }, next).scenario === undefined
      ? { ...factor, oneMore: null }
      : factor;
  });
  return { request, policy, base: scenario, factors: known, scenariosAt };
}

/** The metrics of a scenario's objective and of its constraints. */
function metricsOf(scenario: Scenario): SweepQuestion["metrics"] {
  const { metric, constraints } = objectiveOf(scenario);
  return [...new Set([metric, ...constraints.map((one) => one.metric)])];
}

/** Where the factors of a sweep are listed. */
const FACTORS = ["sweep", "factors"];

/** What is varied, as a scenario lists it. */
type Asked = SweepRequest["factors"][number];

/**
 * The factors that there are, and all that cannot be found or read.
 *
 * @param listed where in the file they are listed.
 */
export function findFactors(
  { data }: ScenarioSource,
  list: readonly Asked[],
  listed: readonly string[],
): { readonly factors: readonly Factor[]; readonly issues: readonly DataIssue[] } {
  const issues: DataIssue[] = [];
  const factors: Factor[] = [];
  for (const [index, asked] of list.entries()) {
    try {
      const knob = findKnob(data, asked.vary);
      if (factors.some(({ name }) => name === knob.name)) {
        throw new KnobError(`expected each knob once, got ${knob.name} again`);
      }
      factors.push(factorOf(knob, asked));
    } catch (error) {
      const field =
        error instanceof KnobError ? "vary" : error instanceof GridError ? error.field : undefined;
      if (field === undefined || !(error instanceof Error)) throw error;
      const path = [...listed, index, field];
      issues.push({ path, part: "value", message: error.message });
    }
  }
  return { factors, issues };
}

function factorOf(knob: Knob, asked: Asked): Factor {
  const levels: readonly Level[] =
    asked.values ?? gridOf({ from: asked.from!, to: asked.to!, step: asked.step });
  if (levels.length < 2)
    throw new GridError("to", `expected two values at least, got ${levels[0]!}`);
  const places = levels.map(placeOf);
  const scale = places.every((place) => place !== null) ? places.map(({ at }) => at) : null;
  return { name: knob.name, knob, levels, scale, oneMore: oneMoreOf(knob, asked, levels, scale) };
}

/** Where a value stands on a scale; null for what is no figure. */
function placeOf(level: Level): { readonly at: number; readonly unit: StepUnit } | null {
  if (typeof level === "number") return { at: level, unit: "one" };
  if (typeof level === "boolean") return null;
  const share = parsePercentage(level);
  if (share !== undefined) return { at: share * 100, unit: "percentage point" };
  const time = parseDuration(level);
  return time === undefined ? null : { at: time / HOUR, unit: "hour" };
}

/** The step between two values; null where one of them is no figure, or they are of two kinds. */
function stepOf(from: Level, to: Level): Step | null {
  const [first, last] = [placeOf(from), placeOf(to)];
  if (first === null || last === null || first.unit !== last.unit) return null;
  return { from, to, size: Number((last.at - first.at).toPrecision(12)), unit: first.unit };
}

/** The scenario's own value and the next: a step on in a range, the next greater one of a list. */
function oneMoreOf(
  { value }: Knob,
  { step, to }: Asked,
  levels: readonly Level[],
  scale: Factor["scale"],
): Factor["oneMore"] {
  if (scale === null || (typeof value !== "number" && typeof value !== "string")) return null;
  if (to !== undefined) {
    try {
      const next = gridOf({ from: value, to, step })[1];
      return next === undefined ? null : stepOf(value, next);
    } catch (error) {
      // What the file says is of another kind than the range, or above it.
      if (error instanceof GridError) return null;
      throw error;
    }
  }
  const own = placeOf(value)?.at;
  if (own === undefined) return null;
  const above = scale
    .map((place, index) => ({ place, index }))
    .filter(({ place }) => place > own)
    .toSorted((a, b) => a.place - b.place)[0];
  return above === undefined ? null : stepOf(value, levels[above.index]!);
}

/** What is wrong with the number of points. */
function sizeIssues(request: SweepQuestion, factors: readonly Factor[]): readonly DataIssue[] {
  const issue = (field: string, message: string): DataIssue[] => [
    { path: ["sweep", field], part: "value", message },
  ];
  if (request.design === "one-at-a-time") {
    const points = factors.reduce((sum, { levels }) => sum + levels.length, 0);
    if (points <= MOST_POINTS) return [];
    return issue(
      "factors",
      `expected at most ${MOST_POINTS} values in all, got ${points}; widen the steps`,
    );
  }
  if (request.design === "grid") {
    const points = factors.reduce((product, { levels }) => product * levels.length, 1);
    if (points <= MOST_POINTS) return [];
    const each = factors.map(({ levels }) => levels.length).join(" x ");
    return issue(
      "design",
      `expected a grid of at most ${MOST_POINTS} points, got ${each} = ${points}; widen the steps, or ask for a latin-hypercube`,
    );
  }
  const least = leastPoints(factors);
  if (request.points >= least) return [];
  return issue(
    "points",
    `expected at least ${least} points for these factors, got ${request.points}`,
  );
}

/** Points of a hypercube for each name, so that each is compared with others. */
const POINTS_A_NAME = 12;

/** Points that a hypercube needs so that the names are compared and the coefficients of lines can be told. */
function leastPoints(factors: readonly Factor[]): number {
  const named = factors.filter(({ scale }) => scale === null);
  const names = named.map(({ levels }) => levels.length);
  const columns = names.reduce((sum, count) => sum + count - 1, 1 + factors.length - named.length);
  return Math.max(columns, ...names.map((count) => POINTS_A_NAME * count));
}

/** Where factors come from: what turns them, and what is refused. */
interface Turning {
  readonly source: ScenarioSource;
  readonly factors: readonly Factor[];
  /** Where in the file they are listed. */
  readonly listed: readonly string[];
}

/** Makes what turns factors of a scenario. @param listed where in the file they are listed. */
export function turner(
  source: ScenarioSource,
  factors: readonly Factor[],
  listed: readonly string[],
): Sweep["scenariosAt"] {
  const turning = { source, factors, listed };
  return (points) => {
    const issues = new Map<string, DataIssue>();
    const scenarios: Scenario[] = [];
    for (const turned of points) {
      const { scenario, issue } = decoded(turning, turned);
      if (scenario !== undefined) {
        scenarios.push(scenario);
        continue;
      }
      // A value that is wrong by itself is wrong at many points, and is told once.
      const culprits = turned
        .map((one) => decoded(turning, [one]).issue)
        .filter((one) => one !== undefined);
      for (const one of culprits.length > 0 ? culprits : [issue]) issues.set(one.message, one);
    }
    return issues.size > 0 ? source.refuse([...issues.values()].slice(0, MOST_ISSUES)) : scenarios;
  };
}

/** Values that are told to be wrong at most. */
const MOST_ISSUES = 10;

type Decoded =
  | { readonly scenario: Scenario; readonly issue?: undefined }
  | { readonly scenario?: undefined; readonly issue: DataIssue };

/** The scenario with some knobs turned, or what is wrong with it. */
function decoded({ source, factors, listed }: Turning, turned: readonly Turned[]): Decoded {
  const { scenario, data } = source;
  const { file, description, seed } = scenario;
  const raw = turned.reduce(
    (settings, { factor, level }) => turnKnob(settings, factors[factor]!.knob, level),
    data,
  );
  const { scenario: made, issues } = decodeData(raw, { file, description });
  if (made !== undefined) return { scenario: { ...made, seed, stopping: null } };
  const [first] = issues;
  const values = turned.map(({ factor, level }) => `${factors[factor]!.name} = ${level}`);
  return {
    issue: {
      path: [...listed, turned[0]?.factor ?? 0, "vary"],
      part: "value",
      message: `expected values that make a scenario, got ${values.join(", ")}; ${first!.path.join(".")}: ${first!.message}`,
    },
  };
}
