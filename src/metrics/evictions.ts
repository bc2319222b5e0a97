import { HostPhase } from "../fleet/state/phases.js";
import { addHost, BY_HOST, figuresByPart, startTally } from "./counting/parts.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Of each host: 1 while it drains. */
  readonly draining: Uint8Array;
  readonly evicted: Float64Array;
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
      by: BY_HOST,
    },
  ],
  start: (facts) => ({ draining: new Uint8Array(facts.hosts), evicted: startTally(facts) }),
  on: {
    HostPhase({ draining }, { subject, to }) {
      draining[subject] = to === HostPhase.Draining ? 1 : 0;
    },
    ContainerMoved({ draining, evicted }, { from }, facts) {
      if (from >= 0 && draining[from] === 1) addHost(evicted, facts, from, 1);
    },
  },
  finish: ({ evicted }, facts) => ({
    scalars: { evictions: evicted[0]! },
    parts: figuresByPart(facts, "evictions", evicted),
  }),
});
