import type { Command, Gate, View } from "../fleet/control.js";
import type {
  DefectModel,
  GroupModel,
  MechanismModel,
  Model,
  ReleaseModel,
} from "../fleet/model.js";
import { BootOutcome } from "../fleet/phases.js";
import { TransitionKind } from "../fleet/transitions.js";
import type { Variate } from "../random/variate.js";
import { variateOf } from "../random/variate-of.js";
import { startRun } from "../simulation/run.js";
import { HOUR, MINUTE, NEVER, SECOND } from "../support/time.js";

/** Hosts of one run: each is a trial of its own, because nothing couples them. */
const HOSTS = 20_000;

/** What the first and only update of a host came to. */
interface Trials {
  /** Trial boots of the new slot, by host. */
  readonly boots: Uint8Array;
  /** Whether the host went back to the old slot: 0 or 1, by host. */
  readonly fellBack: Uint8Array;
}

/** The defects of the release and what of the hosts matters to them. */
export interface UpdateOnce {
  readonly tries: number;
  readonly markGood: number;
  /** Share of the hosts that are of the wrong hardware: cohort 1. */
  readonly wrongHardware: number;
  readonly defects: readonly Pick<
    DefectModel,
    "name" | "kind" | "per" | "probability" | "cohorts" | "after"
  >[];
}

/**
 * A fleet of independent A/B hosts takes one release, once; a host on which it fails refuses it from then on. Hosts check for
 * updates every 2 min, so that all have done so well before the horizon.
 */
export function updateOnce(setting: UpdateOnce, replication: number): Trials {
  const boots = new Uint8Array(HOSTS);
  const fellBack = new Uint8Array(HOSTS);
  const model = modelOf(setting, replication);
  const run = startRun(
    model,
    offerAtOnce,
    ({ kind, subject, to, detail }) => {
      if (kind === TransitionKind.BootAttempt && detail === 0 && to !== BootOutcome.Unbootable) {
        boots[subject]! += 1;
      } else if (kind === TransitionKind.Fallback) fellBack[subject] = 1;
    },
    [],
  );
  run.advance(model.horizon);
  return { boots, fellBack };
}

const constant = (value: number): Variate => variateOf({ dist: "constant", value });

function mechanismOf({ tries, markGood }: UpdateOnce): MechanismModel {
  return {
    kind: "ab",
    loader: "gptprio",
    tries,
    markGoodRule: "timer",
    markGood,
    healthChecks: ["network"],
    failedCheck: "reboot",
    installTarget: "inactive",
    install: constant(SECOND),
    watchdog: NEVER,
    panicReboot: SECOND,
    autoFix: true,
    unbootableShare: 0,
    provision: constant(0),
    replaceAttempts: 1,
    quarantine: true,
  };
}

function groupOf(setting: UpdateOnce): GroupModel {
  return {
    name: "hosts",
    first: 0,
    hosts: HOSTS,
    zones: [0],
    rackSize: 40,
    cohortShares: [1 - setting.wrongHardware, setting.wrongHardware],
    channel: 0,
    capacity: 1,
    initialRelease: -1,
    mechanism: mechanismOf(setting),
    agent: {
      first: 2 * MINUTE,
      firstSpread: 0,
      kind: "poll",
      protocol: "plain",
      period: 2 * MINUTE,
      jitter: 0,
      at: 0,
      retry: MINUTE,
      deltas: false,
      backoff: false,
      urls: 1,
      urlFailures: 10,
      reportDelay: constant(SECOND),
      reportLoss: 0,
      reportDuplicates: 0,
      successAfterFallback: true,
    },
    runtime: { kind: "docker", liveRestore: false, restart: constant(SECOND) },
    boot: {
      shutdown: constant(SECOND),
      firmware: constant(SECOND),
      loader: constant(SECOND),
      kernel: constant(SECOND),
      userland: constant(SECOND),
      runtime: constant(SECOND),
    },
  };
}

function releaseWith(defects: number): ReleaseModel {
  return {
    version: "1",
    payload: 1,
    delta: 0,
    deltaFailure: 0,
    installFailure: 0,
    components: 7,
    mechanisms: [],
    defects: Array.from({ length: defects }, (_, index) => index),
    barrier: false,
    deadEnd: false,
    security: false,
    rollbackIndex: 0,
  };
}

function modelOf(setting: UpdateOnce, replication: number): Model {
  const { defects, tries, markGood } = setting;
  return {
    seed: "validation",
    replication,
    horizon: 10 * MINUTE + tries * MINUTE + markGood,
    weekOffset: 0,
    startedAt: 0,
    zones: ["a"],
    cohorts: ["right", "wrong"],
    channels: ["stable"],
    groups: [groupOf(setting)],
    services: [],
    releases: [releaseWith(defects.length)],
    defects: defects.map((defect, key) => ({
      ...defect,
      key,
      release: 0,
      component: 0,
      runtimes: [],
      groups: [],
      minContainers: 0,
      capacityShare: 0,
    })),
    publications: [{ at: SECOND, release: 0, channel: 0, kind: "published" }],
    server: {
      bandwidth: Number.POSITIVE_INFINITY,
      hostBandwidth: 1e6,
      maxDownloads: Number.POSITIVE_INFINITY,
    },
    people: {
      crews: 1,
      repair: constant(HOUR),
      fix: constant(HOUR),
      notice: constant(24 * HOUR),
      hold: true,
    },
    faults: [],
  };
}

/** Nothing holds a reboot back. */
const OPEN: Gate = {
  maxReboots: NEVER,
  countsUnavailable: false,
  coordinator: false,
  releaseAt: "agent-start",
  ttl: NEVER,
  lock: "semaphore",
  order: "first-come",
  unreachable: "wait",
  releaseDelay: 0,
  retry: { first: MINUTE, cap: MINUTE },
  startDelay: 0,
  delay: 0,
  delaySpread: 0,
  windows: undefined,
  openingSpread: 0,
  recheckWindow: true,
  automatic: true,
  blockedAbove: NEVER,
  crashBackOff: 0,
  sessions: { share: 0, wait: 0 },
  drain: { kind: "none", timeout: NEVER, atTimeout: "reboot", retry: HOUR },
};

/** Offers the release to every host the moment it appears. */
const offerAtOnce = {
  start: () => null,
  decide({ now }: View, memory: null) {
    const commands: Command[] = [];
    if (now === 0) commands.push({ kind: "gate", group: 0, gate: OPEN });
    if (now === SECOND) {
      commands.push({ kind: "offer", group: 0, release: 0, schedule: [[now, 1]], rank: "host" });
    }
    return { memory, commands, wakeAt: NEVER };
  },
};
