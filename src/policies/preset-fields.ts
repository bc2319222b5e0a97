import { z } from "zod";
import { parts } from "./index.js";
import { isSettings, type Settings } from "./merge-settings.js";
import { ROLES } from "./policy.js";
import type { Preset } from "./preset.js";

/** One field of a preset, for people. */
interface PresetField {
  /** As in a scenario, `reboot.max`. */
  readonly path: string;
  /** In the units of a scenario. */
  readonly value: string;
  /** Where the figure is from: a source, or the default of the part it belongs to, with what that says of itself. */
  readonly source: string;
  /** Whether the preset sets it; otherwise its part's default holds. */
  readonly isSet: boolean;
}

/** Every field of a preset: those it sets, and those that its parts have besides. */
export function fieldsOf({ settings, sources }: Preset): PresetField[] {
  const set = leaves(settings as Settings, []).map(([path, value]): PresetField => ({
    path: path.join("."),
    value: shownValue(value),
    source:
      sourceAt(sources, path) ?? (path.at(-1) === "kind" ? "what stands for it here" : "assumed"),
    isSet: true,
  }));
  const known = set.map(({ path }) => path);
  const left = ROLES.flatMap((role) => defaultsOf(role, settings as Settings)).filter(({ path }) =>
    known.every((one) => one !== path && !one.startsWith(`${path}.`)),
  );
  return [...set, ...left];
}

type Leaf = readonly [path: readonly string[], value: unknown];

function leaves(settings: Settings, at: readonly string[]): Leaf[] {
  return Object.entries(settings).flatMap(([field, value]): Leaf[] =>
    isSettings(value) ? leaves(value, [...at, field]) : [[[...at, field], value]],
  );
}

/** The source of a field, or of what it stands in. */
function sourceAt(
  sources: Readonly<Record<string, string>>,
  path: readonly string[],
): string | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const source = sources[`/${path.slice(0, depth).join("/")}`];
    if (source !== undefined) return source;
  }
  return undefined;
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The fields of the part of a role that have defaults. */
function defaultsOf(role: (typeof ROLES)[number], settings: Settings): PresetField[] {
  const written = settings[role];
  const kind = isSettings(written) ? written["kind"] : undefined;
  const part = parts[role].find(({ name }) => name === kind);
  if (part === undefined) return [];
  const { properties = {} } = z.toJSONSchema(part.config, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).flatMap(([field, schema]): PresetField[] => {
    if (typeof schema === "boolean" || schema.default === undefined) return [];
    const source = `default of ${part.name}: ${schema.description ?? ""}`;
    return [{ path: `${role}.${field}`, value: shownValue(schema.default), source, isSet: false }];
  });
}
