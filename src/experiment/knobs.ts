/**
 * Knobs: the figures of a scenario file that an experiment turns, named by a dotted path as `fleet.groups[web].hosts` or
 * `policies[coreos].reboot.max`. A list is entered by the name, version or kind of an entry, or by its index.
 */
import { isSettings, type Settings } from "../policies/merge-settings.js";
import { withPresets } from "../policies/with-presets.js";
import { hint } from "../scenario/issue-texts.js";
import { inside, knownKeys } from "../scenario/known-keys.js";
import { shown } from "../support/quantity.js";

/** A figure of a scenario and the place where it is written. */
export interface Knob {
  /** The path in its usual form: entries of lists by name. */
  readonly name: string;
  /** Where it is written, or would be. */
  readonly place: readonly (string | number)[];
  /** What the file says, or the preset of the policy where the file says nothing; undefined where neither does. */
  readonly value: unknown;
}

/** A path that leads to no knob. The message says what was expected, and what was probably meant. */
export class KnobError extends Error {
  override readonly name = "KnobError";
}

/** What entries of lists are told apart by, in the order in which it is looked for. */
const NAMES = ["name", "version", "kind"] as const;

/**
 * Finds the knob that a dotted path names.
 *
 * @param data of a scenario file, as it is written.
 * @throws KnobError where there is none.
 */
export function findKnob(data: Settings, path: string): Knob {
  const steps = stepsOf(path);
  if (steps === undefined) {
    throw new KnobError(
      `expected a path such as fleet.groups[web].hosts or policies[NAME].reboot.max, got ${shown(path)}`,
    );
  }
  const filled = withPresets(data);
  const place: (string | number)[] = [];
  let value: unknown = filled;
  for (const step of steps) {
    const key = Array.isArray(value)
      ? entryAt(value, step, nameOf(filled, place))
      : fieldAt({ data: filled, value, place }, step);
    place.push(key);
    value = inside(value, key);
  }
  if (Array.isArray(value) || isSettings(value)) {
    const [first] = namesWithin(filled, value, place);
    const example = first === undefined ? "" : `; such as ${nameOf(filled, [...place, first])}`;
    throw new KnobError(`expected the path of one figure, got ${shown(path)}${example}`);
  }
  return { name: nameOf(filled, place), place, value };
}

/** The data with another value of a knob; what is given is not written to. */
export function turnKnob(data: Settings, { place }: Pick<Knob, "place">, value: unknown): Settings {
  return replaced(data, place, value) as Settings;
}

/** Every knob that a file writes and whose value is a figure, a text or yes or no, in the order of the file. */
export function listKnobs(data: Settings): readonly Knob[] {
  const visit = (value: unknown, place: Knob["place"]): Knob[] =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => visit(entry, [...place, index]))
      : isSettings(value)
        ? Object.entries(value).flatMap(([key, field]) => visit(field, [...place, key]))
        : [{ name: nameOf(data, place), place, value }];
  return visit(data, []);
}

/** `a.b[c d].0` to its steps; undefined for what is no path. */
function stepsOf(path: string): readonly string[] | undefined {
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[[^[\]]+\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\[([^[\]]+)\]|([^.[\]]+)/g)].map(([, named, plain]) => named ?? plain!);
}

/** The index of the entry of a list that a step names. */
function entryAt(list: readonly unknown[], step: string, of: string): number {
  for (const key of NAMES) {
    const found = list.flatMap((entry, index) => (inside(entry, key) === step ? [index] : []));
    if (found.length === 1) return found[0]!;
    if (found.length > 1) {
      throw new KnobError(
        `expected one entry of ${of}, got ${found.length} whose ${key} is ${step}; such as ${of}[${found[0]!}]`,
      );
    }
  }
  const index = Number(step);
  if (/^\d+$/.test(step) && index < list.length) return index;
  const known = list.map((entry, at) => entryName(entry) ?? String(at));
  const choice = known.length === 0 ? ", which has none" : ` (${known.join(", ")})`;
  throw new KnobError(
    `expected an entry of ${of}${choice}, got ${shown(step)}${hint(step, known)}`,
  );
}

/** A place in the data, what stands there, and how one got there. */
interface Standing {
  readonly data: Settings;
  readonly value: unknown;
  readonly place: Knob["place"];
}

/** The field of settings that a step names: one that is written, or one that may be. */
function fieldAt({ data, value, place }: Standing, step: string): string {
  const known = [...new Set([...ownKeys(value), ...knownKeys(data, place)])];
  if (known.includes(step)) return step;
  const of = place.length === 0 ? "the scenario" : nameOf(data, place);
  const choice = known.length === 0 ? ", which has none" : ` (${known.join(", ")})`;
  throw new KnobError(`expected a field of ${of}${choice}, got ${shown(step)}${hint(step, known)}`);
}

function ownKeys(value: unknown): readonly string[] {
  return isSettings(value) ? Object.keys(value) : [];
}

/** What stands in a list or in settings. */
function namesWithin(data: Settings, value: unknown, place: Knob["place"]) {
  return Array.isArray(value)
    ? [...value.keys()]
    : [...new Set([...ownKeys(value), ...knownKeys(data, place)])];
}

function entryName(entry: unknown): string | undefined {
  return NAMES.map((key) => inside(entry, key)).find((name) => typeof name === "string");
}

/** A place as people write it: entries of lists and names that people gave stand in brackets. */
export function nameOf(data: Settings, place: Knob["place"]): string {
  let value: unknown = data;
  let text = "";
  for (const [depth, step] of place.entries()) {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      const name = entryName(list[Number(step)]);
      const isOnly = list.filter((entry) => entryName(entry) === name).length === 1;
      text += `[${name !== undefined && isOnly ? name : step}]`;
    } else {
      const isGiven = depth > 0 && !knownKeys(data, place.slice(0, depth)).includes(String(step));
      text += isGiven ? `[${step}]` : text === "" ? String(step) : `.${step}`;
    }
    value = inside(value, step);
  }
  return text;
}

function replaced(value: unknown, place: Knob["place"], by: unknown): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) =>
      index === step ? replaced(entry, rest, by) : entry,
    );
  }
  const holder = isSettings(value) ? value : {};
  return { ...holder, [step]: replaced(holder[step], rest, by) };
}
