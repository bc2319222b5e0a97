import type { Model } from "../fleet/state/model.js";
import { type Transition, TransitionKind } from "../fleet/state/transitions.js";

/**
 * What a run has seen: for each family of faults, the states that hosts went through while such a fault lasted, and after
 * one. A case that sees something new is worth keeping and changing.
 */
export interface Coverage {
  readonly sink: (transition: Transition) => void;
  /** What was seen, each as one number: family × 64 + state, and 32 more once no fault of the family lasts. */
  seen(): readonly number[];
  /** What the faults are called that took effect: something went otherwise because of them. */
  fired(): readonly string[];
}

/** States of a host beyond its 14 phases, by kind of transition; boot outcomes follow from 24. */
const STATES = new Map<number, number>([
  [TransitionKind.Fallback, 14],
  [TransitionKind.Halted, 15],
  [TransitionKind.Resumed, 16],
  [TransitionKind.LockTaken, 17],
  [TransitionKind.LockReleased, 18],
  [TransitionKind.TroubleNoticed, 19],
  [TransitionKind.RepairBegan, 20],
  [TransitionKind.MarkedGood, 21],
  [TransitionKind.Granted, 22],
  [TransitionKind.DefectBit, 23],
]);

/** Begins to watch a run. */
export function watchCoverage({ faults }: Model, families: readonly string[]): Coverage {
  const familyOf = faults.map(({ label }) => families.indexOf(label));
  const lasting = new Int32Array(families.length);
  const words = new Uint32Array(2 * families.length);
  const struck: number[] = [];
  const fired = new Set<string>();
  const mark = (state: number): void => {
    for (const family of struck) {
      const at = 2 * family + (lasting[family]! > 0 ? 0 : 1);
      words[at] = words[at]! | (1 << state);
    }
  };
  return {
    sink({ kind, subject, to }) {
      if (kind === TransitionKind.FaultBegan || kind === TransitionKind.FaultEnded) {
        const family = familyOf[subject]!;
        if (family < 0) return;
        lasting[family]! += kind === TransitionKind.FaultBegan ? 1 : -1;
        if (!struck.includes(family)) struck.push(family);
      } else if (kind === TransitionKind.FaultFired) fired.add(faults[subject]!.label);
      else if (kind === TransitionKind.HostPhase) mark(to);
      else if (kind === TransitionKind.BootAttempt) mark(24 + to);
      else {
        const state = STATES.get(kind);
        if (state !== undefined) mark(state);
      }
    },
    seen: () => bitsOf(words),
    fired: () => [...fired].toSorted(),
  };
}

/** The positions of the bits that are set. */
function bitsOf(words: Uint32Array): number[] {
  const positions: number[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let rest = words[at]!; rest !== 0; rest &= rest - 1)
      positions.push(32 * at + 31 - Math.clz32(rest & -rest));
  }
  return positions;
}
