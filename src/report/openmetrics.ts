import type { Comparison, Estimate, MetricFacts } from "../experiment/comparison.js";
import type { Report } from "./report.js";

/** Media type of the format, and what its last line has to be. */
const END = "# EOF\n";

/**
 * The figures as OpenMetrics text, for a push gateway or a textfile collector: a gauge for each metric, with the mean, its 95 %
 * interval and the range over replications as a label `statistic`.
 *
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function renderOpenMetrics({ comparison }: Report): string {
  return (
    [
      ...comparison.metrics.flatMap((metric) => familyOf(comparison, metric)),
      ...countFamily(
        "shakedown_replications",
        "Replications per policy.",
        comparison.policies.map(({ name }) => [{ policy: name }, comparison.scenario.replications]),
        comparison,
      ),
      ...countFamily(
        "shakedown_invariant_breaches",
        "Breaches of invariants in all replications.",
        comparison.policies.map(({ name, breaches }) => [{ policy: name }, breaches.length]),
        comparison,
      ),
      ...countFamily(
        "shakedown_expectation_met",
        "Whether an expectation of the scenario is met, 1 or 0.",
        comparison.expectations.map(({ text, policy, met }) => [{ policy, text }, met ? 1 : 0]),
        comparison,
      ),
    ].join("") + END
  );
}

function familyOf(comparison: Comparison, { name, unit, doc }: MetricFacts): string[] {
  const family = `shakedown_${name.replaceAll(/[^a-zA-Z0-9_]/g, "_")}`;
  const samples = comparison.policies.flatMap((policy) => {
    const estimate = policy.metrics[name];
    if (estimate === undefined) return [];
    return statisticsOf(estimate).map(
      ([statistic, value]) => [{ policy: policy.name, statistic }, value] as const,
    );
  });
  const help = unit === "" ? doc : `${doc} Unit: ${unit}.`;
  return countFamily(family, help, samples, comparison);
}

function statisticsOf({ mean, halfWidth, min, median, max }: Estimate): [string, number][] {
  const interval: [string, number][] =
    halfWidth === null
      ? []
      : [
          ["low", mean - halfWidth],
          ["high", mean + halfWidth],
        ];
  return [["mean", mean], ...interval, ["min", min], ["median", median], ["max", max]];
}

/** A family of gauges; none where it has no sample. */
function countFamily(
  name: string,
  help: string,
  samples: readonly (readonly [Readonly<Record<string, string>>, number])[],
  { scenario }: Comparison,
): string[] {
  if (samples.length === 0) return [];
  return [
    `# TYPE ${name} gauge\n# HELP ${name} ${escape(help)}\n`,
    ...samples.map(([labels, value]) => {
      const all = Object.entries({ scenario: scenario.name, ...labels });
      return `${name}{${all.map(([key, text]) => `${key}="${escape(text)}"`).join(",")}} ${value}\n`;
    }),
  ];
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
