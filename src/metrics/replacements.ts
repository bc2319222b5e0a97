import { HostPhase } from "../fleet/state/phases.js";
import { addHost, BY_HOST, figuresByPart, startTally } from "./counting/parts.js";
import { defineMetric } from "./metric.js";

/** New instances in the place of hosts. */
export const replacements = defineMetric<Float64Array>({
  name: "replacements",
  outputs: [
    {
      name: "hosts-replaced",
      title: "Hosts replaced",
      unit: "hosts",
      doc: "Times a new instance was begun in the place of a host: each update, repair and further attempt where hosts are replaced and not mended (`image-replace`).",
      better: "lower",
      by: BY_HOST,
    },
  ],
  start: startTally,
  on: {
    HostPhase(state, { subject, to }, facts) {
      if (to === HostPhase.Provisioning) addHost(state, facts, subject, 1);
    },
  },
  finish: (state, facts) => ({
    scalars: { "hosts-replaced": state[0]! },
    parts: figuresByPart(facts, "hosts-replaced", state),
  }),
});
