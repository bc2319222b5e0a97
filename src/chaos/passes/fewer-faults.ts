import { faultsIn } from "../chaos-case.js";
import { type DataPath, valueAt, withValue } from "../data-edit.js";
import { ddmin } from "../ddmin.js";
import type { Trial } from "../trial.js";

/** Leaves out the faults, and of each fault the victims, that the failure does not need. */
export function fewerFaults(trial: Trial): void {
  fewerOf(trial, ["faults"]);
  for (const [index, fault] of faultsIn(trial.data).entries()) {
    for (const [setting, value] of Object.entries(fault)) {
      if (Array.isArray(value)) fewerOf(trial, ["faults", index, setting]);
    }
  }
}

/** Shortens the list at a path to the elements that the failure needs. */
export function fewerOf(trial: Trial, path: DataPath): void {
  const list = valueAt(trial.data, path) as readonly unknown[];
  const base = trial.data;
  const withOnly = (some: readonly unknown[]) => withValue(base, path, some);
  const needed = ddmin(list, (some) => trial.failureOf(withOnly(some)) !== undefined);
  if (needed.length < list.length) trial.accepts("fewer faults", withOnly(needed));
}
