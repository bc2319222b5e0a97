import { faultsIn } from "../chaos-case.js";
import { type Settings, valueAt, withValue } from "../data-edit.js";
import type { Trial } from "../trial.js";

/**
 * Makes the fleet smaller. Victims are hosts by number, so their numbers first move down as far as they go; the luck of a
 * host goes with its number, which is why each step is tried.
 */
export function fewerHosts(trial: Trial): void {
  trial.accepts("fewer hosts", renumbered(trial.data));
  const groups = valueAt(trial.data, ["fleet", "groups"]);
  if (!Array.isArray(groups)) return;
  for (const index of groups.keys()) {
    fewerAt(trial, ["fleet", "groups", index, "hosts"]);
  }
  const services = valueAt(trial.data, ["services"]);
  if (!Array.isArray(services)) return;
  for (const index of services.keys()) fewerAt(trial, ["services", index, "replicas"]);
}

/** Gives the victims of all faults the lowest numbers, in the same order. */
function renumbered(data: Settings): Settings {
  const faults = faultsIn(data);
  const named = faults.flatMap((fault) => hostsOf(fault));
  const ranks = new Map(
    [...new Set(named)].toSorted((a, b) => a - b).map((host, at) => [host, at]),
  );
  return withValue(
    data,
    ["faults"],
    faults.map((fault) =>
      fault["hosts"] === undefined
        ? fault
        : { ...fault, hosts: hostsOf(fault).map((host) => ranks.get(host)!) },
    ),
  );
}

function hostsOf({ hosts }: Settings): readonly number[] {
  return Array.isArray(hosts) ? (hosts as readonly number[]) : [];
}

/** Lowers a count as far as the failure persists, by halving the way down, then one by one. */
function fewerAt(trial: Trial, path: readonly (string | number)[]): void {
  for (;;) {
    const count = valueAt(trial.data, path);
    if (typeof count !== "number" || count <= 1) return;
    const lower = [
      1,
      2,
      3,
      5,
      Math.ceil(count / 8),
      Math.ceil(count / 4),
      Math.ceil(count / 2),
      count - 1,
    ]
      .filter((other) => other < count)
      .toSorted((a, b) => a - b);
    if (!lower.some((other) => trial.accepts("fewer hosts", withValue(trial.data, path, other))))
      return;
  }
}
