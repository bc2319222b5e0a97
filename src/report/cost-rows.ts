import { type CostComponent, costComponents } from "../metrics/cost.js";
import { figureKey } from "../metrics/figure.js";
import type { PartEstimate, PolicyResult } from "../experiment/comparison.js";
import { figure, margin } from "./format.js";
import type { ReportCell, ReportRow } from "./report.js";

/** The components of the cost in words. */
export const componentWords: Readonly<Record<CostComponent, string>> = {
  downtime: "container downtime",
  unpatched: "unpatched hosts",
  operator: "operators",
  spare: "spare hosts",
  replaced: "hosts replaced",
  deadlines: "deadlines missed",
};

/** The figure of a component of the cost. */
export function componentKey(component: CostComponent): string {
  return figureKey({ metric: "cost", by: { dimension: "component", label: component } });
}

/** The components of the cost that have a price, as rows below that of the cost. */
export function costRows(policies: readonly PolicyResult[], total: ReportRow): ReportRow[] {
  return costComponents.flatMap((component) => {
    const key = componentKey(component);
    if (policies.every(({ parts }) => parts[key] === undefined)) return [];
    const label = componentWords[component];
    return [
      {
        ...total,
        metric: key,
        title: `Cost of ${label}`,
        label,
        partOf: "cost",
        doc: `The part of the cost that is for ${label}.`,
        cells: policies.map(({ name, parts }) => cellOf(name, parts[key], total.factor)),
        verdict: "",
      },
    ];
  });
}

function cellOf(policy: string, estimate: PartEstimate | undefined, factor: number): ReportCell {
  const bare = { policy, notReached: 0, isBest: false, difference: null, differs: false };
  if (estimate === undefined) {
    return { ...bare, value: "–", halfWidth: null, n: 0, sortKey: null };
  }
  const half = estimate.halfWidth === null ? null : estimate.halfWidth / factor;
  const mean = estimate.mean / factor;
  return {
    ...bare,
    value: figure(mean, half),
    halfWidth: half === null ? null : margin(half),
    n: estimate.n,
    sortKey: mean,
  };
}

/** Share of the cost that a component makes up at least to be named [0..1]. */
const TELLING = 0.1;

/** What a policy mostly pays for: "81 % of it is container downtime, 12 % unpatched hosts"; undefined where it costs nothing. */
export function mostlyInWords({ metrics, parts }: PolicyResult): string | undefined {
  const total = metrics["cost"]?.mean ?? 0;
  if (total <= 0) return undefined;
  const shares = costComponents
    .map((component) => ({
      words: componentWords[component],
      share: (parts[componentKey(component)]?.mean ?? 0) / total,
    }))
    .toSorted((a, b) => b.share - a.share)
    .filter(({ share }, i) => i === 0 || share >= TELLING);
  return shares
    .map(
      ({ words, share }, i) => `${Math.round(100 * share)} % ${i === 0 ? "is for " : ""}${words}`,
    )
    .join(", ");
}
