import type { FleetFacts } from "../fleet/state/model.js";
import type { Transition } from "../fleet/state/transitions.js";
import { HOUR, type Time } from "../support/time.js";
import type { Integral } from "./counting/integral.js";
import {
  addHost,
  BY_HOST,
  changeHost,
  figuresByPart,
  integralsTo,
  startIntegrals,
  startTally,
} from "./counting/parts.js";
import {
  leastContainers,
  moveContainer,
  reaches,
  runsNothingBad,
  startSusceptible,
  type Susceptible,
} from "./counting/susceptible.js";
import { defineMetric } from "./metric.js";

/** Bits of a host: its kernel, userland and runtime are of a bad release (1, 2, 4); it has ever run one, and one that can hit it. */
const ALL_COMPONENTS = 7;
const EVER = 8;
const HIT = 16;

interface State {
  readonly bits: Uint8Array;
  /** Hosts that run a bad release. */
  readonly running: Integral;
  /** Hosts that have ever run a bad release, and those of them that its defects can hit [hosts]. */
  readonly exposed: Float64Array;
  readonly susceptible: Float64Array;
  readonly hosts: Susceptible;
  /** Hosts exposed at the first halt of a bad release, or -1. */
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
      by: BY_HOST,
    },
    {
      name: "exposure.susceptible",
      title: "Hosts exposed that can be hit",
      unit: "hosts",
      doc: "The exposed hosts that a defect of what they ran can hit: those of its groups, hardware cohorts and container runtimes, once they hold as many containers as it takes. The others ran the bad release and had nothing to fear from it.",
      better: "lower",
      by: BY_HOST,
    },
    {
      name: "exposure.at-halt",
      title: "Hosts exposed at the halt",
      unit: "hosts",
      doc: "Hosts exposed when offers of a bad release were halted for the first time. Does not apply where none were.",
      better: "lower",
      appliesWhere: "offers of a bad release were halted",
    },
    {
      name: "exposure-time",
      title: "Exposure time",
      unit: "host-h",
      doc: "Time integral over the run of the hosts that run a bad release, whole or in one component.",
      better: "lower",
      by: BY_HOST,
    },
    {
      name: "time-to-detect",
      title: "Time to detect",
      unit: "h",
      doc: "From the moment the first host ran, or tried to boot, a bad release until people noticed trouble on a host that runs one, or offers of one were halted, whichever came first. Not reached where neither happened by the end; does not apply where nobody ran one.",
      better: "lower",
      appliesWhere: "a host ran a bad release",
      isCensored: true,
    },
    {
      name: "time-to-halt",
      title: "Time to halt",
      unit: "h",
      doc: "From the moment the first host ran, or tried to boot, a bad release until offers of one were halted. Not reached where that did not happen by the end; does not apply where nobody ran one.",
      better: "lower",
      appliesWhere: "a host ran a bad release",
      isCensored: true,
    },
  ],
  start(facts) {
    const state: State = {
      bits: new Uint8Array(facts.hosts),
      running: startIntegrals(facts),
      exposed: startTally(facts),
      susceptible: startTally(facts),
      hosts: startSusceptible(facts),
      atHalt: -1,
      firstAt: -1,
      detectedAt: -1,
      haltedAt: -1,
    };
    for (const { first, hosts, initialRelease: release } of facts.groups) {
      if (!isBad(facts, release)) continue;
      for (let host = first; host < first + hosts; host++) {
        setBad(state, facts, host, ALL_COMPONENTS, 0);
        expose(state, facts, { subject: host, time: 0 }, release);
      }
    }
    return state;
  },
  on: {
    RunningRelease(state, transition, facts) {
      const { time, subject: host, to } = transition;
      // The versions of packages are known one by one; the newest of them says nothing about the others.
      if (facts.groups[facts.groupOf[host]!]!.mechanism === "in-place") return;
      const bad = isBad(facts, to);
      setBad(state, facts, host, bad ? ALL_COMPONENTS : 0, time);
      if (bad) expose(state, facts, transition, to);
    },
    ComponentRunning(state, transition, facts) {
      const { time, subject: host, to, detail } = transition;
      const others = state.bits[host]! & ALL_COMPONENTS & ~(1 << to);
      const bad = isBad(facts, detail);
      setBad(state, facts, host, bad ? others | (1 << to) : others, time);
      if (bad) expose(state, facts, transition, detail, 1 << to);
    },
    BootAttempt(state, transition, facts) {
      if (isBad(facts, transition.detail)) expose(state, facts, transition, transition.detail);
    },
    ContainerMoved(state, transition, facts) {
      const host = moveContainer(state.hosts, transition);
      if (host >= 0) canBeHit(state, facts, host);
    },
    TroubleNoticed(state, { time, from }, facts) {
      if (isBad(facts, from)) detect(state, time);
    },
    Halted(state, { time, subject }, facts) {
      if (!isBad(facts, subject)) return;
      if (state.atHalt < 0) state.atHalt = state.exposed[0]!;
      if (state.firstAt >= 0 && state.haltedAt < 0) state.haltedAt = time;
      detect(state, time);
    },
  },
  finish(state, facts) {
    const { horizon } = facts;
    const running = integralsTo(state.running, horizon);
    const { exposed, susceptible } = state;
    return {
      scalars: {
        exposure: exposed[0]!,
        "exposure.susceptible": susceptible[0]!,
        "exposure.at-halt": state.atHalt < 0 ? null : state.atHalt,
        "exposure-time": running[0]! / HOUR,
        "time-to-detect": state.detectedAt < 0 ? null : (state.detectedAt - state.firstAt) / HOUR,
        "time-to-halt": state.haltedAt < 0 ? null : (state.haltedAt - state.firstAt) / HOUR,
      },
      parts: {
        ...figuresByPart(facts, "exposure", exposed),
        ...figuresByPart(facts, "exposure.susceptible", susceptible),
        ...figuresByPart(facts, "exposure-time", running, 1 / HOUR),
      },
      notReached: {
        ...(state.firstAt >= 0 && state.detectedAt < 0
          ? { "time-to-detect": (horizon - state.firstAt) / HOUR }
          : {}),
        ...(state.firstAt >= 0 && state.haltedAt < 0
          ? { "time-to-halt": (horizon - state.firstAt) / HOUR }
          : {}),
      },
    };
  },
});

/** The release older than all (-1) is never bad. */
function isBad(facts: FleetFacts, release: number): boolean {
  return release >= 0 && facts.releases[release]!.bad;
}

/** Sets which components of a host are bad from `time` on. */
function setBad(state: State, facts: FleetFacts, host: number, components: number, time: Time) {
  const before = state.bits[host]! & ALL_COMPONENTS;
  const by = Number(components !== 0) - Number(before !== 0);
  if (by !== 0) changeHost(state.running, facts, host, by, time);
  if (components === 0) runsNothingBad(state.hosts, host);
  state.bits[host] = (state.bits[host]! & ~ALL_COMPONENTS) | components;
}

/** A host runs or tries to boot components of a bad release: all of them where nothing is said. */
function expose(
  state: State,
  facts: FleetFacts,
  { subject: host, time }: Pick<Transition, "subject" | "time">,
  release: number,
  components = ALL_COMPONENTS,
): void {
  if ((state.bits[host]! & EVER) === 0) {
    state.bits[host]! |= EVER;
    if (state.exposed[0] === 0) state.firstAt = time;
    addHost(state.exposed, facts, host, 1);
  }
  const least = leastContainers(facts, host, release, components);
  if (reaches(state.hosts, host, least)) canBeHit(state, facts, host);
}

function canBeHit(state: State, facts: FleetFacts, host: number): void {
  if ((state.bits[host]! & HIT) !== 0) return;
  state.bits[host]! |= HIT;
  addHost(state.susceptible, facts, host, 1);
}

/** A bad release that nobody has run yet may be halted for another reason: nothing was detected then. */
function detect(state: State, time: Time): void {
  if (state.firstAt >= 0 && state.detectedAt < 0) state.detectedAt = time;
}
