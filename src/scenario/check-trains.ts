/** The versions that a scenario's releases bear, those of trains included, read off data as written. */
import { durationDistribution } from "../random/distribution-schema.js";
import { parseDuration } from "../support/duration-text.js";
import { shown } from "../support/quantity.js";
import type { DataIssue } from "./issue-texts.js";
import { limits } from "./limits.js";
import { at, entries, type Field, text, wholeNumber } from "./raw-fields.js";
import { mostReleases, NUMBER, trainVersion } from "./train-versions.js";

function isTrain(entry: Field): boolean {
  return at(entry, "train").value !== undefined;
}

/** Each version with the place that gives it; a fix comes right after its release. */
export function listedVersions(root: Field): readonly Field[] {
  return entries(at(root, "releases"))
    .filter((entry) => !isTrain(entry))
    .flatMap((entry) => [at(entry, "version"), at(entry, "fix", "version")]);
}

/** Each version that a train may bring in some replication, with the pattern that gives it. */
export function trainVersions(root: Field): readonly Field[] {
  return trainsOf(root).flatMap((train) =>
    patternsOf(train).flatMap((pattern) =>
      numbersOf(train, root).map((number) => ({
        path: pattern.path,
        value: trainVersion(pattern.value, number),
      })),
    ),
  );
}

function trainsOf(root: Field): readonly Field[] {
  return entries(at(root, "releases"))
    .filter(isTrain)
    .map((entry) => at(entry, "train"));
}

/** The patterns of a train's versions: of its releases, and of their fixes. */
function patternsOf(train: Field): readonly (Field & { readonly value: string })[] {
  const version = at(train, "version");
  const fix = at(train, "fix", "version");
  return text(version).flatMap((pattern) => {
    if (!pattern.includes(NUMBER)) return [];
    const own = { path: version.path, value: pattern };
    if (at(train, "fix").value === undefined) return [own];
    const [fixed = `${pattern}-fix`] = text(fix);
    return [own, { path: fix.value === undefined ? version.path : fix.path, value: fixed }];
  });
}

/** Numbers of its releases, no more of them than a scenario can hold. */
function numbersOf(train: Field, root: Field): readonly number[] {
  const first = wholeNumber(at(train, "first")) ?? 1;
  const most = Math.min(mostOf(train, root), limits.releases);
  return Array.from({ length: most }, (_, nth) => first + nth);
}

/** Releases of a train at most, without their fixes; 0 while that cannot be read. */
function mostOf(train: Field, root: Field): number {
  const every = durationDistribution().safeParse(at(train, "every").value);
  const horizon = text(at(root, "horizon")).map(parseDuration)[0];
  if (!every.success || horizon === undefined) return 0;
  const time = (key: string) => text(at(train, key)).map(parseDuration)[0];
  const timetable = {
    every: every.data,
    from: time("from"),
    until: time("until"),
    count: wholeNumber(at(train, "count")),
  };
  const most = mostReleases(timetable, Math.min(horizon, limits.horizon));
  // A train without time between its releases is told of as such.
  return Number.isFinite(most) ? most : 0;
}

/** Complains of each train that alone brings more releases than a scenario can hold, and of all of them together. */
export function checkNumberOfReleases(root: Field): readonly DataIssue[] {
  const counted = trainsOf(root).map((train) => ({
    train,
    releases: mostOf(train, root) * patternsOf(train).length,
  }));
  const tooLong = counted.filter(({ releases }) => releases > limits.releases);
  if (tooLong.length > 0)
    return tooLong.map(({ train, releases }) => ({
      path: at(train, "every").path,
      part: "value" as const,
      message: `expected at most ${limits.releases} releases, their fixes included, before the end of the run, got ${releases}; a longer \`every\`, an \`until\` or a \`count\` makes them fewer`,
    }));
  const all =
    listedVersions(root).flatMap(text).length +
    counted.reduce((sum, { releases }) => sum + releases, 0);
  if (all <= limits.releases) return [];
  const trains = counted.length === 0 ? "" : " and trains";
  const message = `expected at most ${limits.releases} releases, fixes${trains} included, in all, got ${all}`;
  return [{ path: at(root, "releases").path, part: "value", message }];
}

/** Complains of each place that gives a version which another has given before. */
export function checkVersions(root: Field): readonly DataIssue[] {
  const seen = new Map<unknown, string>();
  const told = new Set<string>();
  return [...listedVersions(root), ...trainVersions(root)].flatMap(({ path, value }) => {
    const place = path.join("/");
    const isRepeated = typeof value === "string" && seen.has(value);
    seen.set(value, place);
    if (!isRepeated || told.has(place)) return [];
    told.add(place);
    const message = `expected a version of its own, got ${shown(value)} a second time`;
    return [{ path, part: "value" as const, message }];
  });
}
