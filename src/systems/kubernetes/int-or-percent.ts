/**
 * Kubernetes' numbers that may be percentages: `3` or `"30%"`; and percentages that have been read already, which may have
 * fractions.
 *
 * @see kubernetes/apimachinery pkg/util/intstr/intstr.go
 */
export type IntOrPercent = number | string | { readonly percent: number };

/** A share [0..1] as the percentage that was meant: 0.29 is 29 %, though 100 times it is less. */
export function percentOf(share: number): { readonly percent: number } {
  return { percent: Math.round(share * 1e8) / 1e6 };
}

/** Go's strconv.Atoi, then the one trailing percent sign: no spaces, no fraction. */
const PERCENT = /^([+-]?\d+)%$/;

/**
 * The number that is meant where there are `total` of them. A whole number stands for itself.
 *
 * @param roundUp whether a percentage that comes to a fraction rounds up or down.
 * @returns undefined when it is neither a whole number nor a percentage (`"60"`, `"40 %"`).
 */
export function scaledValue(
  value: IntOrPercent,
  total: number,
  roundUp: boolean,
): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value === "object") return scaledPercent(value.percent, total, roundUp);
  const match = PERCENT.exec(value);
  return match === null ? undefined : scaledPercent(Number(match[1]), total, roundUp);
}

/** So many percent of `total`, rounded up or down. */
function scaledPercent(percent: number, total: number, roundUp: boolean): number {
  const exact = (percent * total) / 100;
  // `+ 0` keeps a negative zero out of comparisons.
  return (roundUp ? Math.ceil(exact) : Math.floor(exact)) + 0;
}
