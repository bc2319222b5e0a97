import type { Named } from "../support/reference.js";
import { listedVersions, trainVersions } from "./check-trains.js";
import { RACK_SIZE, STANDARD_COHORT } from "./fleet-schema.js";
import { at, entries, type Field, fields, text, wholeNumber } from "./raw-fields.js";

/** Channels that need no mention. */
const USUAL_CHANNELS = ["alpha", "beta", "stable"];

/** What can be named in a scenario: names, or a number of things that are counted from 0. */
export interface KnownNames {
  readonly names: Readonly<Record<Exclude<Named, "host" | "rack">, readonly string[]>>;
  /** Infinity while they cannot be counted. */
  readonly counts: Readonly<Record<"host" | "rack", number>>;
}

/** The names that a scenario gives, as far as what is written can be read. */
export function knownNames(root: Field): KnownNames {
  const groups = entries(at(root, "fleet", "groups"));
  const channels = fields(at(root, "channels"));
  const zones = groups.flatMap((group) => entries(at(group, "zones")).flatMap(text));
  const cohortsOf = (field: Field) => fields(at(field, "cohorts")).map(({ key }) => key);
  const cohort = [...groups.flatMap(cohortsOf), STANDARD_COHORT];
  const listed = listedVersions(root).flatMap(text);
  const sizes = groups.map((group) => wholeNumber(at(group, "hosts")) ?? Number.POSITIVE_INFINITY);
  return {
    names: {
      group: groups.flatMap((group) => text(at(group, "name"))),
      // A group that names no zones is in zone a.
      zone: groups.some((group) => at(group, "zones").value === undefined)
        ? [...zones, "a"]
        : zones,
      cohort,
      "any-cohort": [...cohort, ...channels.flatMap(cohortsOf)],
      channel: [
        ...USUAL_CHANNELS,
        ...channels.map(({ key }) => key),
        ...groups.flatMap((group) => text(at(group, "channel"))),
      ],
      release: [...listed, ...trainVersions(root).flatMap(text)],
      "listed-release": listed,
      policy: fields(at(root, "policies")).map(({ key }) => key),
      service: entries(at(root, "services")).flatMap((service) => text(at(service, "name"))),
    },
    counts: {
      host: sizes.reduce((sum, size) => sum + size, 0),
      rack: groups.reduce((sum, group, index) => sum + racksOf(group, sizes[index]!), 0),
    },
  };
}

/** Racks of a group, as its hosts are dealt to them; Infinity while its hosts cannot be counted. */
function racksOf(group: Field, hosts: number): number {
  const zones = Math.max(1, entries(at(group, "zones")).length);
  const size = wholeNumber(at(group, "rackSize")) ?? RACK_SIZE;
  return Math.ceil(Math.ceil(hosts / zones) / Math.max(1, size)) * Math.min(hosts, zones);
}
