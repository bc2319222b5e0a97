import type { Band } from "../../experiment/comparison.js";
import { extremes, nameOn, type Chart, type Subject } from "./chart.js";
import { durationInWords } from "../format.js";
import { floorOf, printed } from "./bands.js";
import { amount, scaleOf } from "./stacked-bars.js";
import { stripHeight, strips } from "./strips.js";

/** Both series of each policy that has them. */
function seriesOf({ policies }: Subject) {
  return policies.flatMap(({ name, result }) => {
    const [well, reported] = [result.bands["well"], result.bands["reported-good"]];
    return well === undefined || reported === undefined ? [] : [{ name, well, reported }];
  });
}

const print = (share: number) => printed(share, "share");

/** What the update server believes, and what is so. */
export const truthGap: Chart = {
  name: "truth-gap",
  title: "What is reported, and what is so",
  doc: "A row for each policy: the share of hosts whose last report says good (dashed) and of those that are well (solid), means over replications. Where the dashed line is above the solid one, the server believes what is not so. The rows need not begin at 0. At the right: the truth gap.",
  empty: "Every report was true.",
  applies: ({ policies }) =>
    policies.some(({ result }) => (result.metrics["truth-gap"]?.mean ?? 0) > 0) &&
    policies.some(({ result }) => result.bands["well"] !== undefined),
  summary(subject) {
    const scale = scaleOf(subject, "truth-gap");
    const gaps = subject.policies.flatMap(({ name, result: { metrics } }) => {
      const gap = metrics["truth-gap"];
      if (gap === undefined) return [];
      return [{ name, value: gap.mean, text: `${amount(gap, scale)} ${scale.unit}` }];
    });
    return `Reported good while not well, per replication: ${extremes(gaps)}.`;
  },
  height: (subject) => stripHeight(seriesOf(subject).length),
  configuration(subject, theme) {
    const scale = scaleOf(subject, "truth-gap");
    const found = seriesOf(subject);
    const least = Math.min(
      ...found.flatMap(({ well, reported }) => [...well.mean, ...reported.mean]),
    );
    const rows = found.map(({ name, well, reported }) => ({
      text: nameOn(subject, name),
      end: `${amount(subject.policies.find((one) => one.name === name)?.result.metrics["truth-gap"], scale)} ${scale.unit}`,
      lines: [
        line("are well", well, theme.palette[0]!, []),
        { ...line("reported good", reported, theme.palette[1]!, [5, 3]), filled: true },
      ],
    }));
    const words = {
      title: truthGap.title,
      axis: "share of hosts",
      range: [floorOf(least), 1] as const,
      print,
      legend: true,
    };
    const { datasets, options } = strips(subject.report, rows, words, theme);
    return { type: "line", data: { datasets }, options };
  },
  table(subject) {
    const scale = scaleOf(subject, "truth-gap");
    return {
      head: ["policy", `truth gap [${scale.unit}]`, "fewest well", "reported good then", "when"],
      rows: seriesOf(subject).map(({ name, well, reported }) => {
        const at = well.mean.indexOf(Math.min(...well.mean));
        const gap = subject.policies.find((one) => one.name === name)?.result.metrics["truth-gap"];
        return [
          name,
          amount(gap, scale),
          print(well.mean[at]!),
          print(reported.mean[at]!),
          durationInWords(well.times[at]!),
        ];
      }),
    };
  },
};

function line(label: string, band: Band, color: string, dash: readonly number[]) {
  return { label, times: band.times, values: band.mean, color, dash };
}
