import fc from "fast-check";
import { planArbitrary } from "../chaos/fault-arbitrary.js";
import { faults } from "../faults/index.js";
import { defectKinds } from "../fleet/defects/index.js";
import { persOf } from "../fleet/defects/in-words.js";
import { lostCapacity } from "../fleet/defects/kinds/lost-capacity.js";
import { presets } from "../policies/index.js";
import type { Settings } from "../policies/merge-settings.js";
import { HOUR } from "../support/time.js";
import { decoded } from "./subject.js";

/**
 * Arbitraries of fast-check for what a scenario file says, in the units of people. All are valid and shrink towards few hosts,
 * few releases, few faults and round numbers. Faults come from the schemas of their kinds, policies from the presets.
 */

/** Bounds of what is drawn. */
export interface ArbitraryOptions {
  /** Most hosts, 24 by default [hosts]. */
  readonly hosts?: number;
  /** Most releases, 3 by default. */
  readonly releases?: number;
  /** Most faults, 6 by default. */
  readonly faults?: number;
  /** Length of the run in whole hours, 72 by default [h]. */
  readonly hours?: number;
  /** Presets to choose from; all by default. */
  readonly presets?: readonly string[];
  /** Kinds of faults to choose from; all by default. */
  readonly kinds?: readonly string[];
}

const ZONES = ["a", "b", "c"];

/** A fleet of one group. */
export function fleets({ hosts = 24 }: ArbitraryOptions = {}): fc.Arbitrary<Settings> {
  return fc
    .record({
      hosts: fc.integer({ min: 1, max: hosts }),
      zones: fc.integer({ min: 1, max: ZONES.length }).map((count) => ZONES.slice(0, count)),
      capacity: fc.integer({ min: 2, max: 10 }),
      runtime: fc.constantFrom("docker", "rkt", "containerd"),
    })
    .map(({ runtime, ...group }) => ({
      groups: [{ name: "web", ...group, runtime: { kind: runtime } }],
    }));
}

/** Releases of the channel `stable`, some with a defect, in the order of their publication. */
export function releases(options: ArbitraryOptions = {}): fc.Arbitrary<readonly Settings[]> {
  const { releases: most = 3, hours = 72 } = options;
  const defects = fc.constantFrom(...defectKinds).chain((kind) =>
    fc.record({
      name: fc.constant("bug"),
      kind: fc.constant(kind.kind),
      per: fc.constantFrom(...persOf(kind)),
      probability: fc.constantFrom("100%", "30%", "5%"),
      ...(kind === lostCapacity ? { capacityShare: fc.constantFrom("30%", "80%") } : {}),
    }),
  );
  const one = fc.record({
    hour: fc.integer({ min: 0, max: Math.max(0, Math.floor((hours * 2) / 3)) }),
    defect: fc.option(defects, { nil: undefined }),
  });
  return fc.array(one, { minLength: 1, maxLength: most }).map((list) =>
    list
      .toSorted((a, b) => a.hour - b.hour)
      .map(({ hour, defect }, index) => ({
        version: `1.${index + 1}.0`,
        payload: "100MB",
        channels: { stable: `${hour}h` },
        ...(defect !== undefined && { defects: [defect] }),
      })),
  );
}

/** A policy: a preset by its name, with its reboot lock sometimes of another size where it has one. */
export function policies({ presets: some }: ArbitraryOptions = {}): fc.Arbitrary<Settings> {
  const known = presets.map(({ name }) => name);
  const unknown = (some ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`expected presets (${known.join(", ")}), got ${unknown.join(", ")}`);
  }
  return fc.constantFrom(...(some ?? known)).map((preset) => ({ preset }));
}

/** A fault plan for a fleet: whom it strikes is named host by host, so that it shrinks to the ones that matter. */
export function faultPlans(
  fleet: { readonly hosts: number; readonly zones?: readonly string[] },
  { faults: most = 6, hours = 72, kinds }: ArbitraryOptions = {},
): fc.Arbitrary<readonly Settings[]> {
  const chosen = faults.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  return planArbitrary(chosen, {
    horizon: hours * HOUR,
    hosts: fleet.hosts,
    zones: fleet.zones ?? ["a"],
    victims: Math.max(1, Math.floor(fleet.hosts / 5)),
    faults: most,
  });
}

/** Whole scenarios with one policy, `drawn`, as a file would write them. */
export function scenarios(options: ArbitraryOptions = {}): fc.Arbitrary<Settings> {
  const { hours = 72 } = options;
  return fleets(options)
    .chain((fleet) => {
      const [group] = fleet["groups"] as readonly [{ hosts: number; zones: readonly string[] }];
      return fc.record({
        fleet: fc.constant(fleet),
        seed: fc.nat({ max: 9_999 }),
        perHost: fc.integer({ min: 0, max: 2 }),
        releases: releases(options),
        faults: faultPlans(group, options),
        drawn: policies(options),
      });
    })
    .map(({ fleet, seed, perHost, drawn, ...rest }) => {
      const [{ hosts }] = fleet["groups"] as readonly [{ hosts: number }];
      const services = [
        { name: "api", group: "web", replicas: Math.max(1, perHost * hosts), start: "3s" },
      ];
      return {
        apiVersion: "shakedown/v1",
        name: "drawn",
        seed,
        horizon: `${hours}h`,
        replications: 1,
        fleet,
        services: perHost === 0 ? [] : services,
        ...rest,
        policies: { drawn },
      };
    })
    .filter((data) => isValid(data));
}

/** What does not go together, such as more containers than the fleet can hold, is not drawn. */
function isValid(data: Settings): boolean {
  try {
    decoded(data);
    return true;
  } catch {
    return false;
  }
}
