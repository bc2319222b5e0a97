/**
 * Finds names that nothing in the scenario has. Where names may stand is read off the schema: a field that is a reference
 * says so (`support/reference.ts`), and none has to be listed here.
 */
import type { z } from "zod";
import { shown } from "../support/quantity.js";
import { type Reference, references, wordFor, writtenAs } from "../support/reference.js";
import { type DataIssue, hint } from "./issue-texts.js";
import { inside } from "./known-keys.js";
import type { KnownNames } from "./known-names.js";
import { at, entries, type Field, fields } from "./raw-fields.js";

/** Where in data of a schema names may stand; undefined where there are none below. */
type Names =
  | { readonly kind: "name"; readonly reference: Reference }
  | { readonly kind: "list"; readonly entry: Names }
  | { readonly kind: "fields"; readonly fields: readonly (readonly [string, Names])[] }
  | {
      readonly kind: "record";
      readonly key: Reference | undefined;
      readonly value: Names | undefined;
    }
  | { readonly kind: "options"; readonly options: readonly Option[] };

/** One of several forms that data may have. */
interface Option {
  readonly names: Names;
  /** Constants that data of this form has, such as its `kind`. */
  readonly constants: readonly (readonly [string, unknown])[];
}

const compiled = new WeakMap<z.core.$ZodType, { readonly names: Names | undefined }>();

/**
 * The names in some data that the scenario does not have.
 *
 * @param schema of the data.
 */
export function wrongReferences(
  schema: z.core.$ZodType,
  data: Field,
  known: KnownNames,
): readonly DataIssue[] {
  const names = namesIn(schema);
  if (names === undefined) return [];
  const found = new Map<string, DataIssue>();
  visit(names, data, (field, reference, part) => {
    const message = complaint(field, reference, known);
    if (message === undefined) return;
    const path = field.path;
    found.set(`${path.join("\n")}\n\n${message}`, { path, part, message });
  });
  return [...found.values()];
}

/** What is wrong with a name, if anything. */
function complaint(
  { value: got }: { readonly value: unknown },
  { to, also }: Reference,
  { names, counts }: KnownNames,
): string | undefined {
  if (to === "host" || to === "rack") {
    if (typeof got !== "number" || got < counts[to]) return undefined;
    return `expected a ${to} from 0 to ${counts[to] - 1}, got ${got}`;
  }
  if (typeof got !== "string" || also.includes(got) || names[to].includes(got)) return undefined;
  const what = wordFor(to);
  const all = [...new Set([...also, ...names[to]])];
  const choice =
    all.length === 0 ? `a ${what}, of which there is none` : `a ${what} (${someOf(all)})`;
  return `expected ${choice}, got ${shown(got)}${hint(got, all)}`;
}

/** Names that a message lists; a train has hundreds. */
const LISTED = 20;

function someOf(names: readonly string[]): string {
  if (names.length <= LISTED) return names.join(", ");
  const some = names.slice(0, LISTED / 2).join(", ");
  return `${some}, … ${names.at(-1)!}, ${names.length} in all`;
}

type Tell = (
  field: { readonly path: Field["path"]; readonly value: unknown },
  reference: Reference,
  part: DataIssue["part"],
) => void;

function visit(names: Names, field: Field, tell: Tell): void {
  switch (names.kind) {
    case "name":
      tell(field, names.reference, "value");
      return;
    case "list":
      for (const entry of entries(field)) visit(names.entry, entry, tell);
      return;
    case "fields":
      for (const [key, inner] of names.fields) {
        const below = at(field, key);
        if (below.value !== undefined) visit(inner, below, tell);
      }
      return;
    case "record":
      for (const one of fields(field)) {
        if (names.key !== undefined) tell({ path: one.path, value: one.key }, names.key, "key");
        if (names.value !== undefined) visit(names.value, one, tell);
      }
      return;
    case "options":
      for (const { names: inner, constants } of names.options) {
        if (constants.every(([key, only]) => isOpen(field, key, only))) visit(inner, field, tell);
      }
  }
}

/** Whether a field may have a constant: it has it, or says nothing, as where a preset says it. */
function isOpen({ value }: Field, key: string, only: unknown): boolean {
  const actual = inside(value, key);
  return actual === undefined || actual === only;
}

function namesIn(schema: z.core.$ZodType): Names | undefined {
  const before = compiled.get(schema);
  if (before !== undefined) return before.names;
  const names = compile(schema);
  compiled.set(schema, { names });
  return names;
}

function compile(schema: z.core.$ZodType): Names | undefined {
  const reference = references.get(schema);
  if (reference !== undefined) return { kind: "name", reference };
  const written = writtenAs.get(schema);
  if (written !== undefined) return namesIn(written);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object": {
      const named = Object.entries(def.shape).flatMap(([key, inner]) => {
        const names = namesIn(inner);
        return names === undefined ? [] : [[key, names] as const];
      });
      return named.length === 0 ? undefined : { kind: "fields", fields: named };
    }
    case "array": {
      const entry = namesIn(def.element);
      return entry === undefined ? undefined : { kind: "list", entry };
    }
    case "record": {
      const key = references.get(def.keyType);
      const value = namesIn(def.valueType);
      return key === undefined && value === undefined ? undefined : { kind: "record", key, value };
    }
    case "union": {
      const options = def.options.flatMap((option): Option[] => {
        const names = namesIn(option);
        return names === undefined ? [] : [{ names, constants: constantsOf(option) }];
      });
      return options.length === 0 ? undefined : { kind: "options", options };
    }
    case "pipe":
      // What is prepared before it is decoded is written as what it is decoded from.
      return namesIn(isTransform(def.in) ? def.out : def.in);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return namesIn(def.innerType);
    default:
      return undefined;
  }
}

function isTransform(schema: z.core.$ZodType): boolean {
  return schema._zod.def.type === "transform";
}

/** The constants that an object of a schema has. */
function constantsOf(schema: z.core.$ZodType): Option["constants"] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "pipe" && !isTransform(def.in)) return constantsOf(def.in);
  if (def.type !== "object") return [];
  return Object.entries(def.shape).flatMap(([key, inner]) => {
    const { def: field } = (inner as z.core.$ZodTypes)._zod;
    return field.type === "literal" ? [[key, field.values[0]] as const] : [];
  });
}
