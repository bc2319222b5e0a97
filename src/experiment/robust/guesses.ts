/** Finds the guesses of a scenario: figures of the world without a source, and defaults that are guesses about this fleet. */
import type { Settings } from "../../policies/merge-settings.js";
import { assumedDefaults } from "../../scenario/assumed-defaults.js";
import { listFigures } from "../../scenario/assumptions.js";
import { inside } from "../../scenario/known-keys.js";
import { type FigureRange, readRanges } from "../../scenario/ranges.js";
import { readFigure, type WrittenFigure } from "../../scenario/written-figure.js";
import { nameOf } from "../knobs.js";
import { usualRange } from "./usual-range.js";
import type { Guess, GuessPlace } from "./guess.js";
import { isGuess } from "./is-guess.js";

/** The guesses of a scenario, and what they leave out. */
export interface Guesses {
  readonly all: readonly Guess[];
  /** Figures of the file without a source. */
  readonly assumed: number;
  /** How many of those the guesses stand for; the others are counted or decided, not guessed. */
  readonly varied: number;
}

/** Lists the guesses of a file, those with a stated range first. */
export function listGuesses(data: Settings): Guesses {
  const stated = readRanges(data).map((range) => statedGuess(data, range));
  const taken = new Set(stated.flatMap(({ places }) => places.map(keyOf)));
  const assumed = listFigures(data).filter(({ source }) => source === undefined);
  const isLeft = (found: Found): boolean => !taken.has(keyOf(found)) && isGuess(found.place);
  const written = assumed
    .map(({ path }): Found => ({
      place: path,
      written: path.reduce(inside, data as unknown),
      isDefault: false,
    }))
    .filter(isLeft);
  const byDefault = assumedDefaults(data)
    .map((one): Found => ({ place: one.path, written: one.written, isDefault: true }))
    .filter(isLeft);
  const usual = grouped(data, [...written, ...byDefault]).flatMap((alike) =>
    usualGuess(data, alike),
  );
  const all = [...stated, ...usual];
  const keys = new Set(all.flatMap(({ places }) => places.map(keyOf)));
  return {
    all,
    assumed: assumed.length,
    varied: assumed.filter(({ path }) => keys.has(keyOf({ place: path }))).length,
  };
}

/** A figure that may be wrong. */
interface Found extends GuessPlace {
  readonly isDefault: boolean;
}

function keyOf({ place }: Pick<GuessPlace, "place">): string {
  return JSON.stringify(place);
}

function statedGuess(data: Settings, { places, measure, low, high }: FigureRange): Guess {
  const found = places.map(({ path, written, isDefault }) => ({ place: path, written, isDefault }));
  const { value, centre } = readFigure(found[0]!.written)!;
  return {
    name: nameOfAll(data, found),
    measure,
    centre,
    value,
    low,
    high,
    isWhole: measure === "number" && [value, low, high].every(Number.isInteger),
    isStated: true,
    isDefault: found.every(({ isDefault }) => isDefault),
    places: found,
  };
}

/** The stages of a boot are one guess where nobody wrote them, and so are equal figures of entries of one list. */
function grouped(data: Settings, found: readonly Found[]): readonly (readonly Found[])[] {
  const alike = new Map<string, Found[]>();
  for (const one of found) {
    const { place, written, isDefault } = one;
    const isStage = isDefault && place.includes("boot");
    const steps = isStage ? place.slice(0, -1) : place;
    const key = isRepeated(place)
      ? JSON.stringify([
          steps.map((step) => (typeof step === "number" ? "*" : step)),
          isStage ? "" : written,
        ])
      : keyOf(one);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [one]);
    else group.push(one);
  }
  return [...alike.values()];
}

/** Lists whose entries are of one kind, so that what is written alike in them was most likely guessed once. */
const REPEATED = ["services", "groups", "releases"];

function isRepeated(place: Found["place"]): boolean {
  const lists = place.flatMap((step, index) =>
    typeof step === "number" ? [place[index - 1]] : [],
  );
  return lists.length === 1 && REPEATED.includes(String(lists[0]));
}

/** None where the kind of figure has no usual range: what is certain, never, or 0. */
function usualGuess(data: Settings, alike: readonly Found[]): readonly Guess[] {
  const figures = alike.map(({ written }) => readFigure(written));
  const [figure] = figures;
  if (figure === undefined) return [];
  const value = isOfStages(alike) ? bootOf(alike, figures) : figure.value;
  const range = usualRange({ ...figure, value });
  if (range === undefined) return [];
  return [
    {
      name: nameOfAll(data, alike),
      ...figure,
      ...range,
      value,
      isStated: false,
      isDefault: alike.every(({ isDefault }) => isDefault),
      places: alike,
    },
  ];
}

function isOfStages(alike: readonly Found[]): boolean {
  return alike.some(({ place }) => place.at(-1) !== alike[0]!.place.at(-1));
}

/** A boot of one group, by the centres of its stages [ms]. */
function bootOf(alike: readonly Found[], figures: readonly (WrittenFigure | undefined)[]): number {
  const group = keyOf({ place: alike[0]!.place.slice(0, -1) });
  return alike.reduce(
    (sum, { place }, index) =>
      keyOf({ place: place.slice(0, -1) }) === group ? sum + (figures[index]?.value ?? 0) : sum,
    0,
  );
}

/** One place by its name; several by what they share, as `services[*].start`. */
function nameOfAll(data: Settings, alike: readonly Found[]): string {
  const [first] = alike;
  const place = isOfStages(alike) ? first!.place.slice(0, -1) : first!.place;
  const list = place.findIndex((step) => typeof step === "number");
  const entries = new Set(alike.map((one) => one.place[list]));
  if (list < 0 || entries.size < 2) return nameOf(data, place);
  const whole = place.slice(0, list).reduce(inside, data as unknown);
  const all = Array.isArray(whole) ? whole.length : 0;
  const inner = place
    .slice(list + 1)
    .map((step) => `.${step}`)
    .join("");
  const which = entries.size === all ? "*" : `${entries.size} of ${all}`;
  return `${nameOf(data, place.slice(0, list))}[${which}]${inner}`;
}
