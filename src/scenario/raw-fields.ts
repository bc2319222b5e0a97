/** Reads what may or may not be there out of data that nobody has decoded. */
import { isSettings } from "../policies/merge-settings.js";
import { inside } from "./known-keys.js";
import type { Path } from "./read-yaml.js";

/** A value and where it stands. */
export interface Field {
  readonly path: Path;
  readonly value: unknown;
}

/** What stands at a path below a field. */
export function at(field: Field, ...steps: Path): Field {
  return { path: [...field.path, ...steps], value: steps.reduce(inside, field.value) };
}

/** The entries of a list; none where there is no list. */
export function entries(field: Field): readonly Field[] {
  return Array.isArray(field.value) ? field.value.map((_, index) => at(field, index)) : [];
}

/** The fields of settings, by name; none where there are no settings. */
export function fields(field: Field): readonly (Field & { readonly key: string })[] {
  if (!isSettings(field.value)) return [];
  return Object.keys(field.value).map((key) => ({ ...at(field, key), key }));
}

/** The text that a field holds, as a list of one; empty where it holds something else. */
export function text({ value }: Field): readonly string[] {
  return typeof value === "string" ? [value] : [];
}

/** The whole number of at least 0 that a field holds; undefined where it holds something else. */
export function wholeNumber({ value }: Field): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
