import { HostPhase } from "../fleet/phases.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Of each host: 1 while it drains. */
  readonly draining: Uint8Array;
  evicted: number;
}

/** Containers moved away by drains. */
export const evictions = defineMetric<State>({
  name: "evictions",
  outputs: [
    {
      name: "evictions",
      title: "Evictions",
      unit: "evictions",
      doc: "Times a container left a host that was draining, for another host or for none.",
      better: "lower",
    },
  ],
  start: ({ hosts }) => ({ draining: new Uint8Array(hosts), evicted: 0 }),
  on: {
    HostPhase({ draining }, { subject, to }) {
      draining[subject] = to === HostPhase.Draining ? 1 : 0;
    },
    ContainerMoved(state, { from }) {
      if (from >= 0) state.evicted += state.draining[from]!;
    },
  },
  finish: (state) => ({ scalars: { evictions: state.evicted } }),
});
