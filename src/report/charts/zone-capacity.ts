import { durationInWords } from "../format.js";
import { printed } from "./bands.js";
import { extremes, nameOn, type Chart, type Subject } from "./chart.js";
import { stripHeight, strips } from "./strips.js";
import { dashOf } from "./theme.js";

/** The series of each policy's zones, in the order of the zones. */
function zonesOf({ report, policies }: Subject) {
  const { zones } = report.comparison.scenario;
  return policies.map(({ name, result }) => ({
    name,
    zones: zones.flatMap((zone, index) => {
      const band = result.bands[`serving.${zone}`];
      return band === undefined ? [] : [{ zone, index, band }];
    }),
  }));
}

const print = (share: number) => printed(share, "share");

/** How much of what each zone needs serves there. */
export const zoneCapacity: Chart = {
  name: "zone-capacity",
  title: "Serving capacity of each zone, against need",
  doc: "A row for each policy, a line for each zone: containers that serve there as a share of those it had at the start, mean over replications. 100 % is the need; a zone is above it while it has taken in the containers of others. Shaded: faults that strike many hosts.",
  empty: "There are fewer than two zones or more than eight, or no containers.",
  applies: (subject) => zonesOf(subject).some(({ zones }) => zones.length > 1),
  summary(subject) {
    const lows = zonesOf(subject).map(({ name, zones }) => {
      const value = Math.min(...zones.flatMap(({ band }) => band.low));
      return { name, value, text: print(value) };
    });
    return `Lowest a zone fell, 5th percentile of replications: ${extremes(lows)}.`;
  },
  height: ({ policies }) => stripHeight(policies.length),
  configuration(subject, theme) {
    const found = zonesOf(subject);
    const values = found.flatMap(({ zones }) => zones.flatMap(({ band }) => band.mean));
    const least = Math.min(1, ...values);
    const margin = Math.max(0.002, Math.max(1 - least, Math.max(...values) - 1));
    const rows = found.map(({ name, zones }) => {
      const times = zones[0]?.band.times ?? [];
      return {
        text: nameOn(subject, name),
        end: `least ${print(Math.min(...zones.flatMap(({ band }) => band.mean)))}`,
        lines: [
          ...zones.map(({ zone, index, band }) => ({
            label: `zone ${nameOn(subject, zone)}`,
            times: band.times,
            values: band.mean,
            color: theme.palette[index % theme.palette.length]!,
            dash: dashOf(index),
          })),
          { label: "need", times, values: times.map(() => 1), color: theme.mark, dash: [2, 2] },
        ],
      };
    });
    const words = {
      title: zoneCapacity.title,
      axis: "serving of needed",
      range: [Math.max(0, 1 - 1.05 * margin), Math.max(...values, 1) + 0.05 * margin] as const,
      print: (share: number) => `${Number((100 * share).toFixed(1))} %`,
      legend: true,
    };
    const { datasets, options } = strips(subject.report, rows, words, theme);
    return { type: "line", data: { datasets }, options };
  },
  table: (subject) => ({
    head: ["policy", "zone", "mean", "least mean", "least 5th percentile", "when"],
    rows: zonesOf(subject).flatMap(({ name, zones }) =>
      zones.map(({ zone, band }) => {
        const least = Math.min(...band.mean);
        return [
          name,
          zone,
          print(band.mean.reduce((sum, value) => sum + value, 0) / band.mean.length),
          print(least),
          print(Math.min(...band.low)),
          durationInWords(band.times[band.mean.indexOf(least)]!),
        ];
      }),
    ),
  }),
};
