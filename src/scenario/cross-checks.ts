/**
 * What no schema of one field can see: names that nothing bears, names borne twice, and more than fits. Reads data as
 * written, so that it finds its flaws beside those of the schema and all are reported at once.
 */
import { findUnknownVictims } from "../faults/unknown-victims.js";
import { isSettings } from "../policies/merge-settings.js";
import { parseDuration, shown } from "../support/quantity.js";
import { HOUR } from "../support/time.js";
import { RACK_SIZE, STANDARD_COHORT } from "./fleet-schema.js";
import { type DataIssue, hint } from "./issue-texts.js";
import { limits } from "./limits.js";
import { checkSources } from "./check-sources.js";
import { at, entries, type Field, fields, text, wholeNumber } from "./raw-fields.js";

/** Channels that need no mention. */
const USUAL_CHANNELS = ["alpha", "beta", "stable"];

/** The names that a scenario gives. */
interface Known {
  readonly groups: readonly string[];
  readonly zones: readonly string[];
  /** Of the fleet, and with those that only testers have. */
  readonly fleetCohorts: readonly string[];
  readonly cohorts: readonly string[];
  readonly channels: readonly string[];
  readonly versions: readonly string[];
  readonly policies: readonly string[];
  /** Hosts of the whole fleet; Infinity while they cannot be counted. */
  readonly hosts: number;
  readonly racks: number;
  readonly services: readonly string[];
}

/** Everything that is wrong across fields. */
export function crossCheck(data: unknown): DataIssue[] {
  const root: Field = { path: [], value: data };
  const known = knownNames(root);
  return [
    ...checkFleet(root, known),
    ...checkServices(root, known),
    ...checkReleases(root, known),
    ...checkFaults(root, known),
    ...checkPolicies(root, known),
    ...checkAccepted(root, known),
    ...checkSources(root),
  ];
}

function knownNames(root: Field): Known {
  const groups = entries(at(root, "fleet", "groups"));
  const channels = fields(at(root, "channels"));
  const releases = entries(at(root, "releases"));
  const zones = groups.flatMap((group) => entries(at(group, "zones")).flatMap(text));
  const cohortsOf = (field: Field) => fields(at(field, "cohorts")).map(({ key }) => key);
  const fleetCohorts = [...groups.flatMap(cohortsOf), STANDARD_COHORT];
  const sizes = groups.map((group) => wholeNumber(at(group, "hosts")) ?? Number.POSITIVE_INFINITY);
  return {
    groups: groups.flatMap((group) => text(at(group, "name"))),
    // A group that names no zones is in zone a.
    zones: groups.some((group) => at(group, "zones").value === undefined) ? [...zones, "a"] : zones,
    fleetCohorts,
    cohorts: [...fleetCohorts, ...channels.flatMap(cohortsOf)],
    channels: [
      ...USUAL_CHANNELS,
      ...channels.map(({ key }) => key),
      ...groups.flatMap((group) => text(at(group, "channel"))),
    ],
    versions: releases.flatMap(versionsOf).flatMap(text),
    policies: fields(at(root, "policies")).map(({ key }) => key),
    services: entries(at(root, "services")).flatMap((service) => text(at(service, "name"))),
    hosts: sizes.reduce((sum, size) => sum + size, 0),
    racks: groups.reduce((sum, group, index) => sum + racksOf(group, sizes[index]!), 0),
  };
}

/** Racks of a group, as its hosts are dealt to them; Infinity while its hosts cannot be counted. */
function racksOf(group: Field, hosts: number): number {
  const zones = Math.max(1, entries(at(group, "zones")).length);
  const size = wholeNumber(at(group, "rackSize")) ?? RACK_SIZE;
  return Math.ceil(Math.ceil(hosts / zones) / Math.max(1, size)) * Math.min(hosts, zones);
}

/** The version of a release, and that of its fix. */
function versionsOf(release: Field): readonly Field[] {
  return [at(release, "version"), at(release, "fix", "version")];
}

function wrong({ path }: Field, message: string, part: DataIssue["part"] = "value"): DataIssue {
  return { path, part, message };
}

/** Complains of a name that is not among those there are. */
function unknown(field: Field, what: string, known: readonly string[]): DataIssue[] {
  return text(field).flatMap((name) =>
    known.includes(name) ? [] : [wrong(field, notAmong(what, name, known))],
  );
}

function notAmong(what: string, got: string | number, known: readonly string[]): string {
  const all = [...new Set(known)];
  const choice =
    all.length === 0 ? `a ${what}, of which there is none` : `a ${what} (${all.join(", ")})`;
  return `expected ${choice}, got ${shown(got)}${hint(got, all)}`;
}

/** Complains of every name that was borne before. */
function repeated(named: readonly Field[], what: string): DataIssue[] {
  const seen = new Set<unknown>();
  return named.flatMap((field) => {
    const isRepeated = typeof field.value === "string" && seen.has(field.value);
    seen.add(field.value);
    return isRepeated
      ? [wrong(field, `expected a ${what} of its own, got ${shown(field.value)} a second time`)]
      : [];
  });
}

function tooMany(field: Field, what: string, got: number, most: number): DataIssue[] {
  return Number.isFinite(got) && got > most
    ? [wrong(field, `expected at most ${most} ${what} in all, got ${got}`)]
    : [];
}

function checkFleet(root: Field, { versions, hosts, zones }: Known): DataIssue[] {
  const groups = entries(at(root, "fleet", "groups"));
  const list = at(root, "fleet", "groups");
  return [
    ...repeated(
      groups.map((group) => at(group, "name")),
      "group name",
    ),
    ...groups.flatMap((group) => unknown(at(group, "release"), "release", versions)),
    ...tooMany(list, "hosts", hosts, limits.hosts),
    ...tooMany(list, "zones", new Set(zones).size, limits.zones),
    ...tooMany(
      at(root, "channels"),
      "channels",
      fields(at(root, "channels")).length,
      limits.channels,
    ),
  ];
}

function checkServices(root: Field, known: Known): DataIssue[] {
  const services = entries(at(root, "services"));
  const groups = entries(at(root, "fleet", "groups"));
  return [
    ...repeated(
      services.map((service) => at(service, "name")),
      "service name",
    ),
    ...services.flatMap((service) => unknown(at(service, "group"), "group", known.groups)),
    ...services.flatMap(checkBudget),
    ...groups.flatMap((group) => checkRoom(group, services)),
    ...tooMany(
      at(root, "services"),
      "containers",
      services.reduce((sum, service) => sum + (wholeNumber(at(service, "replicas")) ?? 0), 0),
      limits.containers,
    ),
  ];
}

function checkBudget(service: Field): DataIssue[] {
  const replicas = wholeNumber(at(service, "replicas"));
  return ["minAvailable", "maxUnavailable"].flatMap((key) => {
    const field = at(service, "budget", key);
    const amount = wholeNumber(field);
    if (replicas === undefined || amount === undefined || amount <= replicas) return [];
    const message = `expected at most the ${replicas} replicas of the service, got ${amount}`;
    return [wrong(field, message)];
  });
}

/** Complains of each service that no longer fits on the hosts of its group. */
function checkRoom(group: Field, services: readonly Field[]): DataIssue[] {
  const hosts = wholeNumber(at(group, "hosts"));
  const written = at(group, "capacity");
  const capacity = written.value === undefined ? 100 : wholeNumber(written);
  if (hosts === undefined || capacity === undefined) return [];
  let free = hosts * capacity;
  return services.flatMap((service) => {
    const replicas = at(service, "replicas");
    const wanted = wholeNumber(replicas);
    if (at(service, "group").value !== at(group, "name").value || wanted === undefined) return [];
    const left = free;
    free = Math.max(0, free - wanted);
    if (wanted <= left) return [];
    const room = `${hosts} hosts for ${capacity} containers each`;
    const message = `expected at most ${left} replicas, for which group ${String(at(group, "name").value)} has room (${room}), got ${wanted}`;
    return [wrong(replicas, message)];
  });
}

function checkReleases(root: Field, known: Known): DataIssue[] {
  const releases = entries(at(root, "releases"));
  const list = at(root, "releases");
  const versions = releases.flatMap(versionsOf);
  const defects = releases.flatMap((release) => entries(at(release, "defects")));
  const names = new Set(defects.map((defect) => at(defect, "name").value ?? defect));
  return [
    ...repeated(versions, "version"),
    ...releases.flatMap((release) =>
      fields(at(release, "channels")).flatMap((field) =>
        known.channels.includes(field.key)
          ? []
          : [wrong(field, notAmong("channel", field.key, known.channels), "key")],
      ),
    ),
    ...defects.flatMap((defect) => [
      ...entries(at(defect, "cohorts")).flatMap((one) => unknown(one, "cohort", known.cohorts)),
      ...entries(at(defect, "groups")).flatMap((one) => unknown(one, "group", known.groups)),
    ]),
    ...tooMany(list, "releases, fixes included,", versions.flatMap(text).length, limits.releases),
    ...tooMany(list, "different defects", names.size, limits.defects),
  ];
}

function checkFaults(root: Field, known: Known): DataIssue[] {
  const horizon = at(root, "horizon").value;
  const lasting = typeof horizon === "string" ? (parseDuration(horizon) ?? 0) : 0;
  return entries(at(root, "faults")).flatMap((fault) => [
    ...checkVictims(fault, known),
    ...checkFrequency(fault, Math.min(lasting, limits.horizon), known.hosts),
  ]);
}

function checkVictims(fault: Field, known: Known): DataIssue[] {
  if (!isSettings(fault.value)) return [];
  const entry = { ...fault.value, kind: String(fault.value["kind"]) };
  const { zones, groups, fleetCohorts: cohorts, versions: releases, services } = known;
  const names = {
    zone: zones,
    group: groups,
    cohort: cohorts,
    release: releases,
    service: services,
  };
  const numbered = { host: known.hosts, rack: known.racks };
  return findUnknownVictims(entry, { ...known, cohorts, releases }).map(({ path, what, got }) =>
    wrong(
      at(fault, ...path),
      what === "host" || what === "rack"
        ? `expected a ${what} from 0 to ${numbered[what] - 1}, got ${got}`
        : notAmong(what, got, names[what]),
    ),
  );
}

/** A fault that happens too often would be listed until memory runs out. */
function checkFrequency(fault: Field, horizon: number, hosts: number): DataIssue[] {
  const rounds = (field: Field, least: number): number => {
    const every = text(field).map(parseDuration)[0];
    return every === undefined || every < least ? 0 : Math.floor(horizon / every);
  };
  const repeat = at(fault, "repeat", "every");
  const wanted = wholeNumber(at(fault, "repeat", "times")) ?? Number.POSITIVE_INFINITY;
  const rate = at(fault, "rate", "every");
  const size = Number.isFinite(hosts) ? hosts : 0;
  return [
    ...tooMany(repeat, "occurrences", Math.min(wanted, rounds(repeat, 1)), limits.strikes / 100),
    ...tooMany(rate, "strikes", rounds(rate, HOUR) * size, limits.strikes),
  ];
}

function checkPolicies(root: Field, known: Known): DataIssue[] {
  const own = ["own", "earliest"];
  return [
    ...fields(at(root, "policies")).flatMap((policy) =>
      unknown(at(policy, "offer", "channel"), "channel", [...own, ...known.channels]),
    ),
    ...entries(at(root, "expect")).flatMap((expectation) => [
      ...unknown(at(expectation, "policy"), "policy", known.policies),
      ...unknown(at(expectation, "over"), "policy", known.policies),
    ]),
  ];
}

/** Findings are accepted of policies that there are. */
function checkAccepted(root: Field, known: Known): DataIssue[] {
  return entries(at(root, "chaos", "accept")).flatMap((entry) =>
    entries(at(entry, "policies")).flatMap((name) => unknown(name, "policy", known.policies)),
  );
}
