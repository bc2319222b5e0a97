/** How far a release has come at moments that a scenario asks for. Nothing is folded where it asks for none. */
import type { FleetFacts } from "../fleet/state/model.js";
import { Cause, ContainerPhase, type HostPhase, isWell } from "../fleet/state/phases.js";
import type { Time } from "../support/time.js";
import { canTake } from "./counting/newest-release.js";
import { figureKey } from "./figure.js";
import { defineMetric, type MetricOutput } from "./metric.js";

/** What has happened to a host with the release of a moment, as bits. */
const OFFERED = 1;
const INSTALLED = 2;

interface State {
  /** Of each moment: its release, or -1 where there is none in this run; when it is; Infinity until the release is published [ms]. */
  readonly release: Int32Array;
  readonly at: Float64Array;
  /** The next moment that has not passed [ms]. */
  next: Time;
  /** Of each moment and host: what has happened, as bits. */
  readonly seen: Uint8Array;
  /** Of each moment: hosts that were offered its release, and those that installed it [hosts]. */
  readonly offered: Uint32Array;
  readonly installed: Uint32Array;
  /** Of each container: its host, or -1, and whether it is broken. */
  readonly host: Int32Array;
  readonly brokenContainer: Uint8Array;
  /** Of each host: its broken containers, and 1 more while the host itself is broken. */
  readonly broken: Uint16Array;
  /** Hosts with any of these [hosts]. */
  brokenHosts: number;
  /** What each moment found [hosts]; -1 before it. */
  readonly found: Readonly<Record<keyof typeof SHARES, Float64Array>>;
}

const SHARES = {
  "offered-share":
    "Share of all hosts that had been offered the release by that moment: the update source had answered a check of theirs with it.",
  "installed-share":
    "Share of all hosts on which the release had been installed by that moment, whether or not they rebooted into it or went back since; hosts that had it from the start among them.",
  "broken-share":
    "Share of all hosts that were broken at that moment: not well because of a defect or a fault, or with at least one container that does not serve because of one.",
} as const;

const TITLES: Readonly<Record<keyof typeof SHARES, string>> = {
  "offered-share": "Share offered",
  "installed-share": "Share installed",
  "broken-share": "Share broken",
};

const names = Object.keys(SHARES) as (keyof typeof SHARES)[];

/** How much of the fleet a release has reached and broken, so long after its publication. */
export const moments = defineMetric<State>({
  name: "moments",
  outputs: names.map((name): MetricOutput => ({
    name,
    title: TITLES[name],
    unit: "",
    doc: `${SHARES[name]} The moment is counted from the first publication of the release to a group that can take it. Does not apply where that is after the end.`,
    better: name === "broken-share" ? "lower" : "neither",
    appliesWhere: "the moment is before the end",
    by: ["at"],
    needs: "at",
  })),
  isAsked: ({ asked }) => (asked.moments ?? []).length > 0,
  start,
  on: {
    Published(state, { time, subject, from }, facts) {
      pass(state, time);
      const { moments: asked = [] } = facts.asked;
      for (const [k, { after }] of asked.entries()) {
        if (state.release[k] !== subject || state.at[k] !== Number.POSITIVE_INFINITY) continue;
        if (!facts.groups.some((_, group) => canTake(facts, group, subject, from))) continue;
        state.at[k] = time + after;
        state.next = Math.min(state.next, time + after);
      }
    },
    Granted(state, { time, subject, to }, facts) {
      pass(state, time);
      note(state, facts, subject, to, OFFERED);
    },
    InstallEnded(state, { time, subject, to, cause }, facts) {
      pass(state, time);
      if (cause === 1) note(state, facts, subject, to, INSTALLED);
    },
    HostPhase(state, { time, subject, from, to, cause, detail }) {
      pass(state, time);
      const was = !isWell(from as HostPhase) && isBreakage(detail);
      const is = !isWell(to as HostPhase) && isBreakage(cause);
      if (was !== is) breakOn(state, subject, is ? 1 : -1);
    },
    ContainerMoved(state, { time, subject, to }) {
      pass(state, time);
      if (state.brokenContainer[subject] === 1) {
        breakOn(state, state.host[subject]!, -1);
        breakOn(state, to, 1);
      }
      state.host[subject] = to;
    },
    ContainerPhase(state, { time, subject, to, cause }) {
      pass(state, time);
      const is = Number(to !== ContainerPhase.Serving && isBreakage(cause));
      if (state.brokenContainer[subject] === is) return;
      state.brokenContainer[subject] = is;
      breakOn(state, state.host[subject]!, is === 1 ? 1 : -1);
    },
  },
  finish(state, facts) {
    // The last transition may be long before the end.
    pass(state, facts.horizon + 1);
    const shareOf = (hosts: number) => (hosts < 0 ? null : hosts / facts.hosts);
    return {
      scalars: Object.fromEntries(names.map((name) => [name, null])),
      parts: Object.fromEntries(
        names.flatMap((metric) =>
          (facts.asked.moments ?? []).map(({ label }, k) => [
            figureKey({ metric, by: { dimension: "at", label } }),
            shareOf(state.found[metric][k]!),
          ]),
        ),
      ),
    };
  },
});

function start(facts: FleetFacts): State {
  const { moments: asked = [] } = facts.asked;
  const n = asked.length;
  const [hosts, containers] = n === 0 ? [0, 0] : [facts.hosts, facts.containers];
  const versions = facts.releases.map(({ version }) => version);
  const none = () => new Float64Array(n).fill(-1);
  const state: State = {
    release: Int32Array.from(asked, ({ version }) => versions.indexOf(version)),
    at: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
    next: Number.POSITIVE_INFINITY,
    seen: new Uint8Array(n * hosts),
    offered: new Uint32Array(n),
    installed: new Uint32Array(n),
    host: facts.homeOf.slice(0, containers),
    brokenContainer: new Uint8Array(containers),
    broken: new Uint16Array(hosts),
    brokenHosts: 0,
    found: { "offered-share": none(), "installed-share": none(), "broken-share": none() },
  };
  for (const { first, hosts: size, initialRelease } of facts.groups) {
    for (let host = first; host < first + size; host++) {
      note(state, facts, host, initialRelease, INSTALLED);
    }
  }
  return state;
}

/** Writes down what every moment found that has passed by `time`. */
function pass(state: State, time: Time): void {
  if (time <= state.next) return;
  const { at, found, offered, installed } = state;
  state.next = Number.POSITIVE_INFINITY;
  for (let k = 0; k < at.length; k++) {
    if (found["broken-share"][k]! >= 0) continue;
    if (at[k]! >= time) {
      state.next = Math.min(state.next, at[k]!);
      continue;
    }
    found["offered-share"][k] = offered[k]!;
    found["installed-share"][k] = installed[k]!;
    found["broken-share"][k] = state.brokenHosts;
  }
}

/** Something has happened to a host with a release: once is enough. */
function note(state: State, facts: FleetFacts, host: number, release: number, what: number): void {
  const { seen, offered, installed } = state;
  for (let k = 0; k < state.release.length; k++) {
    const place = k * facts.hosts + host;
    if (release < 0 || state.release[k] !== release || (seen[place]! & what) !== 0) continue;
    seen[place]! |= what;
    if (what === OFFERED) offered[k]! += 1;
    else installed[k]! += 1;
  }
}

function isBreakage(cause: number): boolean {
  return cause === Cause.Defect || cause === Cause.Fault;
}

function breakOn(state: State, host: number, by: number): void {
  if (host < 0) return;
  const before = state.broken[host]!;
  state.broken[host] = before + by;
  state.brokenHosts += Number(before + by > 0) - Number(before > 0);
}
