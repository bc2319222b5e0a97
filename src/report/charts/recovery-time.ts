import type { ChartConfiguration } from "chart.js";
import { durationInWords } from "../format.js";
import { axis, frame, lineLegend, shareAxis } from "./axes.js";
import { extremes, nameOn, type Chart, type Subject } from "./chart.js";
import { stripHeight, strips, tooltip } from "./strips.js";
import { colorOf, dashOf, type Theme } from "./theme.js";

/** Round times that a logarithmic axis is marked at [ms]. */
const TICKS = [1e3, 1e4, 6e4, 3e5, 9e5, 36e5, 144e5, 864e5, 6048e5];

/** Policies whose curves can be told apart on one chart; more get a row each. */
const TOGETHER = 6;

/** The observations of each policy that has any. */
function samplesOf({ policies }: Subject) {
  return policies.flatMap(({ name, index, result }) => {
    const sample = result.samples["recovery-time"];
    return sample === undefined || sample.values.length === 0 ? [] : [{ name, index, ...sample }];
  });
}

/** How long hosts take to come back after a failed boot. */
export const recoveryTime: Chart = {
  name: "recovery-time",
  title: "Time from a failed boot to a host that is up again",
  doc: "Share of episodes that lasted longer than the time on the logarithmic axis, pooled over all replications. Episodes that had not ended at the horizon are not in it: see how failed boots ended.",
  empty: "No boot failed, or none of those that did came up again.",
  applies: (subject) => samplesOf(subject).length > 0,
  summary(subject) {
    const medians = samplesOf(subject).map(({ name, values }) => {
      const value = quantileOf(values, 0.5);
      return { name, value, text: durationInWords(value) };
    });
    return `Half of the episodes were over after: ${extremes(medians)}.`;
  },
  height(subject) {
    const rows = samplesOf(subject).length;
    return rows <= TOGETHER ? 480 : stripHeight(rows);
  },
  configuration(subject, theme) {
    const samples = samplesOf(subject);
    return samples.length <= TOGETHER
      ? together(subject, samples, theme)
      : apart(subject, samples, theme);
  },
  table: (subject) => ({
    head: ["policy", "episodes", "median", "90th percentile", "longest"],
    rows: samplesOf(subject).map(({ name, total, values }) => [
      name,
      String(total),
      ...[0.5, 0.9, 1].map((share) => durationInWords(quantileOf(values, share))),
    ]),
  }),
};

type Sample = ReturnType<typeof samplesOf>[number];

function quantileOf(values: readonly number[], share: number): number {
  return Math.round(values[Math.min(values.length - 1, Math.floor(share * values.length))]!);
}

function together(subject: Subject, samples: readonly Sample[], theme: Theme): ChartConfiguration {
  const framed = frame(recoveryTime.title, theme);
  return {
    type: "line",
    data: {
      datasets: samples.map(({ name, index, values, total }) => ({
        label: `${nameOn(subject, name)} (${total})`,
        data: survival(values),
        borderColor: colorOf(index, theme),
        backgroundColor: colorOf(index, theme),
        borderDash: dashOf(index),
        borderWidth: 2.5,
        pointRadius: values.length === 1 ? 4 : 0,
        stepped: "before" as const,
      })),
    },
    options: {
      ...framed,
      plugins: {
        ...framed.plugins,
        legend: {
          ...framed.plugins?.legend,
          labels: { ...framed.plugins?.legend?.labels, ...lineLegend(theme) },
        },
        tooltip: tooltip((share) => `${(100 * share).toFixed(1)} %`),
      },
      scales: {
        x: logarithmic(theme),
        y: shareAxis("share of episodes that lasted longer", theme),
      },
    },
  };
}

function apart(subject: Subject, samples: readonly Sample[], theme: Theme): ChartConfiguration {
  const rows = samples.map(({ name, index, values, total }) => {
    const points = survival(values);
    return {
      text: nameOn(subject, name),
      end: String(total),
      lines: [
        {
          label: name,
          times: points.map(({ x }) => x),
          values: points.map(({ y }) => y),
          color: colorOf(index, theme),
          dash: [],
        },
      ],
    };
  });
  const words = {
    title: recoveryTime.title,
    axis: "share of episodes that lasted longer",
    range: [0, 1] as const,
    print: (share: number) => `${Math.round(100 * share)} %`,
    legend: false,
    x: logarithmic(theme),
  };
  const { datasets, options } = strips(subject.report, rows, words, theme);
  return { type: "line", data: { datasets }, options };
}

/** Points of the survival curve of an ascending sample. */
function survival(values: readonly number[]): { x: number; y: number }[] {
  const points = values.map((x, i) => ({ x: Math.max(1, x), y: 1 - (i + 1) / values.length }));
  return [{ x: Math.max(1, values[0]!), y: 1 }, ...points];
}

function logarithmic(theme: Theme) {
  const base = axis("time to recover (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
      scale.ticks = TICKS.filter((tick) => tick >= scale.min && tick <= scale.max).map((value) => ({
        value,
      }));
    },
    ticks: { ...base.ticks, callback: (value: number | string) => durationInWords(Number(value)) },
  };
}
