import { HOUR } from "../support/time.js";
import { defineMetric } from "./metric.js";

interface State {
  /** When the repairs that are under way began, by host [ms]. */
  readonly began: Map<number, number>;
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
  start: () => ({ began: new Map(), sums: { ended: 0, spent: 0 } }),
  on: {
    RepairBegan({ began }, { subject, time }) {
      began.set(subject, time);
    },
    RepairEnded({ began, sums }, { subject, time }) {
      sums.ended += 1;
      sums.spent += time - (began.get(subject) ?? 0);
      began.delete(subject);
    },
  },
  finish: ({ sums }) => ({
    scalars: { repairs: sums.ended, "operator-time": sums.spent / HOUR },
  }),
});
