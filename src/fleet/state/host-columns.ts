/** Where a host is in taking an update. */
export const UpdateStage = {
  Idle: 0,
  Downloading: 1,
  Installing: 2,
  /** Installed; a reboot is wanted, the gate has not let it. */
  Staged: 3,
  /** Let through the gate: draining, rebooting or being replaced. */
  Rebooting: 4,
} as const;

/** What is wrong with a host that is up, as bits. */
export const Trouble = {
  Bridge: 1,
  Runtime: 2,
  Network: 4,
  /** Containers on it were given up by the runtime. */
  Workload: 8,
  /** The last boot attempt failed. */
  Boot: 16,
  /** It went down by a defect while it ran, and has not been up for long since. */
  Crashing: 32,
  /** The daemon of its runtime crashes again and again. */
  Restarting: 64,
} as const;

/** Where a host is with the repair crews. */
export const RepairStage = { None: 0, Noticed: 1, Queued: 2, AtWork: 3 } as const;

/** Sets of flags of a host, as bits. */
export const HostFlag = {
  /** Packages are half-configured after an interruption. */
  HalfConfigured: 1,
  /** The loader has given up a release since the last good update. */
  FellBack: 2,
  /** A check for updates could not reach the server. */
  MissedPoll: 4,
  /** A reboot was wanted while the coordinator was out of reach. */
  MissedLock: 8,
  /** Holds the reboot lock of its group. */
  HoldsLock: 16,
  /** The update in hand has been reported as under way, its end has not. */
  ReportOpen: 32,
  /** A report could not be sent. */
  MissedReport: 64,
  /** The defect behind its trouble hits this host whenever it tries: only an older release helps. */
  NeedsRevert: 128,
  /** Waits for the reboot lock of its group. */
  WaitsForLock: 256,
  /** Takes no new containers: it is drained, or has been and still holds the lock. */
  Cordoned: 512,
  /** Its drain has failed and is not tried again yet. */
  DrainStuck: 1024,
  /** The daemon of its runtime has crashed, and has not run for long since. */
  DaemonCrashed: 2048,
} as const;

/** The state of all hosts, a typed array per column. "Releases" are indices, -1 is the one older than all. */
export interface HostColumns {
  readonly phase: Uint8Array;
  /** Cause of the present phase. */
  readonly cause: Uint8Array;
  readonly cohort: Uint8Array;
  readonly flags: Uint16Array;
  readonly trouble: Uint8Array;
  readonly repair: Uint8Array;
  readonly updateStage: Uint8Array;
  /** When its update reached the step it is at: granted, installing, staged, draining, rebooting, done [ms]. */
  readonly stepSince: Float64Array;
  /** Slot it runs from: 0 or 1. */
  readonly activeSlot: Uint8Array;
  /** Two slots a host: the release in each, and what its loader knows of it (`systems/loaders/attributes.ts`). */
  readonly slotRelease: Int16Array;
  readonly slotAttributes: Uint16Array;
  /** Rollback index below which no image boots any more; only where the loader is avb. */
  readonly rollbackFloor: Uint16Array;
  /** Three components a host: running, and installed for the next boot or daemon start. */
  readonly running: Int16Array;
  readonly installed: Int16Array;
  /** Newest release that runs whole, and the one that did before it. */
  readonly release: Int16Array;
  readonly previous: Int16Array;
  /** Newest release that it ever came to run by an update. */
  readonly furthest: Int16Array;
  /** Release being taken, or -2. */
  readonly target: Int16Array;
  /** Release whose first boot is awaited, or -2. */
  readonly trial: Int16Array;
  /** Release the host will not take again, or -2. */
  readonly refused: Int16Array;
  /** Release whose defect hit the host last, or -2: what people find when they look. */
  readonly suspect: Int16Array;
  /** Three components a host: what was installed before. Only in-place hosts. */
  readonly installedBefore: Int16Array;
  /** Counters that make pending events stale. */
  readonly lifeEpoch: Uint32Array;
  readonly updateEpoch: Uint16Array;
  readonly daemonEpoch: Uint16Array;
  readonly troubleEpoch: Uint16Array;
  readonly lockEpoch: Uint16Array;
  /** Occurrences of draws. */
  readonly boots: Uint32Array;
  readonly daemonStarts: Uint32Array;
  readonly polls: Uint16Array;
  /** Boots that failed in a row. */
  readonly attempts: Uint8Array;
  /** Boots that failed since the last good update. */
  readonly crashes: Uint8Array;
  /** Effects that hold a host at this moment, counted, because they may overlap. */
  readonly powerless: Uint8Array;
  readonly cutServer: Uint8Array;
  readonly cutLock: Uint8Array;
  readonly cutReports: Uint8Array;
  readonly cutClients: Uint8Array;
  readonly bridgeless: Uint8Array;
  readonly daemonless: Uint8Array;
  /** Whether the runtime is up: 0 or 1. */
  readonly runtimeUp: Uint8Array;
  readonly reported: Uint8Array;
  /** What its agent counts: deltas that failed (update_engine), deployments that failed (Zincati), reports that did not get through (Mender). */
  readonly agentFailures: Uint8Array;
  /** Checks in a row that an overloaded server refused. */
  readonly checkErrors: Uint8Array;
  /** The payload it is after, twice the release and 1 for its delta; what its agent remembers of it, and how long it backs off. */
  readonly payloadOf: Int32Array;
  readonly payload: Uint32Array;
  readonly backOffUntil: Float64Array;
  /** The deployment its Mender client is in. */
  readonly deployment: Uint32Array;
  /** Time of the check for updates that is pending; Infinity: none. */
  readonly pollAt: Float64Array;
  /** When it last stopped being up. */
  readonly downSince: Float64Array;
  /** Containers: head of the list, how many are on it or reserved for it, how many are starting, how many fit. */
  readonly firstContainer: Int32Array;
  readonly used: Uint16Array;
  readonly starting: Uint16Array;
  readonly capacity: Uint16Array;
  /** Links of the room list (`room.ts`) and of the repair queue. */
  readonly roomNext: Int32Array;
  readonly roomPrevious: Int32Array;
  readonly repairNext: Int32Array;
}

/** No release: distinct from -1, the release older than all. */
export const NO_RELEASE = -2;

/** The columns of what agents remember. */
function createAgentColumns(n: number) {
  return {
    agentFailures: new Uint8Array(n),
    checkErrors: new Uint8Array(n),
    payloadOf: new Int32Array(n).fill(-1),
    payload: new Uint32Array(n),
    backOffUntil: new Float64Array(n),
    deployment: new Uint32Array(n),
  };
}

/** Columns for `n` hosts, all zero but for links, releases and times. */
export function createHostColumns(n: number): HostColumns {
  const bytes = () => new Uint8Array(n);
  const links = () => new Int32Array(n).fill(-1);
  const releases = (perHost: number, value: number) => new Int16Array(n * perHost).fill(value);
  return {
    phase: bytes(),
    cause: bytes(),
    cohort: bytes(),
    flags: new Uint16Array(n),
    trouble: bytes(),
    repair: bytes(),
    updateStage: bytes(),
    stepSince: new Float64Array(n),
    activeSlot: bytes(),
    slotRelease: releases(2, -1),
    slotAttributes: new Uint16Array(n * 2),
    rollbackFloor: new Uint16Array(n),
    running: releases(3, -1),
    installed: releases(3, -1),
    release: releases(1, -1),
    previous: releases(1, NO_RELEASE),
    furthest: releases(1, -1),
    target: releases(1, NO_RELEASE),
    trial: releases(1, NO_RELEASE),
    refused: releases(1, NO_RELEASE),
    suspect: releases(1, NO_RELEASE),
    installedBefore: releases(3, -1),
    lifeEpoch: new Uint32Array(n),
    updateEpoch: new Uint16Array(n),
    daemonEpoch: new Uint16Array(n),
    troubleEpoch: new Uint16Array(n),
    lockEpoch: new Uint16Array(n),
    boots: new Uint32Array(n),
    daemonStarts: new Uint32Array(n),
    polls: new Uint16Array(n),
    attempts: bytes(),
    crashes: bytes(),
    powerless: bytes(),
    cutServer: bytes(),
    cutLock: bytes(),
    cutReports: bytes(),
    cutClients: bytes(),
    bridgeless: bytes(),
    daemonless: bytes(),
    runtimeUp: new Uint8Array(n).fill(1),
    reported: bytes(),
    ...createAgentColumns(n),
    pollAt: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
    downSince: new Float64Array(n),
    firstContainer: links(),
    used: new Uint16Array(n),
    starting: new Uint16Array(n),
    capacity: new Uint16Array(n),
    roomNext: links(),
    roomPrevious: new Int32Array(n).fill(-2),
    repairNext: links(),
  };
}
