import { writtenDistribution } from "../written-distribution.js";
import { type Catalogue, shareInWords } from "./catalogue.js";

/** A figure of a catalogue. */
export interface CatalogueFigure {
  /** As `bad`, or `lost-network.probability`. */
  readonly name: string;
  readonly value: string;
  /** Without one it is assumed. */
  readonly source?: string;
}

/**
 * The figures of a catalogue, each with its source.
 *
 * @param wanted which of them; all by default.
 */
export function figuresOf(
  { bad, defects }: Catalogue,
  wanted: { readonly bad: boolean; readonly defects: boolean } = { bad: true, defects: true },
): readonly CatalogueFigure[] {
  const ofBad =
    bad === undefined || !wanted.bad
      ? []
      : [{ name: "bad", value: shareInWords(bad), source: `${bad.what}; ${bad.source}` }];
  const ofDefects = defects.flatMap(({ share, settings, sources }) => [
    {
      name: `${settings.kind}.share`,
      value: shareInWords(share),
      source: `${share.what}; ${share.source}`,
    },
    ...Object.entries(settings)
      .filter(([setting]) => setting !== "kind")
      .map(([setting, value]): CatalogueFigure => {
        const source = sources[setting];
        return {
          name: `${settings.kind}.${setting}`,
          value: writtenDistribution(value),
          ...(source === undefined ? {} : { source }),
        };
      }),
  ]);
  return [...ofBad, ...(wanted.defects ? ofDefects : [])];
}
