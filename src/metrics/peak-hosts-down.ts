import { type HostPhase, isUp } from "../fleet/state/phases.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Of each zone, and of all zones at the end: hosts down now, and the most there were [hosts]. */
  readonly down: Int32Array;
  readonly peak: Int32Array;
}

/** The most hosts that were down at the same moment. Down is meant as in host downtime. */
export const peakHostsDown = defineMetric<State>({
  name: "peak-hosts-down",
  outputs: [
    {
      name: "peak-hosts-down",
      title: "Peak hosts down",
      unit: "hosts",
      doc: "The largest number of hosts that were down at the same moment.",
      better: "lower",
    },
    {
      name: "peak-hosts-down-zone",
      title: "Peak hosts down in a zone",
      unit: "hosts",
      doc: "The largest number of hosts of one zone that were down at the same moment.",
      better: "lower",
    },
  ],
  start: ({ zones }) => ({
    down: new Int32Array(zones.length + 1),
    peak: new Int32Array(zones.length + 1),
  }),
  on: {
    HostPhase(state, { subject, from, to }, facts) {
      const by = Number(isUp(from as HostPhase)) - Number(isUp(to as HostPhase));
      if (by === 0) return;
      count(state, facts.zoneOf[subject]!, by);
      count(state, facts.zones.length, by);
    },
  },
  finish({ peak }, { zones }) {
    const ofZones = peak.subarray(0, zones.length);
    return {
      scalars: {
        "peak-hosts-down": peak[zones.length]!,
        "peak-hosts-down-zone": ofZones.reduce((most, n) => Math.max(most, n), 0),
      },
    };
  },
});

function count({ down, peak }: State, index: number, by: number): void {
  const now = (down[index]! += by);
  if (now > peak[index]!) peak[index] = now;
}
