/** The figures that a scenario gives, each with its source: what the answer rests on. */
import { isSettings } from "../policies/merge-settings.js";
import type { Path } from "./read-yaml.js";
import type { Assumption } from "./scenario.js";
import { writtenDistribution } from "./written-distribution.js";

/** Parts of a file that set the experiment up or judge it, and say nothing about the world. */
const NOT_OF_THE_WORLD = new Set([
  "$schema",
  "apiVersion",
  "name",
  "description",
  "seed",
  "start",
  "horizon",
  "replications",
  "expect",
  "plan",
  "sweep",
  "tune",
  "ranges",
  "sources",
  "suppress",
]);

/** Fields of text that looks like a figure and is a name. */
const NAMES = new Set(["name", "version", "release", "description"]);

/** A figure of a scenario, and the steps to it. */
export interface PlacedFigure extends Omit<Assumption, "path"> {
  readonly path: Path;
}

/** Lists the figures of a decodable scenario in the order of the file; a source covers everything below its path. */
export function listAssumptions(data: unknown): Assumption[] {
  return listFigures(data).map(({ path, ...rest }) => ({ path: path.join("."), ...rest }));
}

/** The same, with the steps of each path apart. */
export function listFigures(data: unknown): PlacedFigure[] {
  if (!isSettings(data)) return [];
  const sources = sourcesOf(data);
  return Object.entries(data)
    .filter(([key]) => !NOT_OF_THE_WORLD.has(key) && !key.startsWith("x-"))
    .flatMap(([key, value]) => figures(value, [key]))
    .map(({ path, value }) => {
      const source = sourceOf(path, sources);
      return { path, value, ...(source === undefined ? {} : { source }) };
    });
}

/** Sources by pointer; those that stand inside a policy are relative to it. */
function sourcesOf(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const policies = isSettings(data["policies"]) ? Object.entries(data["policies"]) : [];
  const inPolicies = policies.flatMap(([name, policy]) =>
    isSettings(policy)
      ? pairs(policy["sources"]).map(
          ([path, source]) => [`/policies/${name}${path}`, source] as const,
        )
      : [],
  );
  return new Map([...inPolicies, ...pairs(data["sources"])]);
}

function pairs(sources: unknown): (readonly [string, string])[] {
  if (!isSettings(sources)) return [];
  return Object.entries(sources).map(([path, source]) => [path, String(source)] as const);
}

/** The source of the nearest path upwards that has one. */
function sourceOf(path: Path, sources: ReadonlyMap<string, string>): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const source = sources.get(
      path
        .slice(0, length)
        .map((step) => `/${escaped(step)}`)
        .join(""),
    );
    if (source !== undefined) return source;
  }
  return undefined;
}

function escaped(step: string | number): string {
  return String(step).replaceAll("~", "~0").replaceAll("/", "~1");
}

function figures(value: unknown, path: Path): { path: Path; value: string }[] {
  const key = path.at(-1)!;
  if (Array.isArray(value)) return value.flatMap((one, index) => figures(one, [...path, index]));
  if (isSettings(value)) {
    if (value["dist"] !== undefined) return [{ path, value: writtenDistribution(value) }];
    return Object.entries(value)
      .filter(([inner]) => inner !== "sources")
      .flatMap(([inner, one]) => figures(one, [...path, inner]));
  }
  const isFigure =
    typeof value === "number" ||
    (typeof value === "string" &&
      !NAMES.has(String(key)) &&
      /^(\d[^ ]*( ?[%\p{L}\p{Sc}\d_/]+)?|never)$/u.test(value));
  return isFigure ? [{ path, value: String(value) }] : [];
}
