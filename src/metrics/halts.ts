import { figureKey } from "./figure.js";
import { defineMetric } from "./metric.js";

/** Of each group: halts in all, and those of good releases. */
interface State {
  readonly halted: Uint32Array;
  readonly good: Uint32Array;
}

/** How often offers were stopped, and how often for nothing. */
export const halts = defineMetric<State>({
  name: "halts",
  outputs: [
    {
      name: "halts",
      title: "Halts",
      unit: "halts",
      doc: "Times offers of a release to a group were halted, rightly or wrongly.",
      better: "neither",
      by: ["group"],
    },
    {
      name: "halts.good",
      title: "Halts of good releases",
      unit: "halts",
      doc: "False alarms: the halts of releases without a defect that can bite hosts of this fleet.",
      better: "lower",
      by: ["group"],
    },
  ],
  start: ({ groups }) => ({
    halted: new Uint32Array(groups.length),
    good: new Uint32Array(groups.length),
  }),
  on: {
    Halted({ halted, good }, { subject: release, from: group }, { releases }) {
      halted[group]! += 1;
      if (!releases[release]!.bad) good[group]! += 1;
    },
  },
  finish({ halted, good }, { groups, asked }) {
    const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);
    const split = asked.splits.includes("group") ? groups : [];
    return {
      scalars: { halts: sum(halted), "halts.good": sum(good) },
      parts: Object.fromEntries(
        split.flatMap(({ name: label }, i) => {
          const by = { dimension: "group", label } as const;
          return [
            [figureKey({ metric: "halts", by }), halted[i]!],
            [figureKey({ metric: "halts.good", by }), good[i]!],
          ];
        }),
      ),
    };
  },
});
