import { bootOutcomeNames, hostPhaseNames } from "../fleet/state/phases.js";
import { transitionNames, TransitionKind, type Transition } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";

/** When something happened to a host: what a search aims faults at. */
export interface Moment {
  /** [ms] */
  readonly time: Time;
  readonly host: number;
}

/** What happened to hosts in a run, one moment for each kind of thing. */
export interface Moments {
  readonly sink: (transition: Transition) => void;
  /** In the order of the kinds of things. */
  seen(): readonly Moment[];
}

/** Kinds of transition whose subject is a host and which are steps of its life, apart from its phases. */
const STEPS: readonly number[] = [
  TransitionKind.RunningRelease,
  TransitionKind.SlotWritten,
  TransitionKind.MarkedGood,
  TransitionKind.Fallback,
  TransitionKind.Report,
  TransitionKind.LockTaken,
  TransitionKind.LockReleased,
  TransitionKind.Granted,
  TransitionKind.RepairBegan,
  TransitionKind.RepairEnded,
  TransitionKind.DownloadBegan,
  TransitionKind.DownloadEnded,
  TransitionKind.RebootChosen,
  TransitionKind.InstallEnded,
  TransitionKind.DefectBit,
  TransitionKind.TroubleNoticed,
];

/** In the list of things the phases of a host come first, then the ways in which boots end, then the steps. */
const OUTCOMES_FROM = hostPhaseNames.length;
const STEPS_FROM = OUTCOMES_FROM + bootOutcomeNames.length;
const THINGS = STEPS_FROM + STEPS.length;
/** Of each kind of transition: which thing it is, or the first that it may be; -1 for none. */
const THING_OF = Int8Array.from(transitionNames, (_, kind) => {
  if (kind === TransitionKind.HostPhase) return 0;
  if (kind === TransitionKind.BootAttempt) return OUTCOMES_FROM;
  const step = STEPS.indexOf(kind);
  return step < 0 ? -1 : STEPS_FROM + step;
});

/**
 * Begins to note moments. Of the many times that a thing happens one is kept, each as likely as any other (reservoir sampling); which
 * one follows from the run alone.
 *
 * @param until later moments are not kept [ms].
 */
export function noteMoments(until: Time): Moments {
  const times = new Float64Array(THINGS).fill(-1);
  const hosts = new Int32Array(THINGS);
  const counts = new Uint32Array(THINGS);
  let luck = 1;
  return {
    sink({ time, kind, subject, to }) {
      const first = THING_OF[kind]!;
      if (first < 0 || time > until) return;
      const thing = first < STEPS_FROM ? first + to : first;
      const count = counts[thing]! + 1;
      counts[thing] = count;
      // xorshift32: what is kept is no luck of the world, and needs no quality.
      luck ^= luck << 13;
      luck ^= luck >>> 17;
      luck ^= luck << 5;
      if ((luck >>> 0) % count !== 0) return;
      times[thing] = time;
      hosts[thing] = subject;
    },
    seen: () =>
      [...times].flatMap((time, thing) => (time < 0 ? [] : [{ time, host: hosts[thing]! }])),
  };
}
