import { HOUR } from "../support/time.js";
import { defineMetric } from "./metric.js";

interface State {
  /** When the repair of each host that is under way began [ms]. */
  readonly began: Float64Array;
  readonly sums: { ended: number; spent: number };
}

/** What the fleet cost the people who look after it. */
export const repairs = defineMetric<State>({
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
  start: ({ hosts }) => ({ began: new Float64Array(hosts), sums: { ended: 0, spent: 0 } }),
  on: {
    RepairBegan({ began }, { subject, time }) {
      began[subject] = time;
    },
    RepairEnded({ began, sums }, { subject, time }) {
      sums.ended += 1;
      sums.spent += time - began[subject]!;
    },
  },
  finish: ({ sums }) => ({
    scalars: { repairs: sums.ended, "operator-time": sums.spent / HOUR },
  }),
});
