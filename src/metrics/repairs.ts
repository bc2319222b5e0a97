import { HOUR } from "../support/time.js";
import { defineMetric } from "./metric.js";

/** What the fleet cost the people who look after it. */
export const repairs = defineMetric<{ ended: number; spent: number }>({
  name: "repairs",
  outputs: [
    {
      name: "repairs",
      title: "Repairs",
      unit: "repairs",
      doc: "Repairs by hand that ended.",
      better: "lower",
    },
    {
      name: "operator-time",
      title: "Operator time",
      unit: "h",
      doc: "Hands-on time of the repair crews, summed over the repairs that ended.",
      better: "lower",
    },
  ],
  start: () => ({ ended: 0, spent: 0 }),
  on: {
    RepairEnded(state, { detail }) {
      state.ended += 1;
      state.spent += detail;
    },
  },
  finish: (state) => ({ scalars: { repairs: state.ended, "operator-time": state.spent / HOUR } }),
});
