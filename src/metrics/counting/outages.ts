/** Outages: spells in which something does not do its work, how long each lasted, and how long those have that are open at the end. */
import { kaplanMeier, timeUntil } from "../../stats/kaplan-meier.js";
import { SECOND, type Time } from "../../support/time.js";
import { type Figure, figureKey } from "../figure.js";
import type { MetricOutput, MetricValues } from "../metric.js";

/** The outages of a number of things: hosts, or services. */
export interface Outages {
  /** Of each thing: when its outage began [ms], or -1. */
  readonly since: Float64Array;
  /** Outages that ended: whose, and how long they lasted [ms]. */
  readonly whose: number[];
  readonly lasted: number[];
}

/** Nothing is out yet. */
export function startOutages(things: number): Outages {
  return { since: new Float64Array(things).fill(-1), whose: [], lasted: [] };
}

/** An outage begins. */
export function beginOutage({ since }: Outages, thing: number, time: Time): void {
  since[thing] = time;
}

/** An outage ends. */
export function endOutage({ since, whose, lasted }: Outages, thing: number, time: Time): void {
  whose.push(thing);
  lasted.push(time - since[thing]!);
  since[thing] = -1;
}

/** How long each thing was out in all, up to the end [ms]. */
export function outUntil({ since, whose, lasted }: Outages, end: Time): Float64Array {
  const times = since.map((begin) => (begin < 0 ? 0 : end - begin));
  for (let i = 0; i < whose.length; i++) times[whose[i]!]! += lasted[i]!;
  return times;
}

/** Quantiles of the lengths that are measured, by the last part of the name of the output. */
const QUANTILES = { median: 0.5, p95: 0.95, longest: 1 } as const;

/** The outputs of a metric of outages. @param outage what they are, in words: "Spells of …". */
export function outageOutputs(
  metric: string,
  what: string,
  outage: string,
  { by, better }: Required<Pick<MetricOutput, "by" | "better">>,
): MetricOutput[] {
  const length = (name: keyof typeof QUANTILES, title: string, doc: string): MetricOutput => ({
    name: `${metric}.${name}`,
    title,
    unit: "s",
    doc,
    better: "lower",
    appliesWhere: "there was an outage",
    by,
    isCensored: true,
  });
  const open =
    "Outages that are open at the end count as long as they were seen, by the product-limit estimate";
  return [
    {
      name: metric,
      title: `Outages of ${what}`,
      unit: "outages",
      doc: `${outage} Those open at the end are among them.`,
      better,
      by,
    },
    length(
      "median",
      `Outage of ${what}, median`,
      `The length that half of the outages last at most. ${open}.`,
    ),
    length(
      "p95",
      `Outage of ${what}, 95 %`,
      `The length that 95 % of the outages last at most. ${open}.`,
    ),
    length(
      "longest",
      `Outage of ${what}, longest`,
      "The longest outage. Not reached where one that is open at the end has lasted longer.",
    ),
  ];
}

/** Things that belong together: of each thing the number of its part, and what the parts are called. */
export interface Parts {
  readonly of: ArrayLike<number>;
  readonly by: readonly NonNullable<Figure["by"]>[];
}

/** The figures of a metric of outages: of all things, and of each part of every way to tell them apart. */
export function outageFigures(
  metric: string,
  outages: Outages,
  splits: readonly Parts[],
  end: Time,
): MetricValues {
  const scalars: Record<string, number | null> = {};
  const parts: Record<string, number | null> = {};
  const notReached: Record<string, number> = {};
  const all = { of: new Uint8Array(outages.since.length), by: [undefined] };
  for (const { of, by } of [all, ...splits]) {
    const lengths = lengthsByPart(outages, of, by.length, end);
    for (const [i, part] of by.entries()) {
      const into = part === undefined ? scalars : parts;
      const { ended, open } = lengths[i]!;
      into[figureKey({ metric, by: part })] = ended.length + open.length;
      for (const [name, quantile] of Object.entries(QUANTILES)) {
        const key = figureKey({ metric: `${metric}.${name}`, by: part });
        const { length, seen } = quantileOf(ended, open, quantile);
        into[key] = length === null ? null : length / SECOND;
        if (length === null && seen !== null) notReached[key] = seen / SECOND;
      }
    }
  }
  return { scalars, parts, notReached };
}

/** The lengths of the outages of every part, those that ended in ascending order [ms]. */
function lengthsByPart(
  { since, whose, lasted }: Outages,
  of: ArrayLike<number>,
  parts: number,
  end: Time,
) {
  const counts = new Uint32Array(parts);
  for (let i = 0; i < whose.length; i++) counts[of[whose[i]!]!]! += 1;
  const found = Array.from(counts, (count) => ({
    ended: new Float64Array(count),
    open: [] as number[],
  }));
  counts.fill(0);
  for (let i = 0; i < whose.length; i++) {
    const part = of[whose[i]!]!;
    found[part]!.ended[counts[part]!++] = lasted[i]!;
  }
  for (const { ended } of found) ended.sort();
  for (let thing = 0; thing < since.length; thing++) {
    if (since[thing]! >= 0) found[of[thing]!]!.open.push(end - since[thing]!);
  }
  return found;
}

/** The length by which a share has ended; where that is not known, the longest that was seen; neither where there was no outage. */
function quantileOf(
  ended: Float64Array,
  open: readonly number[],
  share: number,
): { readonly length: number | null; readonly seen: number | null } {
  if (open.length === 0) {
    if (ended.length === 0) return { length: null, seen: null };
    return { length: ended[Math.ceil(share * ended.length - ROUNDING) - 1]!, seen: null };
  }
  const curve = kaplanMeier({ ended: Array.from(ended), open: open.map((age) => [age, 1]) });
  // One that is open and older than all that ended is the longest, and how long it will be nobody knows.
  return { length: timeUntil(curve, share), seen: curve.longest };
}

/** What binary fractions may lack of a share that is met exactly. */
const ROUNDING = 1e-9;
