/** Text to plain data, with the place of everything in it. JSON is read as the YAML that it is. */
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { shown } from "../support/quantity.js";
import { limits } from "./limits.js";

/** A path into the data. */
export type Path = readonly (string | number)[];

/** A place in the text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something that is wrong at a place. */
export interface Flaw extends Place {
  readonly message: string;
}

/** A text that was read. */
export interface YamlText {
  /** Undefined when there are flaws. */
  readonly data: unknown;
  /** What keeps it from being read, in the order of the text. */
  readonly flaws: readonly Flaw[];
  /** The place of a value, or of the key it has; of what it would stand in, where it is missing. */
  placeOf(path: Path, part: "key" | "value"): Place;
}

/** Flaws of the syntax that are reported at most: one slip makes many. */
const MOST_FLAWS = 20;

/** Reads YAML or JSON. Anchors, aliases and merge keys are resolved; what would expand beyond `limits` is a flaw. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    stringKeys: true,
    prettyErrors: false,
    logLevel: "error",
  });
  const located = {
    placeOf: (path: Path, part: "key" | "value") => place(offsetOf(document, path, part)),
  };
  const flaws = [...syntaxFlaws(document, place), ...danglingAliases(document, place)];
  if (flaws.length > 0) return { ...located, data: undefined, flaws };
  try {
    const data: unknown = document.toJS({ maxAliasCount: 10_000 });
    const excess = findExcess(data);
    if (excess === undefined) return { ...located, data, flaws: [] };
    const { path, message } = excess;
    return { ...located, data: undefined, flaws: [{ ...located.placeOf(path, "value"), message }] };
  } catch (error) {
    // What can go wrong here: aliases that expand without end, and merge keys with something else than settings.
    const message = error instanceof Error ? error.message : String(error);
    const where = place(offsetOfBadMerge(document) ?? 0);
    const flaw = { ...where, message: `expected valid YAML, got: ${message}` };
    return { ...located, data: undefined, flaws: [flaw] };
  }
}

function syntaxFlaws(document: Document.Parsed, place: (offset: number) => Place): Flaw[] {
  const problems = [...document.errors, ...document.warnings].toSorted(
    (a, b) => a.pos[0] - b.pos[0],
  );
  if (problems.some(({ code }) => code === "RESOURCE_EXHAUSTION")) {
    return [{ ...place(0), message: TOO_DEEP }];
  }
  return problems.slice(0, MOST_FLAWS).map(({ pos, code, message }) => ({
    ...place(pos[0]),
    message:
      code === "MULTIPLE_DOCS"
        ? "expected one document, got several"
        : `expected valid YAML, got: ${message}`,
  }));
}

const TOO_DEEP = `expected at most ${limits.depth} levels of nesting, got more`;

function danglingAliases(document: Document.Parsed, place: (offset: number) => Place): Flaw[] {
  const flaws: Flaw[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const message = `expected an anchor &${alias.source} above this alias, got none`;
      flaws.push({ ...place(alias.range?.[0] ?? 0), message });
    },
  });
  return flaws.slice(0, MOST_FLAWS);
}

/** Finds what no scenario needs: endless or immense data, and values that only exotic tags make. */
function findExcess(data: unknown): { path: Path; message: string } | undefined {
  const open: { value: unknown; path: Path }[] = [{ value: data, path: [] }];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (++values > limits.values) {
      return { path: [], message: `expected at most ${limits.values} values, got more` };
    }
    if (typeof value === "bigint") {
      return { path, message: `expected a number, got ${shown(value)}` };
    }
    if (typeof value !== "object" || value === null) continue;
    if (path.length >= limits.depth) return { path: path.slice(0, 1), message: TOO_DEEP };
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
      return {
        path,
        message: "expected text, a number, a list or settings, got another YAML type",
      };
    }
    for (const [key, inner] of Object.entries(value)) {
      open.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return undefined;
}

/** Where in the text a path leads; as far as it leads where something is missing. */
function offsetOf(document: Document.Parsed, path: Path, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const inside = isAlias(node) ? node.resolve(document) : node;
    const isLast = depth === path.length - 1;
    if (isMap(inside)) {
      const pair = findPair(document, inside, String(step));
      if (pair === undefined) return offset;
      node = pair.value;
      const key = startOf(pair.key) ?? offset;
      offset = isLast && part === "key" ? key : (startOf(node) ?? key);
    } else if (isSeq(inside)) {
      node = inside.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** Where a node begins in the text; undefined for what is empty or is no node. */
function startOf(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  if (range === null || range === undefined) return undefined;
  return isScalar(node) && range[0] === range[1] ? undefined : range[0];
}

/** The entry of a map under a key, its own or one that a merge key brings. */
function findPair(document: Document.Parsed, map: YAMLMap, key: string): Pair | undefined {
  const own = map.items.find((pair) => keyOf(pair) === key);
  if (own !== undefined) return own;
  for (const pair of map.items) {
    if (keyOf(pair) !== "<<") continue;
    for (const source of mergeSources(document, pair)) {
      const merged = isMap(source) ? findPair(document, source, key) : undefined;
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? (key.source ?? key.value) : key);
}

/** What a merge key brings in. */
function mergeSources(document: Document.Parsed, { value }: Pair): unknown[] {
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const all = resolved(value);
  return isSeq(all) ? all.items.map(resolved) : [all];
}

function offsetOfBadMerge(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair(_, pair) {
      if (!isPair(pair) || keyOf(pair) !== "<<") return undefined;
      if (mergeSources(document, pair).every(isMap)) return undefined;
      offset = startOf(pair.key);
      return visit.BREAK;
    },
  });
  return offset;
}
