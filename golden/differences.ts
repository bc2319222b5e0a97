import type { Golden } from "./golden.js";

/** A figure that two goldens of a scenario do not agree on. */
export interface Difference {
  readonly policy: string;
  /** A metric, "breaches of" an invariant, or "transitions": the hashes of what happened. */
  readonly figure: string;
  /** Undefined where the golden does not have the figure. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that two goldens of a scenario do not agree on, by policy; a golden that is not there has no figures. */
export function differences(before: Golden | undefined, after: Golden | undefined): Difference[] {
  const old = figuresOf(before);
  const now = figuresOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((policy) => {
    const [was, is] = [old.get(policy) ?? {}, now.get(policy) ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((figure) => JSON.stringify(was[figure]) !== JSON.stringify(is[figure]))
      .map((figure) => ({ policy, figure, before: was[figure], after: is[figure] }));
  });
}

/** A difference in one line: policy, figure, before → after. */
export function sentence({ policy, figure, before, after }: Difference): string {
  if (before === undefined) return `${policy}: ${figure} is new (${valueText(after)})`;
  if (after === undefined) return `${policy}: ${figure} is gone (it was ${valueText(before)})`;
  return `${policy}: ${figure}: ${valueText(before)} → ${valueText(after)}${changeText(before, after)}`;
}

/** A figure of a golden in words, with all its digits. */
export function valueText(value: unknown): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.join(" ");
  if (isPartial(value)) return `${value.mean} (of ${value.replications} replications)`;
  return JSON.stringify(value);
}

/** By how much a number changed, " (+3.2 %)"; empty where that says nothing. */
export function changeText(before: unknown, after: unknown): string {
  const [was, is] = [meanOf(before), meanOf(after)];
  if (was === undefined || is === undefined || was === 0 || was === is) return "";
  const percent = (100 * (is - was)) / Math.abs(was);
  return ` (${percent > 0 ? "+" : "−"}${Number(Math.abs(percent).toPrecision(3))} %)`;
}

type Figures = Readonly<Record<string, unknown>>;

/** Of each policy, its figures by name; those of the run itself stand under "all policies". */
function figuresOf(golden: Golden | undefined): ReadonlyMap<string, Figures> {
  if (golden === undefined) return new Map();
  const policies = Object.entries(golden.policies).map(([policy, { breaches, hashes, means }]) => {
    const broken = Object.entries(breaches).map(([name, count]) => [`breaches of ${name}`, count]);
    const figures: Figures = {
      ...means,
      ...Object.fromEntries(broken),
      transitions: hashes,
    };
    return [policy, figures] as const;
  });
  return new Map([["all policies", { "horizon [ms]": golden.horizon }], ...policies]);
}

function meanOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return isPartial(value) ? value.mean : undefined;
}

function isPartial(
  value: unknown,
): value is { readonly mean: number; readonly replications: number } {
  return typeof value === "object" && value !== null && "mean" in value;
}
