import type { FleetFacts } from "../fleet/model.js";
import { HOUR, type Time } from "../support/time.js";
import { moveHost, type NewestRelease, standOn, startNewest } from "./counting/newest-release.js";
import { defineMetric, type MetricOutput } from "./metric.js";

/** Shares whose latency is measured [% of a group's hosts]. */
const SHARES = [50, 90, 99, 100] as const;
/** No release is being waited for: distinct from -1, the release older than all. */
const NONE = -2;

interface State {
  readonly releases: NewestRelease;
  /** Of each group: the release whose adoption is timed, when it was published, and how many of the shares it has reached. */
  readonly target: Int32Array;
  readonly since: Float64Array;
  readonly reached: Uint8Array;
  /** Of each share: Σ hosts · latency [host-ms] and Σ hosts over the releases that reached it. */
  readonly weighted: Float64Array;
  readonly weights: Float64Array;
}

const outputs: readonly MetricOutput[] = SHARES.map((share) => ({
  name: `patch-latency.t${share}`,
  title: `Time to ${share} % patched`,
  unit: "h",
  doc: `Time from a release's publication to a group until ${share} % of the group's hosts run it or a newer one: the mean over groups and releases, weighted by hosts. Releases superseded or withdrawn before that are left out, so a larger share may rest on fewer releases and even come out faster; does not apply where none got there.`,
  better: "lower",
}));

/**
 * How fast what is published reaches the fleet. A group's newest release is timed from its publication until it is superseded or
 * withdrawn; one that is published when the share already runs it, or a newer one, is not timed for that share.
 */
export const patchLatency = defineMetric<State>({
  name: "patch-latency",
  outputs,
  start: (facts) => ({
    releases: startNewest(facts),
    target: new Int32Array(facts.groups.length).fill(NONE),
    since: new Float64Array(facts.groups.length),
    reached: new Uint8Array(facts.groups.length),
    weighted: new Float64Array(SHARES.length),
    weights: new Float64Array(SHARES.length),
  }),
  on: {
    Published(state, transition, facts) {
      const { time, subject: release } = transition;
      standOn(state.releases, transition, facts, 1);
      for (let group = 0; group < facts.groups.length; group++) {
        if (!isNewToGroup(state, facts, group, release)) continue;
        state.target[group] = release;
        state.since[group] = time;
        state.reached[group] = sharesReached(state, facts, group);
      }
    },
    Withdrawn(state, transition, facts) {
      standOn(state.releases, transition, facts, -1);
      for (let group = 0; group < facts.groups.length; group++) {
        if (state.releases.newest[group] !== state.target[group]) state.target[group] = NONE;
      }
    },
    RunningRelease(state, transition, facts) {
      moveHost(state.releases, transition, facts);
      const group = facts.groupOf[transition.subject]!;
      if (state.target[group] !== NONE) timeShares(state, facts, group, transition.time);
    },
  },
  finish: ({ weighted, weights }) => ({
    scalars: Object.fromEntries(
      outputs.map(({ name }, i) => [
        name,
        weights[i]! > 0 ? weighted[i]! / weights[i]! / HOUR : null,
      ]),
    ),
  }),
});

/** Whether a publication put before a group what it could not take until now, and nothing newer is there. */
function isNewToGroup(state: State, facts: FleetFacts, group: number, release: number): boolean {
  const { newest, standing } = state.releases;
  return newest[group] === release && standing[group * facts.releases.length + release] === 1;
}

/** How many of the shares, from the smallest on, are up to date. */
function sharesReached(state: State, facts: FleetFacts, group: number): number {
  const upToDate = state.releases.upToDate[group]! * 100;
  const { hosts } = facts.groups[group]!;
  let n = 0;
  while (n < SHARES.length && upToDate >= SHARES[n]! * hosts) n += 1;
  return n;
}

/** Notes the latency of every share that is reached for the first time. */
function timeShares(state: State, facts: FleetFacts, group: number, time: Time): void {
  const { hosts } = facts.groups[group]!;
  const now = sharesReached(state, facts, group);
  for (let i = state.reached[group]!; i < now; i++) {
    state.weighted[i]! += hosts * (time - state.since[group]!);
    state.weights[i]! += hosts;
  }
  if (now > state.reached[group]!) state.reached[group] = now;
}
