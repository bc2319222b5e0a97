/** Reads the ranges of a file: which figures they are of, and what is wrong with them. */
import { isSettings } from "../policies/merge-settings.js";
import { shown } from "../support/quantity.js";
import { assumedDefaults } from "./assumed-defaults.js";
import type { DataIssue } from "./issue-texts.js";
import { inside } from "./known-keys.js";
import { at, type Field, fields } from "./raw-fields.js";
import type { Path } from "./read-yaml.js";
import { writeDuration, type Measure, readFigure } from "./written-figure.js";

/** A range, decoded. */
export interface FigureRange {
  /** As written. */
  readonly pointer: string;
  readonly places: readonly RangedPlace[];
  readonly measure: Measure;
  /** In base units. */
  readonly low: number;
  readonly high: number;
}

/** A figure of a range and where it is written, or would be. */
export interface RangedPlace {
  readonly path: Path;
  /** What the file says, or the default. */
  readonly written: unknown;
  readonly isDefault: boolean;
}

/** The ranges of data that passed `checkRanges`. */
export function readRanges(data: unknown): readonly FigureRange[] {
  return readAll(data).flatMap(({ range }) => range ?? []);
}

/** Complains of ranges that lead nowhere, contradict themselves, or leave out the value that the file has. */
export function checkRanges(root: Field): DataIssue[] {
  const seen = new Set<string>();
  return readAll(root.value).flatMap(({ path, range, issue }) => {
    if (issue !== undefined) return [issue];
    const twice = range!.places.find((place) => seen.has(JSON.stringify(place.path)));
    for (const place of range!.places) seen.add(JSON.stringify(place.path));
    if (twice === undefined) return [];
    const message = `expected one range for each figure, got a second one for /${twice.path.join("/")}`;
    return [{ path, part: "key" as const, message }];
  });
}

/** A range of the file: what it says, or what is wrong with it. */
interface Read {
  readonly path: Path;
  readonly range?: FigureRange;
  readonly issue?: DataIssue;
}

function readAll(data: unknown): readonly Read[] {
  const root: Field = { path: [], value: data };
  return fields(at(root, "ranges")).map(({ path, key, value }) => {
    const places = placesOf(data, key);
    const [first] = places;
    if (first === undefined) {
      const message = `expected the path of a figure that this file writes, or leaves to a default, such as /people/notice, got ${shown(key)}`;
      return { path, issue: { path, part: "key", message } };
    }
    const figure = readFigure(first.written);
    if (figure === undefined || isWithinDistribution(data, first.path)) {
      const message = `expected the path of one figure, such as /people/notice, got ${shown(key)}`;
      return { path, issue: { path, part: "key", message } };
    }
    const found = between(value, places, figure.measure);
    return typeof found === "string"
      ? { path, issue: { path, part: "value", message: found } }
      : { path, range: { pointer: key, places, ...found } };
  });
}

function isWithinDistribution(data: unknown, path: Path): boolean {
  const parent = path.slice(0, -1).reduce(inside, data);
  return isSettings(parent) && parent["dist"] !== undefined;
}

/** Both ends in base units; or what is wrong with them. */
function between(
  value: unknown,
  places: readonly RangedPlace[],
  measure: Measure,
): Pick<FigureRange, "measure" | "low" | "high"> | string {
  const ends: readonly unknown[] = Array.isArray(value) ? value : [];
  const got = `[${ends.map(String).join(", ")}]`;
  const [low, high] = ends.map((one) => (isSettings(one) ? undefined : readFigure(one)));
  if (low === undefined || high === undefined || ends.length !== 2) {
    return `expected two values such as ${EXAMPLES[measure]}, got ${shown(value)}`;
  }
  if ([low, high].some((one) => !isAlike(one.measure, measure))) {
    return `expected two values such as ${EXAMPLES[measure]}, as the figure is a ${measure}, got ${got}`;
  }
  if (low.value >= high.value) return `expected the lesser value first, got ${got}`;
  const isShare = [measure, low.measure, high.measure].includes("share");
  if (isShare && high.value > 1) return `expected shares of at most 100%, got ${got}`;
  for (const { written } of places) {
    const own = readFigure(written);
    if (own === undefined || !isAlike(own.measure, measure)) {
      return `expected figures of one kind, got ${shown(written)} among them`;
    }
    if (own.value < low.value || own.value > high.value) {
      const what = own.centre === "" ? "" : ` of the ${own.centre}`;
      return `expected a range around the value${what} that the scenario has, ${shown(isSettings(written) ? (inside(written, own.centre) ?? writeDuration(own.value)) : written)}, got ${got}`;
    }
  }
  return { measure: isShare ? "share" : measure, low: low.value, high: high.value };
}

const EXAMPLES: Readonly<Record<Measure, string>> = {
  duration: "[1h, 8h]",
  share: "[1%, 20%]",
  size: "[100MB, 1GB]",
  bandwidth: "[50Mbit/s, 1Gbit/s]",
  price: "[10 EUR, 40 EUR]",
  "price per hour": "[10 EUR/h, 40 EUR/h]",
  number: "[1, 4]",
};

/** A share may be written as a number. */
function isAlike(a: Measure, b: Measure): boolean {
  return a === b || [a, b].every((one) => one === "share" || one === "number");
}

/** Everything that a pointer (RFC 6901, with `*` and names of entries) leads to. */
function placesOf(data: unknown, pointer: string): readonly RangedPlace[] {
  if (!pointer.startsWith("/")) return [];
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const defaults = new Map(
    assumedDefaults(data).map(({ path, written }) => [JSON.stringify(path), written]),
  );
  return pathsOf(data, [], steps).flatMap((path): RangedPlace[] => {
    const written = path.reduce(inside, data);
    if (written !== undefined) return [{ path, written, isDefault: false }];
    const byDefault = defaults.get(JSON.stringify(path));
    return byDefault === undefined ? [] : [{ path, written: byDefault, isDefault: true }];
  });
}

function pathsOf(
  value: unknown,
  before: Path,
  [step, ...rest]: readonly string[],
): readonly Path[] {
  if (step === undefined) return [before];
  const into = (key: string | number): readonly Path[] =>
    pathsOf(inside(value, key), [...before, key], rest);
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => (isMeant(entry, index, step) ? into(index) : []));
  }
  if (step === "*") return isSettings(value) ? Object.keys(value).flatMap(into) : [];
  return into(step);
}

/** Whether a step means an entry of a list: by its index, its name, or as one of all. */
function isMeant(entry: unknown, index: number, step: string): boolean {
  if (step === "*" || step === String(index)) return true;
  return ["name", "version", "kind"].some((key) => inside(entry, key) === step);
}
