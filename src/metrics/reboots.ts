import { defineMetric } from "./metric.js";

/** Orderly reboots. */
export const reboots = defineMetric<{ chosen: number }>({
  name: "reboots",
  outputs: [
    {
      name: "reboots",
      title: "Reboots",
      unit: "reboots",
      doc: "Orderly reboots that were chosen. Resets after a failed boot, crashes and power losses are not counted.",
      better: "neither",
    },
  ],
  start: () => ({ chosen: 0 }),
  on: {
    RebootChosen(state) {
      state.chosen += 1;
    },
  },
  finish: (state) => ({ scalars: { reboots: state.chosen } }),
});
