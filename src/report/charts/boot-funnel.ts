import { faded } from "./theme.js";
import { axis, frame } from "./axes.js";
import { extremes, type Chart, type Subject } from "./chart.js";
import { amount, barAxis, barLabels, barsHeight, scaleOf } from "./stacked-bars.js";

/** Stages, each within the one before: what it adds up from, and how it is drawn. */
const STAGES = [
  { label: "boot attempts that failed", metrics: ["failed-boots"], thick: 0.9, opacity: 0.25 },
  {
    label: "spells of trouble with booting",
    metrics: ["boot-episodes"],
    thick: 0.7,
    opacity: 0.45,
  },
  {
    label: "not over by falling back or trying again",
    metrics: ["boot-episodes.repaired", "boot-episodes.replaced", "boot-episodes.stranded"],
    thick: 0.5,
    opacity: 0.7,
  },
  {
    label: "needed people, or are not up at the end",
    metrics: ["boot-episodes.repaired", "boot-episodes.stranded"],
    thick: 0.3,
    opacity: 1,
  },
] as const;

/** What is not up at the end has a colour of its own. */
const STRANDED = { label: "not up at the end", metric: "boot-episodes.stranded", thick: 0.16 };

function meanOf({ result }: Subject["policies"][number], metrics: readonly string[]): number {
  return metrics.reduce((sum, metric) => sum + (result.metrics[metric]?.mean ?? 0), 0);
}

/** From the failed attempt to the host that nobody brought back. */
export const bootFunnel: Chart = {
  name: "boot-funnel",
  title: "From failed boot attempts to hosts that need people",
  doc: "Each bar lies within the one before: failed attempts, the spells of trouble they belong to, those that neither a fallback nor another try ended, those that took people or a new instance, and hosts that are not up at the end. Means per replication. The figure is the last but one.",
  empty: "No boot failed.",
  applies: ({ policies }) => policies.some((policy) => meanOf(policy, ["failed-boots"]) > 0),
  summary(subject) {
    const shares = subject.policies.flatMap((policy) => {
      const all = meanOf(policy, ["boot-episodes"]);
      if (all === 0) return [];
      const value = meanOf(policy, STAGES[3].metrics) / all;
      return [{ name: policy.name, value, text: `${(100 * value).toFixed(1)} %` }];
    });
    return `Spells of boot trouble that took people, or did not end: ${extremes(shares)}.`;
  },
  height: ({ policies }) => barsHeight(policies.length),
  configuration(subject, theme) {
    const framed = frame(bootFunnel.title, theme);
    const color = theme.palette[0]!;
    return {
      type: "bar",
      data: {
        labels: barLabels(subject, (policy) => meanOf(policy, STAGES[3].metrics).toFixed(1)),
        // What is drawn first lies on top.
        datasets: [
          {
            label: STRANDED.label,
            data: subject.policies.map((policy) => meanOf(policy, [STRANDED.metric])),
            backgroundColor: theme.palette[1]!,
            grouped: false,
            barPercentage: STRANDED.thick,
          },
          ...STAGES.toReversed().map(({ label, metrics, thick, opacity }) => ({
            label,
            data: subject.policies.map((policy) => meanOf(policy, metrics)),
            backgroundColor: faded(color, opacity),
            borderColor: theme.background,
            borderWidth: 1,
            grouped: false,
            barPercentage: thick,
          })),
        ],
      },
      options: {
        ...framed,
        indexAxis: "y",
        plugins: {
          ...framed.plugins,
          legend: {
            ...framed.plugins?.legend,
            reverse: true,
            labels: { ...framed.plugins?.legend?.labels, boxWidth: 16 },
          },
        },
        scales: {
          x: { ...axis("per replication [attempts, then episodes]", theme), beginAtZero: true },
          y: barAxis(theme),
        },
      },
    };
  },
  table(subject) {
    const columns = [
      ["failed attempts", "failed-boots"],
      ["episodes", "boot-episodes"],
      ["fell back", "boot-episodes.fell-back"],
      ["retried", "boot-episodes.retried"],
      ["replaced", "boot-episodes.replaced"],
      ["repaired by people", "boot-episodes.repaired"],
      ["stranded", "boot-episodes.stranded"],
    ] as const;
    return {
      head: ["policy", ...columns.map(([label]) => label)],
      rows: subject.policies.map(({ name, result }) => [
        name,
        ...columns.map(([, metric]) => amount(result.metrics[metric], scaleOf(subject, metric))),
      ]),
    };
  },
};
