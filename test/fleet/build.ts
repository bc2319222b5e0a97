import type { Command, Gate, View } from "../../src/fleet/control/policy-contract.js";
import type {
  DefectModel,
  GroupModel,
  MechanismModel,
  Model,
  ReleaseModel,
  ServiceModel,
} from "../../src/fleet/state/model.js";
import { transitionNames, type Transition } from "../../src/fleet/state/transitions.js";
import type { Variate } from "../../src/random/variate.js";
import { startRun, type Run } from "../../src/simulation/run.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";

/** Models small enough to work out by hand: constant times, one group, everything overridable. */

export function constant(value: number): Variate {
  return { at: () => value, mean: value };
}

export const noVariate = constant(0);

export function mechanism(overrides: Partial<MechanismModel> = {}): MechanismModel {
  return {
    kind: "ab",
    loader: overrides.kind === "ostree" ? "uncounted" : "gptprio",
    tries: 1,
    markGoodRule: "timer",
    markGood: 45 * SECOND,
    healthChecks: ["network", "runtime", "workload"],
    failedCheck: "reboot",
    installTarget: "inactive",
    install: constant(MINUTE),
    watchdog: NEVER,
    panicReboot: 10 * SECOND,
    autoFix: true,
    unbootableShare: 0,
    downgrade: true,
    provision: constant(2 * MINUTE),
    replaceAttempts: 2,
    quarantine: false,
    ...overrides,
  };
}

export function group(overrides: Partial<GroupModel> = {}): GroupModel {
  return {
    name: "web",
    first: 0,
    hosts: 10,
    zones: [0],
    rackSize: 40,
    cohortShares: [1],
    channel: 0,
    capacity: 10,
    initialRelease: -1,
    mechanism: mechanism(),
    agent: {
      first: 7 * MINUTE,
      firstSpread: 0,
      kind: "poll",
      protocol: "plain",
      period: 45 * MINUTE,
      jitter: 5 * MINUTE,
      at: 0,
      retry: 5 * MINUTE,
      reportDelay: constant(SECOND),
      reportLoss: 0,
      reportDuplicates: 0,
      deltas: false,
      backoff: false,
      urls: 1,
      urlFailures: 10,
      successAfterFallback: true,
    },
    runtime: { kind: "docker", liveRestore: false, restart: constant(5 * SECOND) },
    boot: {
      shutdown: constant(10 * SECOND),
      firmware: constant(20 * SECOND),
      loader: constant(5 * SECOND),
      kernel: constant(10 * SECOND),
      userland: constant(10 * SECOND),
      runtime: constant(5 * SECOND),
    },
    ...overrides,
  };
}

export function service(overrides: Partial<ServiceModel> = {}): ServiceModel {
  return {
    name: "api",
    group: 0,
    first: 0,
    replicas: 50,
    start: constant(3 * SECOND),
    stop: constant(2 * SECOND),
    pull: constant(8 * SECOND),
    minAvailable: 0,
    budgets: (overrides.minAvailable ?? 0) > 0 ? 1 : 0,
    rescheduleAfter: NEVER,
    maxRestarts: NEVER,
    backOff: 10 * SECOND,
    backOffCap: 5 * MINUTE,
    ...overrides,
  };
}

export function release(overrides: Partial<ReleaseModel> = {}): ReleaseModel {
  return {
    version: "1",
    payload: 1e6,
    delta: 0,
    deltaFailure: 0,
    installFailure: 0,
    key: 0,
    components: 7,
    mechanisms: [],
    defects: [],
    barrier: false,
    deadEnd: false,
    security: false,
    rollbackIndex: 0,
    ...overrides,
  };
}

export function defect(overrides: Partial<DefectModel> = {}): DefectModel {
  return {
    name: "bug",
    key: 0,
    release: 0,
    kind: "kernel-panic",
    component: 0,
    per: "host",
    probability: 1,
    cohorts: [],
    runtimes: [],
    groups: [],
    minContainers: 0,
    after: noVariate,
    capacityShare: 0,
    ...overrides,
  };
}

export function model(overrides: Partial<Model> = {}): Model {
  return {
    seed: "test",
    replication: 0,
    horizon: 2 * DAY,
    weekOffset: 0,
    startedAt: 0,
    zones: ["a"],
    cohorts: ["standard"],
    channels: ["stable"],
    groups: [group()],
    services: [service()],
    releases: [release()],
    defects: [],
    publications: [{ at: HOUR, release: 0, channel: 0, kind: "published" }],
    server: {
      bandwidth: Number.POSITIVE_INFINITY,
      hostBandwidth: 1e4,
      maxDownloads: Number.POSITIVE_INFINITY,
    },
    people: {
      crews: 1,
      repair: constant(30 * MINUTE),
      fix: constant(10 * MINUTE),
      notice: constant(15 * MINUTE),
      hold: true,
    },
    faults: [],
    asked: { slas: [7 * DAY], splits: [] },
    ...overrides,
  };
}

export function gate(overrides: Partial<Gate> = {}): Gate {
  return {
    maxReboots: NEVER,
    countsUnavailable: false,
    coordinator: false,
    releaseAt: "agent-start",
    ttl: NEVER,
    lock: "locksmith",
    lockScope: "group",
    order: "first-come",
    unreachable: "wait",
    releaseDelay: 0,
    retry: { first: 5 * MINUTE, cap: 5 * MINUTE },
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
    ...overrides,
  };
}

/** Offers every published release to everybody at once, through one gate. */
export function offerAll(rule: Gate = gate()) {
  return {
    start: () => null,
    decide(view: View, memory: unknown) {
      const commands: Command[] = [];
      for (const [index] of view.groups.entries()) {
        if (view.now === 0) commands.push({ kind: "gate", group: index, gate: rule });
        for (const [r, state] of view.releases.entries()) {
          const at = state.publishedAt[view.groups[index]!.channel];
          if (at === undefined || at !== view.now) continue;
          commands.push({
            kind: "offer",
            group: index,
            release: r,
            schedule: [[at, 1]],
            rank: "host",
          });
        }
      }
      return { memory, commands, wakeAt: NEVER };
    },
  };
}

/** Runs a model to its horizon and keeps its transitions. */
export function record(input: Model, policy = offerAll()): { trace: Transition[]; run: Run } {
  const trace: Transition[] = [];
  const run = startRun(input, policy, (transition) => trace.push({ ...transition }));
  run.advance(input.horizon);
  return { trace, run };
}

/** The transitions of one kind. */
export function only(
  trace: readonly Transition[],
  name: (typeof transitionNames)[number],
): Transition[] {
  const kind = transitionNames.indexOf(name);
  return trace.filter((transition) => transition.kind === kind);
}
