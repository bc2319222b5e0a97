import type { Stall } from "../../../src/fleet/blockers/stall.js";
import { decodeScenario } from "../../../src/scenario/load.js";
import { beginReplication } from "../../../src/simulation/simulate.js";

/** Scenarios small enough to know beforehand who will wait for what. */

/** A part of a scenario as a file would have it. */
export type Settings = Readonly<Record<string, unknown>>;

/** Twelve hosts in three zones with sixty containers, a release after a day, ten days in all; everything overridable. */
export function small(policy: Settings, overrides: Settings = {}): Settings {
  return {
    apiVersion: "shakedown/v1",
    name: "small",
    seed: 1,
    start: "2024-01-01T00:00:00Z",
    horizon: "10d",
    fleet: { groups: [{ name: "web", hosts: 12, zones: ["a", "b", "c"], capacity: 10 }] },
    services: [{ name: "api", group: "web", replicas: 60, start: "3s", stop: "2s" }],
    releases: [{ version: "2.0.0", payload: "100MB", channels: { stable: "1d" } }],
    policies: { p: policy },
    ...overrides,
  };
}

/** The groups that stand still at the end of the first replication. */
export function stallsOf(settings: Settings): readonly Stall[] {
  const scenario = decodeScenario(JSON.stringify(settings), "small.json");
  const run = beginReplication(scenario, { policy: "p", replication: 0 });
  run.advance(scenario.horizon);
  return run.stalls();
}

/** A stall in a line: what it hangs on, step by step, since which day, and how many hosts wait. */
export function told({ chain, since, waiting }: Stall): string {
  const links = chain.map(({ kind, service, fault, release }) =>
    [kind, service ?? fault ?? release].filter((part) => part !== undefined).join(" "),
  );
  return `${links.join(" > ")} | day ${(since / 86_400_000).toFixed(1)} | ${waiting} wait`;
}
