import { type DataPath, pathsOf, valueAt, without, withValue } from "../data-edit.js";
import type { Trial } from "../trial.js";

/** What a case is nothing without, and what the file only names. */
const FIXED = new Set(["apiVersion", "name", "seed", "horizon", "replications", "faults"]);

/**
 * Leaves out whatever the failure does not need: services, releases, groups, zones, cohorts, people, and the knobs of the
 * policy, which then go back to their defaults. Outer parts go first, later ones before earlier ones. What no scenario can
 * be without is refused when the case is decoded. A distribution becomes its median.
 */
export function fewerElements(trial: Trial): void {
  for (const { path } of removable(trial.data).toReversed().toSorted(byDepth)) {
    if (valueAt(trial.data, path) === undefined) continue;
    trial.accepts("fewer elements", without(trial.data, path));
  }
  for (const { path, value } of pathsOf(trial.data)) {
    const typical = typicalOf(value);
    if (typical === undefined || valueAt(trial.data, path) !== value) continue;
    trial.accepts("constant luck", withValue(trial.data, path, typical));
  }
}

/** Every part of a case that can be tried without. */
export function removable(data: Trial["data"]): { path: DataPath; value: unknown }[] {
  return pathsOf(data).filter(({ path }) => !FIXED.has(String(path[0])));
}

function byDepth(a: { path: DataPath }, b: { path: DataPath }): number {
  return a.path.length - b.path.length;
}

/** What stands for a distribution where its spread does not matter. */
function typicalOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("dist" in value)) return undefined;
  const { median, mean, min } = value as Readonly<Record<string, unknown>>;
  return median ?? mean ?? min;
}
