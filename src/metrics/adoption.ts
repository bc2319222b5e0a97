import type { FleetFacts } from "../fleet/state/model.js";
import type { Transition } from "../fleet/state/transitions.js";
import { HOUR } from "../support/time.js";
import { type EndSeries, ends, setLevel, startEnds } from "./counting/end-series.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { moveHost, type NewestRelease, standOn, startNewest } from "./counting/newest-release.js";
import { defineMetric } from "./metric.js";

interface State {
  readonly releases: NewestRelease;
  /** Hosts that are not up to date. */
  readonly vulnerable: Integral;
  readonly adoption: EndSeries;
}

/**
 * How much of the fleet is up to date: series `adoption`, the share [0..1] of all hosts that run the newest release they could
 * take or a newer one, at the end of each bin; and the host-hours of those that do not.
 */
export const adoption = defineMetric<State>({
  name: "adoption",
  outputs: [
    {
      name: "vulnerable-time",
      title: "Vulnerable time",
      unit: "host-h",
      doc: "Time integral over the run of the hosts that run neither the newest release they could take (published to them and not withdrawn) nor a newer one.",
      better: "lower",
    },
  ],
  start: (facts) => ({
    releases: startNewest(facts),
    vulnerable: startIntegral(1),
    adoption: startEnds(facts.horizon, facts.hosts),
  }),
  on: {
    Published(state, transition, facts) {
      standOn(state.releases, transition, facts, 1);
      settle(state, transition, facts);
    },
    Withdrawn(state, transition, facts) {
      standOn(state.releases, transition, facts, -1);
      settle(state, transition, facts);
    },
    RunningRelease(state, transition, facts) {
      moveHost(state.releases, transition, facts);
      settle(state, transition, facts);
    },
  },
  finish: (state, { horizon, hosts }) => ({
    scalars: { "vulnerable-time": integralTo(state.vulnerable, 0, horizon) / HOUR },
    series: { adoption: ends(state.adoption).map((count) => count / hosts) },
  }),
});

function settle(state: State, { time }: Transition, { hosts }: FleetFacts): void {
  const now = state.releases.upToDateInAll;
  const by = hosts - now - state.vulnerable.count[0]!;
  if (by === 0) return;
  change(state.vulnerable, 0, by, time);
  setLevel(state.adoption, now, time);
}
