import { inside } from "./known-keys.js";
import type { Path } from "./read-yaml.js";

/** What entries of lists are told apart by, in the order in which it is looked for. */
const NAMES = ["name", "version", "kind"] as const;

/**
 * A path as people write it, `services[api].budget` or `services.0.budget`, to its steps in some data.
 *
 * @returns its steps, and the first of them that leads nowhere.
 */
export function dottedPath(
  path: string,
  data: unknown,
): { readonly steps: Path; readonly missing: MissingStep | undefined } {
  const words = [...path.matchAll(/\[([^[\]]+)\]|([^.[\]]+)/g)].map(
    ([, named, plain]) => named ?? plain!,
  );
  let value = data;
  let missing: MissingStep | undefined;
  const steps = words.map((word, depth) => {
    const key = Array.isArray(value) ? indexOf(value, word) : word;
    const below = inside(value, key);
    if (below === undefined) missing ??= { word, depth, value };
    value = below;
    return key;
  });
  return { steps, missing };
}

/** A step of a path that leads nowhere. */
interface MissingStep {
  readonly word: string;
  readonly depth: number;
  /** What it was looked for in. */
  readonly value: unknown;
}

/** What the entries of a list, or the fields of settings, are called. */
export function namesInside(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.map((entry, index) => {
      const name = NAMES.map((key) => inside(entry, key)).find((one) => typeof one === "string");
      return typeof name === "string" ? name : String(index);
    });
  }
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function indexOf(list: readonly unknown[], word: string): number {
  for (const key of NAMES) {
    const at = list.findIndex((entry) => inside(entry, key) === word);
    if (at >= 0) return at;
  }
  return Number(word);
}
