import type { Time } from "../../support/time.js";

/**
 * The kinds of transition: the only output of a replication. Metrics, invariants, the trace, the hash and the replay are
 * folds over them. Every transition is six numbers; what `from`, `to`, `cause` and `detail` mean depends on the kind.
 * At time 0 every host is Serving on its group's first release, reported Good, and every container is Serving;
 * what is different at the start is said by transitions at time 0.
 */
export const TransitionKind = {
  /** subject host, HostPhase from → to, `cause` Cause of the new phase (Planned where it serves), `detail` the previous cause. */
  HostPhase: 0,
  /**
   * subject container, ContainerPhase from → to, `cause` Cause while it is not Serving, `detail` the previous cause.
   * `from === to` with another cause is legal: a planned stop became a defect's.
   */
  ContainerPhase: 1,
  /** subject container, `from` host → `to` host; -1 is "no host". Emitted before the phase change that belongs to it. */
  ContainerMoved: 2,
  /** subject host, `from` release → `to` release that now runs whole, `cause` ReleaseChange. */
  RunningRelease: 3,
  /** subject host, `from` slot, `to` release being written, `detail` the slot the host is running from. */
  SlotWritten: 4,
  /** subject host, `from` slot, `to` BootOutcome, `cause` Cause (of a failure), `detail` release. */
  BootAttempt: 5,
  /** subject host, `from` slot, `to` release. */
  MarkedGood: 6,
  /** subject host, `from` release given up, `to` release booted by the loader. */
  Fallback: 7,
  /** subject host, `from` ReportStatus before, `to` ReportStatus now, `detail` release reported. Time is arrival at the server. */
  Report: 8,
  /**
   * subject host, `from` the lock, by the number of a group that it covers (of a shared one, the first), `to` holders after it, `cause` 1
   * where several groups share it, `detail` the maximum.
   */
  LockTaken: 9,
  /** As `LockTaken`. */
  LockReleased: 10,
  /**
   * subject host, `to` release: the update source let the host take the release. `from` grants of it that the offer lets in all,
   * `cause` grants that the server's quota lets in any period and `detail` that period [ms]; each 0 where there is no limit.
   */
  Granted: 11,
  /** subject release, `from` group: offers of it end for good or until resumed. */
  Halted: 12,
  /** subject release, `from` group. */
  Resumed: 13,
  /** subject release, `from` channel. */
  Published: 14,
  /** subject release, `from` channel. */
  Withdrawn: 15,
  /** subject index of the effect in the fault plan. */
  FaultBegan: 16,
  /** subject index of the effect in the fault plan. */
  FaultEnded: 17,
  /** subject host, `to` crews busy after it, `cause` Cause of what is mended. */
  RepairBegan: 18,
  /** subject host, `to` crews busy after it, `detail` time spent [ms], 2^31 - 1 where it is longer. */
  RepairEnded: 19,
  /** subject host, `from` release, `to` downloads under way after it. */
  DownloadBegan: 20,
  /** subject host, `from` release, `to` downloads under way after it, `cause` 1 when complete, 0 when broken off. */
  DownloadEnded: 21,
  /**
   * subject host, `from` slot it is about to boot, `to` release of that slot, `cause` 1 where the mechanism counts boots
   * (`ab`), `detail` 1 when the loader has another bootable slot or the slot is proven. An orderly reboot was chosen.
   */
  RebootChosen: 22,
  /** subject host, `to` release, `cause` 1 done, 0 interrupted: an installation ended. */
  InstallEnded: 23,
  /** subject host, `from` release: a defect of that release bit, `detail` index of the defect. */
  DefectBit: 24,
  /** subject host, `to` Component whose running version is now release `detail` (in-place hosts; the other mechanisms change all at once). */
  ComponentRunning: 25,
  /** subject host, `from` release: people noticed trouble on the host while it ran this release. */
  TroubleNoticed: 26,
  /** subject index of the effect in the fault plan: for the first time something went otherwise because of it. */
  FaultFired: 27,
} as const;
/** One of the kinds of transition. */
export type TransitionKind = (typeof TransitionKind)[keyof typeof TransitionKind];
/** The name of a kind of transition. */
export type TransitionName = keyof typeof TransitionKind;
/** The kinds in words, in the order of their numbers. */
export const transitionNames = Object.keys(TransitionKind) as readonly TransitionName[];

/**
 * One transition. The simulator reuses a single object for all of them: a fold reads it at once and keeps none.
 */
export interface Transition {
  readonly time: Time;
  readonly kind: TransitionKind;
  readonly subject: number;
  readonly from: number;
  readonly to: number;
  readonly cause: number;
  readonly detail: number;
}

/** Receives every transition of a replication, in order. */
export type TransitionSink = (transition: Transition) => void;
