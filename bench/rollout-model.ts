import type { Command, View } from "../src/fleet/control/policy-contract.js";
import type { GroupModel, Model, ServiceModel } from "../src/fleet/state/model.js";
import { compile } from "../src/random/distribution.js";
import type { RunPolicy } from "../src/simulation/run.js";
import { OPEN_GATE } from "../src/policies/gate-settings.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../src/support/time.js";

/** Containers of each host. */
export const CONTAINERS_PER_HOST = 10;

const constant = (value: number) => compile({ dist: "constant", value });
const lognormal = (median: number, p95: number) => compile({ dist: "lognormal", median, p95 });
const never = constant(0);

/** A/B hosts in three zones that ask every 45 minutes, with boots, starts and repairs of random length. */
function group(hosts: number): GroupModel {
  return {
    name: "web",
    first: 0,
    hosts,
    zones: [0, 1, 2],
    rackSize: 40,
    cohortShares: [1],
    channel: 0,
    capacity: 2 * CONTAINERS_PER_HOST,
    initialRelease: -1,
    mechanism: {
      kind: "ab",
      loader: "gptprio",
      tries: 1,
      markGoodRule: "timer",
      markGood: 45 * SECOND,
      healthChecks: [],
      failedCheck: "reboot",
      installTarget: "inactive",
      install: lognormal(MINUTE, 3 * MINUTE),
      watchdog: 5 * MINUTE,
      panicReboot: 10 * SECOND,
      autoFix: true,
      unbootableShare: 0,
      downgrade: true,
      provision: never,
      replaceAttempts: 0,
      quarantine: true,
    },
    agent: {
      first: 7 * MINUTE,
      firstSpread: 5 * MINUTE,
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
      shutdown: lognormal(10 * SECOND, 40 * SECOND),
      firmware: lognormal(30 * SECOND, 90 * SECOND),
      loader: constant(5 * SECOND),
      kernel: lognormal(8 * SECOND, 20 * SECOND),
      userland: lognormal(12 * SECOND, 30 * SECOND),
      runtime: lognormal(3 * SECOND, 10 * SECOND),
    },
  };
}

function service(hosts: number): ServiceModel {
  return {
    name: "api",
    group: 0,
    first: 0,
    replicas: CONTAINERS_PER_HOST * hosts,
    start: lognormal(3 * SECOND, 12 * SECOND),
    stop: lognormal(2 * SECOND, 8 * SECOND),
    pull: lognormal(20 * SECOND, MINUTE),
    minAvailable: 0,
    budgets: 0,
    rescheduleAfter: NEVER,
    maxRestarts: Number.POSITIVE_INFINITY,
    backOff: 10 * SECOND,
    backOffCap: 5 * MINUTE,
  };
}

/** A fleet that takes one release within a day; its kernel panics on one host in a hundred. */
export function rolloutModel(hosts: number): Model {
  return {
    seed: "fleet rollout",
    replication: 0,
    horizon: 2 * DAY,
    weekOffset: 0,
    startedAt: 0,
    zones: ["a", "b", "c"],
    cohorts: ["standard"],
    channels: ["stable"],
    groups: [group(hosts)],
    services: [service(hosts)],
    releases: [
      {
        version: "2",
        payload: 180e6,
        delta: 0,
        deltaFailure: 0,
        installFailure: 0,
        key: 0,
        components: 7,
        mechanisms: [],
        defects: [0],
        barrier: false,
        deadEnd: false,
        security: false,
        rollbackIndex: 0,
      },
    ],
    defects: [
      {
        name: "panic",
        key: 0,
        release: 0,
        kind: "kernel-panic",
        component: 0,
        per: "host",
        probability: 0.01,
        cohorts: [],
        runtimes: [],
        groups: [],
        minContainers: 0,
        after: never,
        capacityShare: 0,
      },
    ],
    publications: [{ at: HOUR, release: 0, channel: 0, kind: "published" }],
    server: {
      bandwidth: Number.POSITIVE_INFINITY,
      hostBandwidth: 10_000,
      maxDownloads: Number.POSITIVE_INFINITY,
    },
    people: {
      crews: Number.POSITIVE_INFINITY,
      repair: lognormal(20 * MINUTE, 2 * HOUR),
      fix: lognormal(5 * MINUTE, 20 * MINUTE),
      notice: lognormal(5 * MINUTE, 30 * MINUTE),
      hold: true,
    },
    faults: [],
    asked: { slas: [7 * DAY], splits: [] },
  };
}

/** Offers the release to a share of the fleet that grows over a day; who has installed it reboots at once. */
export const rampedRollout: RunPolicy<null> = {
  start: () => null,
  decide(view: View) {
    const commands: Command[] = [];
    if (view.now === 0) commands.push({ kind: "gate", group: 0, gate: immediately });
    const at = view.releases[0]?.publishedAt[0];
    if (at === view.now) {
      const schedule = [
        [at, 0],
        [at + DAY, 1],
      ] as const;
      commands.push({ kind: "offer", group: 0, release: 0, schedule, rank: "host" });
    }
    return { memory: null, commands, wakeAt: NEVER };
  },
};

const immediately = {
  ...OPEN_GATE,
  releaseAt: "well",
  drain: { kind: "none", timeout: NEVER, atTimeout: "reboot", retry: HOUR },
} as const;
