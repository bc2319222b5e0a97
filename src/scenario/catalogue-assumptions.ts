import { figuresOf } from "./catalogues/figures.js";
import { catalogues } from "./catalogues/index.js";
import { at, entries } from "./raw-fields.js";
import type { Assumption } from "./scenario.js";

/** The figures that the trains of a scenario take from catalogues, each with its source; those that a train gives itself are not among them. */
export function catalogueAssumptions(data: unknown): readonly Assumption[] {
  return entries(at({ path: [], value: data }, "releases")).flatMap((entry) => {
    const train = at(entry, "train");
    const named = at(train, "catalogue");
    const catalogue = catalogues.find(({ name }) => name === named.value);
    if (catalogue === undefined) return [];
    const wanted = {
      bad: at(train, "bad").value === undefined,
      defects: at(train, "defects").value === undefined,
    };
    return figuresOf(catalogue, wanted).map(({ name, ...figure }) => ({
      path: [...named.path, catalogue.name, name].join("."),
      ...figure,
    }));
  });
}
