/**
 * What no schema of one field can see: names that nothing bears, names borne twice, and more than fits. Reads data as
 * written, so that it finds its flaws beside those of the schema and all are reported at once.
 */
import { parseDuration } from "../support/duration-text.js";
import { shown } from "../support/quantity.js";
import { HOUR } from "../support/time.js";
import { checkCosts } from "./check-costs.js";
import { checkMoments } from "./check-moments.js";
import { checkSources } from "./check-sources.js";
import { checkSuppressions } from "./check-suppressions.js";
import { checkNumberOfReleases, checkVersions } from "./check-trains.js";
import type { DataIssue } from "./issue-texts.js";
import { type KnownNames, knownNames } from "./known-names.js";
import { limits } from "./limits.js";
import { checkRanges } from "./ranges.js";
import { at, entries, type Field, fields, text, wholeNumber } from "./raw-fields.js";
import { scenarioSchema } from "./schema.js";
import { wrongReferences } from "./wrong-references.js";

/** Everything that is wrong across fields. */
export function crossCheck(data: unknown): DataIssue[] {
  const root: Field = { path: [], value: data };
  const known = knownNames(root);
  return [
    ...wrongReferences(scenarioSchema, root, known),
    ...checkFleet(root, known),
    ...checkServices(root),
    ...checkReleases(root),
    ...checkFaults(root, known),
    ...checkCosts(root),
    ...checkMoments(root, known.names.release),
    ...checkSources(root),
    ...checkSuppressions(root),
    ...checkRanges(root),
  ];
}

function wrong({ path }: Field, message: string): DataIssue {
  return { path, part: "value", message };
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

function checkFleet(root: Field, { names, counts }: KnownNames): DataIssue[] {
  const groups = entries(at(root, "fleet", "groups"));
  const list = at(root, "fleet", "groups");
  return [
    ...repeated(
      groups.map((group) => at(group, "name")),
      "group name",
    ),
    ...tooMany(list, "hosts", counts.host, limits.hosts),
    ...tooMany(list, "zones", new Set(names.zone).size, limits.zones),
    ...tooMany(
      at(root, "channels"),
      "channels",
      fields(at(root, "channels")).length,
      limits.channels,
    ),
  ];
}

function checkServices(root: Field): DataIssue[] {
  const services = entries(at(root, "services"));
  const groups = entries(at(root, "fleet", "groups"));
  return [
    ...repeated(
      services.map((service) => at(service, "name")),
      "service name",
    ),
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

function checkReleases(root: Field): DataIssue[] {
  const releases = entries(at(root, "releases"));
  const list = at(root, "releases");
  const defects = releases.flatMap((release) => entries(at(release, "defects")));
  const names = new Set(defects.map((defect) => at(defect, "name").value ?? defect));
  return [
    ...checkVersions(root),
    ...checkNumberOfReleases(root),
    ...tooMany(list, "different defects", names.size, limits.defects),
  ];
}

function checkFaults(root: Field, { counts }: KnownNames): DataIssue[] {
  const horizon = at(root, "horizon").value;
  const lasting = typeof horizon === "string" ? (parseDuration(horizon) ?? 0) : 0;
  return entries(at(root, "faults")).flatMap((fault) => [
    ...checkFrequency(fault, Math.min(lasting, limits.horizon), counts.host),
  ]);
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
