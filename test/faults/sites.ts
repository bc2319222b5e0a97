import type { FaultSite } from "../../src/faults/fault.js";
import { seedKey, stream, uniform } from "../../src/random/draw.js";
import { Purpose } from "../../src/random/purposes.js";
import { DAY } from "../../src/support/time.js";

const PURPOSES = {
  victim: Purpose.FaultVictim,
  onset: Purpose.FaultOnset,
  duration: Purpose.FaultDuration,
} as const;

/**
 * A fleet for faults to choose from: two zones that alternate from host to host, a small group before a large one, and every
 * third host of the cohort `old`. The luck is that of a run with this seed.
 */
export function siteOf(hosts: number, seed = "faults", horizon = 60 * DAY): FaultSite {
  const key = seedKey(seed);
  const small = Math.floor(hosts / 4);
  return {
    horizon,
    hosts,
    zones: ["a", "b"],
    groups: [
      { name: "db", first: 0, hosts: small },
      { name: "web", first: small, hosts: hosts - small },
    ],
    cohorts: ["new", "old"],
    releases: ["1", "2"],
    services: [{ name: "shop", first: 0, replicas: hosts }],
    racks: 2 * Math.ceil(hosts / 20),
    rackOf: Uint32Array.from(
      { length: hosts },
      (_, host) => (host % 2) * Math.ceil(hosts / 20) + Math.floor(host / 20),
    ),
    zoneOf: Uint16Array.from({ length: hosts }, (_, host) => host % 2),
    groupOf: Uint16Array.from({ length: hosts }, (_, host) => (host < small ? 0 : 1)),
    cohortOf: Uint16Array.from({ length: hosts }, (_, host) => (host % 3 === 0 ? 1 : 0)),
    draw: (purpose, entity, occurrence) =>
      uniform(stream(key, PURPOSES[purpose], 0), entity, occurrence),
  };
}
