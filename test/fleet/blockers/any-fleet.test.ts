import fc from "fast-check";
import { expect, it } from "vitest";
import { kindOf } from "../../../src/fleet/blockers/chain.js";
import { patienceOf } from "../../../src/fleet/blockers/patience.js";
import type { World } from "../../../src/fleet/state/world.js";
import { decodeScenario } from "../../../src/scenario/load.js";
import { beginReplication } from "../../../src/simulation/simulate.js";
import { DAY } from "../../../src/support/time.js";
import { scenarios } from "../../../src/testing/arbitraries.js";

/** Fleets, policies, releases and faults at random: whatever stops a rollout is found, and has a name. */

/** Those that wait for somebody: for budgets, for locks, for reports, for people. */
const presets = [
  "kured",
  "openshift-mco",
  "canary-waves",
  "hawkbit",
  "coreos-locksmith",
  "mender",
  "ubuntu-unattended",
  "system-upgrade-controller",
  "flatcar-nebraska",
  "bottlerocket-brupop",
];
const options = { hosts: 24, releases: 3, faults: 8, hours: 240, presets };

/** Mostly one that allows no eviction, so that something stands still in every handful of fleets. */
const budgets = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ minAvailable: "100%" }) },
  { weight: 1, arbitrary: fc.constant({ minAvailable: "90%" }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Hosts of a group that run nothing as new as the newest good release that stands for it. */
function unpatched({ model, facts, state }: World, group: number): number {
  const { first, hosts, channel, mechanism } = model.groups[group]!;
  const stands = (release: number): boolean => {
    const { bad, mechanisms } = facts.releases[release]!;
    const { publishedAt, withdrawn } = state.releases[release]!;
    const fits = mechanisms.length === 0 || mechanisms.includes(mechanism.kind);
    return (
      !bad &&
      fits &&
      publishedAt.some(
        (at, index) =>
          at !== undefined &&
          withdrawn[index] === false &&
          (mechanism.kind === "in-place" || index === channel),
      )
    );
  };
  const newest = model.releases.findLastIndex((_, release) => stands(release));
  return state.hosts.release.subarray(first, first + hosts).filter((runs) => runs < newest).length;
}

/** For how long nothing has been published to a group and no host of it has got on [ms]. */
function standsStillFor({ model, state }: World): number {
  const published = state.releases.flatMap(({ publishedAt }) => publishedAt.map((at) => at ?? 0));
  return model.horizon - Math.max(state.groups[0]!.progressedAt, ...published);
}

it(
  "a group with hosts to update, of which none gets on, is found and its reason known",
  { timeout: 120_000 },
  () => {
    let [found, unknown, late] = [0, 0, 0];
    fc.assert(
      fc.property(scenarios(options), budgets, (drawn, budget) => {
        const services = (drawn["services"] as object[]).map((service) =>
          budget === undefined ? service : { ...service, budget },
        );
        const text = JSON.stringify({ ...drawn, services });
        const scenario = decodeScenario(text, "any.json");
        const run = beginReplication(scenario, { policy: "drawn", replication: 0 });
        run.advance(scenario.horizon);
        const before = run.checkpoint();
        const copy = run.fork();
        const stalls = run.stalls();
        expect(run.checkpoint()).toBe(before);
        expect(copy.stalls()).toEqual(stalls);
        expect(run.finish().hash).toBe(copy.finish().hash);
        const { world } = run;
        const waiting = unpatched(world, 0);
        // A group without progress for very long is found, unless the policy has planned its wait.
        if (waiting > 0 && stalls.length === 0) late += Number(standsStillFor(world) > 5 * DAY);
        for (const { causes, since, blocked, chain } of stalls) {
          expect(waiting).toBeGreaterThanOrEqual(blocked);
          expect(scenario.horizon).toBeGreaterThan(patienceOf(world, 0, since));
          expect(causes.reduce((sum, { hosts }) => sum + hosts, 0)).toBe(blocked);
          const words = chain.map(
            (blocker) => `${kindOf(blocker).says(blocker)} ${kindOf(blocker).remedy(blocker)}`,
          );
          expect(words.join(" ")).not.toMatch(/undefined|NaN/);
          found += 1;
          unknown += Number(causes.some(({ root }) => root.kind === "unknown"));
        }
      }),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(0);
    expect(unknown).toBe(0);
    expect(late).toBe(0);
  },
);
