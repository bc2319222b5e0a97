/**
 * The closed vocabularies of the world as small integers, because they are stored in bytes and compared in the hot path.
 * `*Names` give the words in the order of the numbers, for people.
 */

/** Where a host is in its life. Firmware to Workloads are the stages of a reboot, in order. */
export const HostPhase = {
  /** Up, runtime healthy, containers may run. */
  Serving: 0,
  /** Up; containers are being moved away before a reboot. */
  Draining: 1,
  /** Going down in an orderly way. */
  ShuttingDown: 2,
  Firmware: 3,
  Loader: 4,
  Kernel: 5,
  Userland: 6,
  Runtime: 7,
  /** Booted; containers are starting. */
  Workloads: 8,
  /** Up, but its runtime or bridge cannot start containers, or it has lost its network. */
  Degraded: 9,
  /** Up and serving, on the old release, after its loader gave up the new one. */
  FallenBack: 10,
  /** Not running and not about to: hung, unbootable, or without power. */
  Down: 11,
  /** A repair crew is at work on it. */
  UnderRepair: 12,
  /** A new instance is being made in its place. */
  Provisioning: 13,
} as const;
/** One of the phases of a host. */
export type HostPhase = (typeof HostPhase)[keyof typeof HostPhase];
/** The phases in words, in the order of their numbers. */
export const hostPhaseNames = [
  "serving",
  "draining",
  "shutting down",
  "firmware",
  "loader",
  "kernel",
  "userland",
  "runtime",
  "workloads",
  "degraded",
  "fallen back",
  "down",
  "under repair",
  "provisioning",
] as const;

/** Where a container is in its life. Only `Serving` counts as available. */
export const ContainerPhase = {
  Serving: 0,
  /** Asked to stop (drain, daemon restart), still finishing. */
  Stopping: 1,
  /** Belongs to no host: waits for room. */
  Pending: 2,
  /** Placed; its image is pulled and it starts. */
  Starting: 3,
  /** Its host or runtime is not able to run it now; it starts when that is so again. */
  Waiting: 4,
  /** A start failed; it is tried again after a back-off. */
  BackOff: 5,
  /** Its starts failed more often than its restart rule allows; it stays down until its host is mended. */
  Failed: 6,
  /** Runs, but nobody can reach it. */
  Unreachable: 7,
} as const;
/** One of the phases of a container. */
export type ContainerPhase = (typeof ContainerPhase)[keyof typeof ContainerPhase];
/** The phases in words, in the order of their numbers. */
export const containerPhaseNames = [
  "serving",
  "stopping",
  "pending",
  "starting",
  "waiting",
  "back-off",
  "failed",
  "unreachable",
] as const;

/** Why a host or a container is not serving. The four of them partition downtime. */
export const Cause = {
  /** An update did what it was meant to do: drain, restart, reboot. */
  Planned: 0,
  /** A defect of a release. */
  Defect: 1,
  /** An injected fault. */
  Fault: 2,
  /** No host has room for the container. */
  NoRoom: 3,
} as const;
/** One of the causes of downtime. */
export type Cause = (typeof Cause)[keyof typeof Cause];
/** The causes in words, in the order of their numbers. */
export const causeNames = ["planned", "defect", "fault", "no-room"] as const;

/** How one boot attempt ended. */
export const BootOutcome = {
  Booted: 0,
  Panicked: 1,
  Hung: 2,
  /** The loader found nothing to boot, or the packages are half-configured. */
  Unbootable: 3,
  /** Power or the host itself went away in the middle. */
  Interrupted: 4,
} as const;
/** One of the ways a boot attempt ends. */
export type BootOutcome = (typeof BootOutcome)[keyof typeof BootOutcome];
/** The outcomes in words, in the order of their numbers. */
export const bootOutcomeNames = [
  "booted",
  "panicked",
  "hung",
  "unbootable",
  "interrupted",
] as const;

/** What the update server was told of a host last. It may lag behind the truth, and it may be a lie. */
export const ReportStatus = {
  Good: 0,
  Updating: 1,
  Failed: 2,
} as const;
/** One of the statuses of a report. */
export type ReportStatus = (typeof ReportStatus)[keyof typeof ReportStatus];
/** The statuses in words, in the order of their numbers. */
export const reportStatusNames = ["good", "updating", "failed"] as const;

/** Why a host runs another release than before. */
export const ReleaseChange = {
  Update: 0,
  /** The loader went back by itself. */
  Fallback: 1,
  /** A person put the old release back. */
  Repair: 2,
  /** The host was replaced by a new instance. */
  Replacement: 3,
} as const;
/** One of the reasons a host runs another release. */
export type ReleaseChange = (typeof ReleaseChange)[keyof typeof ReleaseChange];

/** Whether containers can run on a host in this phase. */
export function isUp(phase: HostPhase): boolean {
  return (
    phase === HostPhase.Serving ||
    phase === HostPhase.Draining ||
    phase === HostPhase.FallenBack ||
    phase === HostPhase.Degraded ||
    phase === HostPhase.Workloads
  );
}

/** Whether a host in this phase counts as up and well: it serves, whatever release it runs. */
export function isWell(phase: HostPhase): boolean {
  return (
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Draining
  );
}
