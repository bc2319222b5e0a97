import { HostPhase } from "../src/fleet/state/phases.js";
import { TransitionKind } from "../src/fleet/state/transitions.js";
import { caseOf, policyIn, type ChaosCase } from "../src/chaos/chaos-case.js";
import type { Settings } from "../src/chaos/data-edit.js";
import { failureOf } from "../src/chaos/failure.js";
import type { Oracle } from "../src/chaos/judge-case.js";
import { buildModel, policyOf } from "../src/simulation/build-model.js";
import { startRun } from "../src/simulation/run.js";

/** A quiet fleet, as a file writes it. */
export function quietFleet(hosts: number): Settings {
  return {
    apiVersion: "shakedown/v1",
    name: "quiet",
    seed: "quiet",
    horizon: "3d",
    fleet: { groups: [{ name: "web", hosts, zones: ["a", "b", "c"] }] },
    services: [{ name: "api", group: "web", replicas: hosts, start: "3s" }],
    releases: [{ version: "1.1.0", payload: "100MB", channels: { stable: "2h" } }],
    policies: { careful: { preset: "coreos-locksmith", reboot: { max: 2 } } },
  };
}

/** A bug that needs `together` hosts without power at one moment. */
export function breaksWhenDown(together: number): Oracle {
  return (scenario, replication) => {
    const policy = policyIn(scenario);
    const down = new Set<number>();
    const failures: ReturnType<typeof failureOf>[] = [];
    const { hash } = startRun(
      buildModel(scenario, policy, replication),
      policyOf(scenario, policy),
      ({ kind, subject, to, time }) => {
        if (kind !== TransitionKind.HostPhase) return;
        if (to === HostPhase.Down) down.add(subject);
        else down.delete(subject);
        if (down.size < together || failures.length > 0) return;
        const message = `hosts ${[...down].join(", ")} are down together`;
        failures.push(failureOf({ invariant: "never-together", time, message }));
      },
      [],
    ).finish();
    return { failures, hash };
  };
}

/** A plan of 60 faults, one host each and one after the other, but for three that overlap. */
export function sixtyFaults(hosts: number): ChaosCase {
  const overlapping = new Map([
    [11, 1_000],
    [29, 1_004],
    [47, 1_007],
  ]);
  const faults = Array.from({ length: 60 }, (_, index) => ({
    kind: "power-loss",
    from: `${overlapping.get(index) ?? 30 + 60 * index + (index > 15 ? 200 : 0)}m`,
    for: "17m",
    hosts: [(index * 37 + 5) % hosts],
  }));
  return caseOf(quietFleet(hosts), { policy: "careful", replication: 0 }, faults);
}
