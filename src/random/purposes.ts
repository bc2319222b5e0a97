/**
 * What a draw is for. Draws of two purposes never share luck, so that switching one part of the world on or off leaves
 * the luck of every other part as it was (common random numbers by construction, DESIGN "luck is a keyed function").
 * World, faults and exploration are three families that never mix. The numbers are part of every result: append, never renumber.
 */
export const Purpose = {
  // The world: 0..63. Traits are fixed for a run; the others are new luck at each occurrence.
  HostRank: 0,
  ReleaseRank: 1,
  DefectHost: 2,
  DefectBoot: 3,
  DefectStart: 4,
  DefectDelay: 5,
  BootStage: 6,
  Install: 7,
  Poll: 8,
  FirstPoll: 9,
  ContainerStart: 10,
  ContainerStop: 11,
  ImagePull: 12,
  DaemonRestart: 13,
  Repair: 14,
  Notice: 15,
  LockRetry: 16,
  Provision: 17,
  ReportDelay: 18,
  ReportLoss: 19,
  Tester: 20,
  UpstreamReaction: 21,
  OperatorReaction: 22,
  Cohort: 23,
  Interruption: 24,
  LockRace: 25,
  Session: 26,
  FirstAsk: 27,
  HostIdentity: 28,
  LockHash: 29,
  FailedCheck: 30,
  Overload: 31,
  BackOff: 32,
  DeltaFailure: 33,
  ReportDuplicate: 34,
  InstallFailure: 35,
  /** When the releases of a train appear. */
  TrainTimes: 36,
  /** Which of them are bad. */
  TrainBad: 37,
  /** What is wrong with those. */
  TrainDefects: 38,
  /** Their sizes and promotions. */
  TrainFigures: 39,
  /** Chances of the defects of trains, which have keys of their own. */
  TrainDefectBoot: 40,
  TrainDefectStart: 41,
  TrainDefectDelay: 42,
  /** Chances at installations, and delays from them. */
  DefectInstallation: 43,
  TrainDefectInstallation: 44,
  // Faults: 64..95.
  FaultVictim: 64,
  FaultOnset: 65,
  FaultDuration: 66,
  FaultOfStart: 67,
  FaultOfReport: 68,
  // Exploration: 96..127.
  Exploration: 96,
  /** Resamples of a bootstrap. */
  Resampling: 97,
  /** Points of a Latin hypercube. */
  Design: 98,
} as const;

/** One of the purposes of a draw. */
export type Purpose = (typeof Purpose)[keyof typeof Purpose];
