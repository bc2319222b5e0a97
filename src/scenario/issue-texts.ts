/** Turns what zod found into messages of one form: "expected …, got …", and what was probably meant. */
import type { z } from "zod";
import { isSettings } from "../policies/merge-settings.js";
import { withPresets } from "../policies/with-presets.js";
import { nearest } from "../support/nearest.js";
import { shown } from "../support/quantity.js";
import { inside, knownKeys } from "./known-keys.js";
import type { Path } from "./read-yaml.js";

/** Something that is wrong in the data. */
export interface DataIssue {
  readonly path: Path;
  /** Whether the key itself is wrong, not its value. */
  readonly part: "key" | "value";
  readonly message: string;
}

type ZodIssue = z.core.$ZodIssue;

/** Everything that a decoding found, in words. */
export function describeIssues(issues: readonly ZodIssue[], data: unknown): DataIssue[] {
  const told = issues.flatMap((issue) => describe(issue, [], data));
  const meant = new Set(told.flatMap((issue) => meantPath(issue) ?? []));
  // What is missing because its key is misspelt is told with the key.
  return told.filter(
    ({ path }) => !meant.has(path.join("\n")) || path.reduce(inside, data) !== undefined,
  );
}

/** The path that an unknown key was probably meant for. */
function meantPath({ path, part, message }: DataIssue): string | undefined {
  const meant = part === "key" ? /; did you mean "(.*)"\?$/.exec(message)?.[1] : undefined;
  return meant === undefined ? undefined : [...path.slice(0, -1), meant].join("\n");
}

/** A hint at the known word that a misspelt one is nearest to. */
export function hint(word: unknown, known: readonly string[]): string {
  const near = typeof word === "string" ? nearest(word, known) : undefined;
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

/** @param base where in the data the issue's own path begins. */
function describe(issue: ZodIssue, base: Path, data: unknown): DataIssue[] {
  const path: Path = [...base, ...issue.path.map((step) => step as string | number)];
  const value = path.reduce(inside, data);
  const at = (message: string): DataIssue[] => [{ path, part: "value", message }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, data));
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ path, part: "key", message }));
    case "invalid_union":
      return describeUnion(issue, path, data);
    case "invalid_value":
      return at(oneOf(issue.values, value));
    case "invalid_type":
      return at(
        own(issue, value) ??
          `expected ${typeNames[issue.expected] ?? "another type"}, got ${shown(value)}`,
      );
    case "too_small":
      return at(own(issue, value) ?? limited("at least", issue.minimum, issue.origin, value));
    case "too_big":
      return at(own(issue, value) ?? limited("at most", issue.maximum, issue.origin, value));
    default:
      return at(withValue(issue.message, value));
  }
}

/** What zod calls the types that a scenario is made of. */
const typeNames: Readonly<Record<string, string>> = {
  object: "settings",
  record: "settings by name",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** The message that a schema has of its own, if it has one. */
function own({ message }: ZodIssue, value: unknown): string | undefined {
  return message.startsWith("expected") ? withValue(message, value) : undefined;
}

/** Adds to a message what was found, where it does not say so. */
function withValue(message: string, value: unknown): string {
  return message.includes(", got ") ? message : `${message}, got ${shown(value)}`;
}

function unknownKey(key: string, path: Path, data: unknown): DataIssue {
  // A preset says which kind a part is of, and so what fits there.
  const known = knownKeys(isSettings(data) ? withPresets(data) : data, path);
  const meant = hint(key, known);
  const choice = meant === "" && known.length > 0 ? `; expected one of ${known.join(", ")}` : meant;
  return { path: [...path, key], part: "key", message: `unknown key ${shown(key)}${choice}` };
}

function oneOf(values: readonly unknown[], value: unknown): string {
  const words = values.map(String);
  const choice = words.length === 1 ? words[0] : `one of ${words.join(", ")}`;
  return `expected ${choice}, got ${shown(value)}${hint(value, words)}`;
}

function limited(bound: string, limit: number | bigint, origin: string, value: unknown): string {
  if (origin === "array") {
    const got = Array.isArray(value) ? (value.length === 0 ? "none" : value.length) : shown(value);
    return `expected ${bound} ${limit} ${Number(limit) === 1 ? "entry" : "entries"}, got ${got}`;
  }
  const unit = origin === "string" ? " characters" : "";
  return `expected ${bound} ${limit}${unit}, got ${shown(value)}`;
}

/**
 * A value that fits none of several forms. Where it got far enough into one of them to be meant for it, what is wrong
 * inside is told; otherwise all the forms are named.
 */
function describeUnion(
  issue: Extract<ZodIssue, { code: "invalid_union" }>,
  path: Path,
  data: unknown,
): DataIssue[] {
  const value = path.reduce(inside, data);
  const at = (message: string): DataIssue[] => [{ path, part: "value", message }];
  const message = own(issue, value);
  if (issue.errors.length === 0) {
    return at(message ?? oneOf("options" in issue ? (issue.options as unknown[]) : [], value));
  }
  const meant = issue.errors.find((branch) => branch.some(isInside));
  if (meant !== undefined) return meant.flatMap((inner) => describe(inner, path, data));
  if (message !== undefined) return at(message);
  const forms = issue.errors.flatMap((branch) => describe(branch[0]!, path, data));
  return at(
    joined(
      forms.map((form) => form.message),
      value,
    ),
  );
}

function isInside(issue: ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

/** Several forms of "expected …, got …" as one. */
function joined(messages: readonly string[], value: unknown): string {
  const expected = messages.map((message) =>
    message.replace(/^expected /, "").replace(/, got .*$/s, ""),
  );
  const hints = messages.flatMap((message) => /; did you mean .*$/.exec(message) ?? []);
  return `expected ${expected.join(", or ")}, got ${shown(value)}${hints[0] ?? ""}`;
}
