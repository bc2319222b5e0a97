import type { z } from "zod";
import { wilson } from "../../stats/proportion.js";
import type { drawnDefectSchema } from "../defect-schema.js";

/** A share that was counted: so many of so many, and where. */
export interface CountedShare {
  readonly count: number;
  readonly of: number;
  /** As in "of the rollouts, those that were withdrawn". */
  readonly what: string;
  /** Where the count can be made again: data of this repository, and where they are from. */
  readonly source: string;
}

/** A defect of a catalogue. */
export interface CatalogueDefect {
  /** Among the bad releases of the catalogue. */
  readonly share: CountedShare;
  /** As a train writes it, without its share. */
  readonly settings: Omit<z.input<typeof drawnDefectSchema>, "share">;
  /** Where its figures are from, by setting; the others are assumed. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What goes wrong with releases, counted from public records: a train names it instead of a list of defects of its own. */
export interface Catalogue {
  /** Kebab-case, as written in `catalogue:`. */
  readonly name: string;
  /** One or two sentences for `list catalogues`. */
  readonly doc: string;
  /** What the figures do not show: who is counted, and who is not. */
  readonly caveat: string;
  /** How often a release is bad; left out where the records do not say. */
  readonly bad?: CountedShare;
  /** The counts of their shares sum to what they are of. */
  readonly defects: readonly CatalogueDefect[];
}

/** A counted share in words: `2.2% (4 of 179, 95 % interval 0.87% to 5.6%)`; the interval is Wilson's. */
export function shareInWords({ count, of }: CountedShare): string {
  const { low, high } = wilson(count, of);
  return `${percent(count / of)} (${count} of ${of}, 95 % interval ${percent(low)} to ${percent(high)})`;
}

/** Two significant digits, as every figure from so few counts. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))}%`;
}
