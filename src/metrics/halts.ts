import { defineMetric } from "./metric.js";

/** How often offers were stopped. */
export const halts = defineMetric<{ halted: number }>({
  name: "halts",
  outputs: [
    {
      name: "halts",
      title: "Halts",
      unit: "halts",
      doc: "Times offers of a release to a group were halted, rightly or wrongly.",
      better: "neither",
    },
  ],
  start: () => ({ halted: 0 }),
  on: {
    Halted(state) {
      state.halted += 1;
    },
  },
  finish: (state) => ({ scalars: { halts: state.halted } }),
});
