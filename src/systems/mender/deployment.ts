/**
 * One deployment on a Mender client: the state it is in, what it has written down of it, and what has gone wrong, packed into
 * one number so that a fleet keeps it in a column. State scripts are left out.
 *
 * @see mendersoftware/mender src/mender-update/daemon/state_machine/state_machine.cpp, states.cpp, context.cpp
 */
export type Deployment = number;

/** The states in which something is done, and those that only lead on. */
export const State = {
  Done: 0,
  ProvidePayloadFileSizes: 1,
  Download: 2,
  ArtifactInstall: 3,
  NeedsArtifactReboot: 4,
  ArtifactReboot: 5,
  ArtifactVerifyReboot: 6,
  /** The server is told that the commit is next; where that fails for good, the client rolls back. */
  ReportBeforeCommit: 7,
  ArtifactCommit: 8,
  AfterCommit: 9,
  SupportsRollback: 10,
  ArtifactRollback: 11,
  NeedsRollbackReboot: 12,
  ArtifactRollbackReboot: 13,
  ArtifactVerifyRollbackReboot: 14,
  RolledBack: 15,
  ArtifactFailure: 16,
  SaveProvides: 17,
  Cleanup: 18,
} as const;
/** One of the states. */
export type State = (typeof State)[keyof typeof State];

/** What came of what a state did. */
export const Answer = {
  Success: 0,
  Failure: 1,
  /** No reboot is needed; rollback is not supported. */
  NothingToDo: 2,
} as const;
/** One of the answers. */
export type Answer = (typeof Answer)[keyof typeof Answer];

/** What a client believes of its deployment: whether it failed, and whether the way back did. */
const Tracking = { NoFailure: 0, Failure: 1, RollbackTried: 2, RollbackFailed: 3 } as const;

/** What the server is told as soon as a state is entered; of the others it hears nothing before the end. */
export const statusOn: ReadonlyMap<State, "downloading" | "installing" | "rebooting"> = new Map([
  [State.ProvidePayloadFileSizes, "downloading"],
  [State.ArtifactInstall, "installing"],
  [State.ArtifactReboot, "rebooting"],
  [State.ReportBeforeCommit, "installing"],
]);

/** What the client says it runs in the end. */
export const Kept = {
  /** What it ran before. */
  Old: 0,
  New: 1,
  /** Nobody knows: marked as inconsistent. */
  Inconsistent: 2,
} as const;
/** One of the things it can say. */
export type Kept = (typeof Kept)[keyof typeof Kept];

/** Times a client may write its state down before it breaks a deployment off as a loop. */
const MAX_STORES = 28;

const {
  Done,
  ProvidePayloadFileSizes,
  Download,
  ArtifactInstall,
  NeedsArtifactReboot,
  ArtifactReboot,
  ArtifactVerifyReboot,
  ReportBeforeCommit,
  ArtifactCommit,
  AfterCommit,
  SupportsRollback,
  ArtifactRollback,
  NeedsRollbackReboot,
  ArtifactRollbackReboot,
  ArtifactVerifyRollbackReboot,
  RolledBack,
  ArtifactFailure,
  SaveProvides,
  Cleanup,
} = State;

/** For each state, in the order of their numbers: what follows success, failure, and nothing to do. */
const NEXT: readonly (readonly [State, State, State])[] = [
  [Done, Done, Done],
  [Download, Cleanup, SaveProvides],
  [ArtifactInstall, Cleanup, SaveProvides],
  [NeedsArtifactReboot, SupportsRollback, NeedsArtifactReboot],
  [ArtifactReboot, SupportsRollback, ReportBeforeCommit],
  [ArtifactVerifyReboot, SupportsRollback, ArtifactVerifyReboot],
  [ReportBeforeCommit, SupportsRollback, ReportBeforeCommit],
  [ArtifactCommit, SupportsRollback, ArtifactCommit],
  [AfterCommit, SupportsRollback, AfterCommit],
  [SaveProvides, SaveProvides, SaveProvides],
  [ArtifactRollback, ArtifactFailure, ArtifactFailure],
  [NeedsRollbackReboot, ArtifactFailure, NeedsRollbackReboot],
  [ArtifactRollbackReboot, ArtifactFailure, RolledBack],
  // Whether this reboot worked is judged by the state after it alone.
  [ArtifactVerifyRollbackReboot, ArtifactVerifyRollbackReboot, ArtifactVerifyRollbackReboot],
  // Nothing is left to fall back to, so the way back is tried until the loop is broken.
  [RolledBack, ArtifactRollbackReboot, RolledBack],
  [ArtifactFailure, ArtifactFailure, ArtifactFailure],
  [SaveProvides, SaveProvides, SaveProvides],
  [Cleanup, Cleanup, Cleanup],
  [Done, Done, Done],
];

/** How often entering a state writes it down: where its Enter scripts and the state itself both do, twice. */
const STORES: readonly number[] = [0, 2, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 2, 0, 1];

/** Where a client goes on that finds the state of an entry written down, and what it then believes. */
const AFTER_POWER_LOSS: ReadonlyMap<State, readonly [State, number]> = new Map([
  // A download changes nothing, so there is nothing to roll back.
  [ProvidePayloadFileSizes, [Cleanup, Tracking.RollbackTried]],
  [ArtifactReboot, [ArtifactVerifyReboot, Tracking.NoFailure]],
  [AfterCommit, [AfterCommit, Tracking.NoFailure]],
  [ArtifactRollback, [ArtifactRollback, Tracking.RollbackTried]],
  [ArtifactRollbackReboot, [ArtifactVerifyRollbackReboot, Tracking.RollbackTried]],
  [ArtifactVerifyRollbackReboot, [ArtifactVerifyRollbackReboot, Tracking.RollbackTried]],
  [ArtifactFailure, [ArtifactFailure, Tracking.Failure]],
  [Cleanup, [Cleanup, Tracking.Failure]],
]);

// Bits 0..4 state, 5..9 state written down, 10..14 times written, 15..16 tracking, 17 rolled back, 18..19 kept.
const STORED = 5;
const STORE_COUNT = 10;
const TRACKING = 15;
const ROLLED_BACK = 1 << 17;
const KEPT = 18;

/** The state a deployment is in. */
export function stateOf(deployment: Deployment): State {
  return (deployment & 31) as State;
}
/** What the client says it runs once the deployment is done. */
export function keptOf(deployment: Deployment): Kept {
  return ((deployment >> KEPT) & 3) as Kept;
}
/** Whether the client reports the deployment as failed. */
export function hasFailed(deployment: Deployment): boolean {
  return trackingOf(deployment) !== Tracking.NoFailure;
}

function trackingOf(deployment: Deployment): number {
  return (deployment >> TRACKING) & 3;
}
function withTracking(deployment: Deployment, tracking: number): Deployment {
  return (deployment & ~(3 << TRACKING)) | (tracking << TRACKING);
}
function withState(deployment: Deployment, state: State): Deployment {
  return (deployment & ~31) | state;
}
function withKept(deployment: Deployment, kept: Kept): Deployment {
  return (deployment & ~(3 << KEPT)) | (kept << KEPT);
}

/** Writes a state down once. @returns -1 where that breaks the loop. */
function store(deployment: Deployment, state: State): Deployment {
  const count = (deployment >> STORE_COUNT) & 31;
  if (count >= MAX_STORES) return -1;
  const others = deployment & ~((31 << STORED) | (31 << STORE_COUNT));
  return others | (state << STORED) | ((count + 1) << STORE_COUNT);
}

/** Enters a state, and goes on through those that only lead on. */
function enter(deployment: Deployment, state: State): Deployment {
  let next = withState(deployment, state);
  for (let i = 0; i < STORES[state]!; i++) {
    const stored = store(next, state);
    if (stored === -1) return breakLoop(next);
    next = stored;
  }
  if (state === AfterCommit) return enter(next, SaveProvides);
  if (state === RolledBack) return enter(next | ROLLED_BACK, ArtifactFailure);
  if (state === SaveProvides) return saveProvides(next);
  return next;
}

/** Says what the host runs now. After a way back that worked that is what it said before. */
function saveProvides(deployment: Deployment): Deployment {
  const tracking = trackingOf(deployment);
  if (tracking === Tracking.RollbackTried) return enter(deployment, Cleanup);
  const stored = store(deployment, Cleanup);
  if (stored === -1) return breakLoop(deployment);
  const kept = tracking === Tracking.NoFailure ? Kept.New : Kept.Inconsistent;
  return enter(withKept(stored, kept), Cleanup);
}

function breakLoop(deployment: Deployment): Deployment {
  return withKept(withState(deployment, Done), Kept.Inconsistent);
}

/** A client has been told of a deployment: it has opened the artifact. */
export function beginDeployment(): Deployment {
  return enter(0, ProvidePayloadFileSizes);
}

/** Goes on after the present state has done its work. */
export function advance(deployment: Deployment, answer: Answer): Deployment {
  const state = stateOf(deployment);
  const next = NEXT[state]![answer];
  // Both states after a rollback reboot answer with another try and not with a failure.
  if (state === ArtifactVerifyRollbackReboot && answer === Answer.Failure) {
    return withState(deployment, next);
  }
  const tracked = state === ArtifactRollbackReboot ? deployment : track(deployment, state, answer);
  const isDownload = state === ProvidePayloadFileSizes || state === Download;
  // A download that failed has changed nothing: no way back is needed, and that counts as one that worked.
  const settled = isDownload && answer === Answer.Failure ? tracked | ROLLED_BACK : tracked;
  return enter(settled, next);
}

function track(deployment: Deployment, state: State, answer: Answer): Deployment {
  const before = trackingOf(deployment);
  if (answer === Answer.Failure) {
    if (before === Tracking.NoFailure) return withTracking(deployment, Tracking.Failure);
    if (before === Tracking.RollbackTried) return withTracking(deployment, Tracking.RollbackFailed);
    return deployment;
  }
  const begins = state === SupportsRollback && answer === Answer.Success;
  return begins && before === Tracking.Failure
    ? withTracking(deployment, Tracking.RollbackTried)
    : deployment;
}

/**
 * The client starts again after the host lost its power, or rebooted, in the middle of a deployment: it goes on from what it has
 * written down. Reading counts as writing, so that a host that dies again and again comes to an end.
 */
export function afterPowerLoss(deployment: Deployment): Deployment {
  const written = ((deployment >> STORED) & 31) as State;
  const stored = store(deployment, written);
  if (stored === -1) return breakLoop(withTracking(deployment, Tracking.RollbackFailed));
  // In all other states there is something to roll back.
  const [state, believed] = AFTER_POWER_LOSS.get(written) ?? [SupportsRollback, Tracking.Failure];
  const rolledBack = (deployment & ROLLED_BACK) !== 0 && believed === Tracking.Failure;
  return enter(withTracking(stored, rolledBack ? Tracking.RollbackTried : believed), state);
}
