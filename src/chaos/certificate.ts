import { faultsIn } from "./chaos-case.js";
import { type DataPath, pathsOf, valueAt, without, withValue } from "./data-edit.js";
import { removable } from "./passes/fewer-elements.js";
import { openTrial, type Shrunk, type ShrinkOptions } from "./shrink.js";
import type { Trial } from "./trial.js";
import { durationText, parseDuration } from "../support/duration-text.js";

/** What a run without one element of a minimal case showed. */
export interface Necessity {
  /** The element, as a path in the file: `faults.0`, `policies.mine.reboot`. */
  readonly element: string;
  /** Whether the run without it passes, or is no scenario at all; `fails` means that the case is not minimal. */
  readonly without: "passes" | "no scenario" | "fails";
}

/** The range of a number over which the failure persists, all else being the same. */
export interface FailingRange {
  /** The number, as a path in the file. */
  readonly element: string;
  readonly value: string;
  /** Smallest and largest value known to fail; between them it was not tried everywhere. */
  readonly from: string;
  readonly to: string;
}

/** The proof that a case is minimal, and how exact its numbers need to be. */
export interface Certificate {
  readonly isMinimal: boolean;
  readonly necessities: readonly Necessity[];
  readonly ranges: readonly FailingRange[];
}

/** Runs that a certificate may take beside those of the shrinking [runs]. */
const BUDGET = 2_000;

/** Certifies a shrunk case: leaves out each element once, and finds for each number how far it can move. */
export function certify({ smallest, failure }: Shrunk, options: ShrinkOptions = {}): Certificate {
  const trial = openTrial(smallest, failure, { budget: BUDGET, ...options });
  const necessities = elementsOf(trial).map((path) => necessity(trial, path));
  const ranges = numbersOf(trial).map(({ path, value }) => rangeOf(trial, path, value));
  return {
    isMinimal: necessities.every((one) => one.without !== "fails") && !trial.isOver,
    necessities,
    ranges,
  };
}

/** Every fault, every victim and every other part that could go. */
function elementsOf({ data }: Trial): DataPath[] {
  const faults = faultsIn(data).flatMap((fault, index) => [
    ["faults", index],
    ...Object.entries(fault).flatMap(([setting, value]) =>
      Array.isArray(value) && value.length > 1
        ? value.map((_, at) => ["faults", index, setting, at])
        : [],
    ),
  ]);
  return [...faults, ...removable(data).map(({ path }) => path)];
}

function necessity(trial: Trial, path: DataPath): Necessity {
  const rest = without(trial.data, path);
  const before = trial.runs;
  const fails = trial.failureOf(rest) !== undefined;
  const element = path.join(".");
  if (fails) return { element, without: "fails" };
  // A verdict that cost no run was none: the rest does not decode.
  return { element, without: trial.runs === before ? "no scenario" : "passes" };
}

function numbersOf({ data }: Trial): { path: DataPath; value: number | string }[] {
  const outside = new Set(["apiVersion", "name", "seed", "replications", "horizon"]);
  return pathsOf(data).flatMap(({ path, value }) => {
    if (outside.has(String(path[0])) || path.at(-2) === "hosts") return [];
    const isNumber = typeof value === "number" && Number.isInteger(value);
    const isTime = typeof value === "string" && parseDuration(value) !== undefined;
    return isNumber || isTime ? [{ path, value }] : [];
  });
}

/** Finds by bisection how far a number can move down to 0 and up to eight times itself. */
function rangeOf(trial: Trial, path: DataPath, value: number | string): FailingRange {
  const isTime = typeof value === "string";
  const text = (size: number) => (isTime ? durationText(size) : size);
  const size = isTime ? parseDuration(value)! : value;
  const step = isTime ? 1_000 : 1;
  const fails = (other: number) =>
    valueAt(trial.data, path) === text(other) ||
    trial.failureOf(withValue(trial.data, path, text(other))) !== undefined;
  return {
    element: path.join("."),
    value: String(value),
    from: String(text(edge(size, 0, { step, fails }))),
    to: String(text(edge(size, Math.max(8 * size, 8 * step), { step, fails }))),
  };
}

/** The value farthest towards `end` at which the failure is known to persist. */
function edge(
  start: number,
  end: number,
  { step, fails }: { step: number; fails: (value: number) => boolean },
): number {
  if (fails(end)) return end;
  let inside = start;
  let outside = end;
  while (Math.abs(outside - inside) > Math.max(step, start / 100)) {
    const middle = Math.round((inside + outside) / 2 / step) * step;
    if (middle === inside || middle === outside) break;
    if (fails(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
