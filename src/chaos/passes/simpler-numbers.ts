import { pathsOf, valueAt, withValue } from "../data-edit.js";
import { simplerThan } from "../simpler-quantity.js";
import type { Trial } from "../trial.js";

/** Parts whose numbers say nothing about the world. */
const NAMES = new Set(["apiVersion", "name", "seed", "horizon", "replications", "version"]);

/** Rounds times and counts: first to what is simplest. Numbers of hosts are names and stay. */
export function simplerNumbers(trial: Trial): void {
  for (const { path, value } of pathsOf(trial.data)) {
    const setting = path.at(-1)!;
    const list = path.at(-2);
    if (NAMES.has(String(path[0])) || NAMES.has(String(setting)) || list === "hosts") continue;
    if (valueAt(trial.data, path) !== value) continue;
    simplerThan(value).some((other) =>
      trial.accepts("simpler numbers", withValue(trial.data, path, other)),
    );
  }
}
