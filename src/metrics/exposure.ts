import type { FleetFacts } from "../fleet/model.js";
import { HOUR, type Time } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** Bits of a host: its kernel, userland and runtime are of a bad release (1, 2, 4); it has ever run one. */
const ALL_COMPONENTS = 7;
const EVER = 8;

interface State {
  readonly bits: Uint8Array;
  /** Hosts that run a bad release. */
  readonly running: Integral;
  /** Hosts that have ever run a bad release [hosts]. */
  exposed: number;
  /** The same at the first halt of a bad release, or -1. */
  atHalt: number;
  /** When the first host was exposed, and when a bad release was first noticed or halted; or -1 [ms]. */
  firstAt: Time;
  detectedAt: Time;
  /** When offers of a bad release were first halted after that; or -1 [ms]. */
  haltedAt: Time;
}

/**
 * The blast radius of bad releases: those with a defect that can bite hosts of this fleet. A host has run one as soon as it
 * tried to boot it; packages count one component at a time.
 */
export const exposure = defineMetric<State>({
  name: "exposure",
  outputs: [
    {
      name: "exposure",
      title: "Hosts exposed",
      unit: "hosts",
      doc: "Hosts that ever ran, or tried to boot, a release with a defect that can bite hosts of this fleet.",
      better: "lower",
    },
    {
      name: "exposure.at-halt",
      title: "Hosts exposed at the halt",
      unit: "hosts",
      doc: "Hosts exposed when offers of a bad release were halted for the first time. Does not apply where none were.",
      better: "lower",
    },
    {
      name: "exposure-time",
      title: "Exposure time",
      unit: "host-h",
      doc: "Time integral over the run of the hosts that run a bad release, whole or in one component.",
      better: "lower",
    },
    {
      name: "time-to-detect",
      title: "Time to detect",
      unit: "h",
      doc: "From the moment the first host ran, or tried to boot, a bad release until people noticed trouble on a host that runs one, or offers of one were halted, whichever came first. Not reached where neither happened by the end; does not apply where nobody ran one.",
      better: "lower",
      isCensored: true,
    },
    {
      name: "time-to-halt",
      title: "Time to halt",
      unit: "h",
      doc: "From the moment the first host ran, or tried to boot, a bad release until offers of one were halted. Not reached where that did not happen by the end; does not apply where nobody ran one.",
      better: "lower",
      isCensored: true,
    },
  ],
  start(facts) {
    const state: State = {
      bits: new Uint8Array(facts.hosts),
      running: startIntegral(1),
      exposed: 0,
      atHalt: -1,
      firstAt: -1,
      detectedAt: -1,
      haltedAt: -1,
    };
    for (const { first, hosts, initialRelease } of facts.groups) {
      if (!isBad(facts, initialRelease)) continue;
      for (let host = first; host < first + hosts; host++) setBad(state, host, ALL_COMPONENTS, 0);
    }
    return state;
  },
  on: {
    RunningRelease(state, { time, subject, to }, facts) {
      // The versions of packages are known one by one; the newest of them says nothing about the others.
      if (facts.groups[facts.groupOf[subject]!]!.mechanism === "in-place") return;
      setBad(state, subject, isBad(facts, to) ? ALL_COMPONENTS : 0, time);
    },
    ComponentRunning(state, { time, subject, to, detail }, facts) {
      const others = state.bits[subject]! & ALL_COMPONENTS & ~(1 << to);
      setBad(state, subject, isBad(facts, detail) ? others | (1 << to) : others, time);
    },
    BootAttempt(state, { time, subject, detail }, facts) {
      if (isBad(facts, detail)) expose(state, subject, time);
    },
    TroubleNoticed(state, { time, from }, facts) {
      if (isBad(facts, from)) detect(state, time);
    },
    Halted(state, { time, subject }, facts) {
      if (!isBad(facts, subject)) return;
      if (state.atHalt < 0) state.atHalt = state.exposed;
      if (state.firstAt >= 0 && state.haltedAt < 0) state.haltedAt = time;
      detect(state, time);
    },
  },
  finish: (state, { horizon }) => ({
    scalars: {
      exposure: state.exposed,
      "exposure.at-halt": state.atHalt < 0 ? null : state.atHalt,
      "exposure-time": integralTo(state.running, 0, horizon) / HOUR,
      "time-to-detect": state.detectedAt < 0 ? null : (state.detectedAt - state.firstAt) / HOUR,
      "time-to-halt": state.haltedAt < 0 ? null : (state.haltedAt - state.firstAt) / HOUR,
    },
    notReached: {
      ...(state.firstAt >= 0 && state.detectedAt < 0
        ? { "time-to-detect": (horizon - state.firstAt) / HOUR }
        : {}),
      ...(state.firstAt >= 0 && state.haltedAt < 0
        ? { "time-to-halt": (horizon - state.firstAt) / HOUR }
        : {}),
    },
  }),
});

/** The release older than all (-1) is never bad. */
function isBad(facts: FleetFacts, release: number): boolean {
  return release >= 0 && facts.releases[release]!.bad;
}

/** Sets which components of a host are bad from `time` on. */
function setBad(state: State, host: number, components: number, time: Time): void {
  const before = state.bits[host]! & ALL_COMPONENTS;
  const by = Number(components !== 0) - Number(before !== 0);
  if (by !== 0) change(state.running, 0, by, time);
  state.bits[host] = (state.bits[host]! & EVER) | components;
  if (components !== 0) expose(state, host, time);
}

function expose(state: State, host: number, time: Time): void {
  if ((state.bits[host]! & EVER) !== 0) return;
  state.bits[host]! |= EVER;
  if (state.exposed === 0) state.firstAt = time;
  state.exposed += 1;
}

/** A bad release that nobody has run yet may be halted for another reason: nothing was detected then. */
function detect(state: State, time: Time): void {
  if (state.firstAt >= 0 && state.detectedAt < 0) state.detectedAt = time;
}
